using System.Globalization;
using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Features.Targets;

/// <summary>A target as people type it: ratios in percent, with either decimal sign.</summary>
public static class TargetNumber
{
    private const int GroupLength = 3;

    /// <summary>Reads "3,5 %", "3.5" or "46.900.000"; false when it is no number.</summary>
    /// <param name="format">Tells thousands from decimals where the text could be either.</param>
    public static bool TryRead(string? text, KpiUnit unit, NumberFormatInfo format, out double value)
    {
        value = 0;
        var plain = Plain(text ?? "", format);
        if (
            !decimal.TryParse(
                plain,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return false;
        }
        value = (double)(unit == KpiUnit.Ratio ? number / 100 : number);
        return true;
    }

    /// <summary>As it stands in the field: with every digit, and without a unit.</summary>
    public static string Write(double value, KpiUnit unit, NumberFormatInfo format)
    {
        var number = (decimal)value * (unit == KpiUnit.Ratio ? 100 : 1);
        return number
            .ToString("0.##########", CultureInfo.InvariantCulture)
            .Replace(".", format.NumberDecimalSeparator, StringComparison.Ordinal);
    }

    private static string Plain(string text, NumberFormatInfo format)
    {
        var digits = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter != '%'))
            .Replace('\u2212', '-');
        var at = digits.LastIndexOfAny(['.', ',']);
        if (at < 0)
        {
            return digits;
        }
        var sign = digits[at];
        var other = sign == '.' ? ',' : '.';
        var isGroup =
            !digits.Contains(other, StringComparison.Ordinal)
            && (digits.IndexOf(sign, StringComparison.Ordinal) != at || IsGroup(digits, at, format));
        return isGroup
            ? digits.Replace($"{sign}", "", StringComparison.Ordinal)
            : digits.Replace($"{other}", "", StringComparison.Ordinal).Replace(sign, '.');
    }

    /// <summary>A single sign with three digits after it parts thousands where the language parts them so.</summary>
    private static bool IsGroup(string digits, int at, NumberFormatInfo format) =>
        digits.Length - at - 1 == GroupLength && format.NumberDecimalSeparator[0] != digits[at];
}
