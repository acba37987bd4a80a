using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Localisation;

public static class Sentences
{
    /// <summary>
    /// A sentence that may end with a value: one that ends in an abbreviation, "12 t.kr.", brings the full stop along.
    /// </summary>
    public static string Sentence(this IStringLocalizer text, string key, params object[] arguments) =>
        text[key, arguments].Value.Replace("..", ".", StringComparison.Ordinal);
}
