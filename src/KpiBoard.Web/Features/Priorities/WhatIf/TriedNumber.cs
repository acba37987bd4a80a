using System.Globalization;
using KpiBoard.Web.Infrastructure.Localisation;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>A number as people type it in the sandbox, and back.</summary>
/// <param name="Scale">What one of it is on the screen: a ratio of 1 is 100 percent.</param>
public readonly record struct TriedNumber(double Scale, Formats Formats)
{
    private const int Group = 3;

    /// <summary>
    /// Takes the reader's decimal sign, and the other sign too where it cannot part thousands: 0.5 is a half in Danish.
    /// </summary>
    public double? Parse(string typed)
    {
        var text = string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter) && letter != '%'))
            .Replace('\u2212', '-');
        var sign = Formats.DecimalSign;
        var other = sign == ',' ? '.' : ',';
        var parts = text.Split(other);
        var isGrouped = parts.Length > 2 || text.Contains(sign) || (parts.Length == 2 && parts[1].Length == Group);
        text = (isGrouped ? string.Concat(parts) : text.Replace(other, sign)).Replace(sign, '.');
        return
            double.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            ) && double.IsFinite(number)
            ? number / Scale
            : null;
    }

    /// <summary>With as many decimals as matter, and without a unit; empty for what is not known.</summary>
    public string Show(double? number) =>
        number is not { } known
            ? ""
            : Math.Round(known * Scale, Math.Abs(known * Scale) >= 1_000 ? 0 : 4)
                .ToString("0.####", CultureInfo.InvariantCulture)
                .Replace('.', Formats.DecimalSign);
}
