using System.Globalization;

namespace KpiBoard.Web.Infrastructure.Localisation;

/// <summary>Numbers as people type them into a form, and back.</summary>
public static class TypedNumber
{
    /// <summary>
    /// Takes the reader's decimal sign, and the other sign too where it cannot part thousands: 0.5 is a half in Danish.
    /// </summary>
    public static decimal? Parse(string typed, Formats formats)
    {
        var text = string.Concat(typed.Where(character => !char.IsWhiteSpace(character))).Replace('\u2212', '-');
        var other = formats.DecimalSign == ',' ? '.' : ',';
        var parts = text.Split(other);
        var isGrouped =
            parts.Length > 2 || text.Contains(formats.DecimalSign) || (parts.Length == 2 && parts[1].Length == 3);
        text = isGrouped ? string.Concat(parts) : text.Replace(other, formats.DecimalSign);
        return decimal.TryParse(
            text.Replace(formats.DecimalSign, '.'),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
    }

    public static string Show(decimal number, Formats formats) =>
        number.ToString("0.####", CultureInfo.InvariantCulture).Replace('.', formats.DecimalSign);

    public static DateOnly? ParseDay(string typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>The form in which a browser's date field keeps its value.</summary>
    public static string ShowDay(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
