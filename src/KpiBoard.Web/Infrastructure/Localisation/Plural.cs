using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Localisation;

public static class Plural
{
    /// <summary>
    /// <c>text.Count("Days", 3)</c> takes <c>Days.One</c> or <c>Days.Many</c>, which is all that our three languages
    /// need, with the number in the culture's own format as <c>{0}</c>.
    /// </summary>
    public static LocalizedString Count(
        this IStringLocalizer text,
        string key,
        long number,
        params object[] otherArguments
    )
    {
        object[] arguments = [Formats.Current.Whole(number), .. otherArguments];
        return number == 1 ? text[$"{key}.One", arguments] : text[$"{key}.Many", arguments];
    }
}
