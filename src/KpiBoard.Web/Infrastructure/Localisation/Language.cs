using System.Globalization;

namespace KpiBoard.Web.Infrastructure.Localisation;

/// <summary>A language of the screens and the culture whose dates and numbers go with it.</summary>
public sealed record Language(string Code, string Name, CultureInfo Culture)
{
    public static readonly Language English = new("en", "English", CultureInfo.GetCultureInfo("en-GB"));
    public static readonly Language Danish = new("da", "Dansk", CultureInfo.GetCultureInfo("da-DK"));
    public static readonly Language Norwegian = new("nb", "Norsk", CultureInfo.GetCultureInfo("nb-NO"));

    public static readonly IReadOnlyList<Language> All = [English, Danish, Norwegian];

    /// <summary>The language of this request; English outside one.</summary>
    public static Language Current => Find(CultureInfo.CurrentUICulture.Name) ?? English;

    /// <summary>Finds by code or culture name; Norwegian goes by several names.</summary>
    public static Language? Find(string? name) =>
        name?.Split('-', '_')[0].ToLowerInvariant() switch
        {
            "en" => English,
            "da" => Danish,
            "nb" or "no" or "nn" => Norwegian,
            _ => null,
        };

    /// <summary>Makes this the language of the current request.</summary>
    public void Use()
    {
        CultureInfo.CurrentCulture = Culture;
        CultureInfo.CurrentUICulture = Culture;
    }

    /// <summary>Runs something in this language outside a request, and leaves the language as it was.</summary>
    public T Speak<T>(Func<T> action)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        Use();
        try
        {
            return action();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }
}
