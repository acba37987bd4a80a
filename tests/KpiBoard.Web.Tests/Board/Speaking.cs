using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KpiBoard.Web.Tests.Board;

/// <summary>The product's words in one language, without a host.</summary>
internal static class Speaking
{
    private static readonly ResourceManagerStringLocalizerFactory Texts = new(
        Options.Create(new LocalizationOptions()),
        NullLoggerFactory.Instance
    );

    public static readonly CompanySettings Settings = new() { Currency = "DKK", CompanyName = "Aldervik Services" };

    /// <summary>Makes the language that of the running test.</summary>
    public static FigureWords Figures(string language)
    {
        Language.Find(language)!.Use();
        var context = FigureContext.Of(Settings, Formats.Of(Language.Find(language)!));
        return new FigureWords(new StringLocalizer<FigureText>(Texts), context);
    }

    public static IStringLocalizer<BoardText> Board => Of<BoardText>();

    public static IStringLocalizer<T> Of<T>() => new StringLocalizer<T>(Texts);
}
