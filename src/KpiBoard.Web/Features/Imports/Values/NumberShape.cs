using System.Text;
using System.Text.RegularExpressions;

namespace KpiBoard.Web.Features.Imports.Values;

/// <summary>Why a text is not a number, and what it says about the decimal sign. Only looked at where it matters.</summary>
public static partial class NumberShape
{
    /// <summary>No number is longer; a longer text is not worth a look.</summary>
    private const int Longest = 64;

    private const int Milliseconds = 1_000;

    /// <summary>The key of the message that says what to do about a text that is not a plain number.</summary>
    public static string Problem(ReadOnlySpan<byte> utf8, byte decimalSign)
    {
        if (utf8.Length > Longest)
        {
            return "number.invalid";
        }
        var text = Encoding.UTF8.GetString(utf8).Trim();
        if (Brackets().IsMatch(text))
        {
            return "number.brackets";
        }
        if (TrailingMinus().IsMatch(text))
        {
            return "number.trailingMinus";
        }
        if (text.StartsWith('\u2212') && Digits().IsMatch(text[1..]))
        {
            return "number.minusSign";
        }
        if (OneSign().Match(text) is { Success: true } one && one.Groups["sign"].ValueSpan[0] != (char)decimalSign)
        {
            return one.Groups["after"].Length == 3 ? "number.thousands" : "number.decimalSign";
        }
        return Thousands().IsMatch(text) ? "number.thousands" : "number.invalid";
    }

    /// <summary>Which decimal sign the text proves; 0 when it proves none; '?' when it could be either.</summary>
    public static char Evidence(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest || utf8.IndexOfAny((byte)'.', (byte)',') < 0)
        {
            return '\0';
        }
        var text = Encoding.UTF8.GetString(utf8).Trim();
        if (OneSign().Match(text) is { Success: true } one)
        {
            var before = one.Groups["before"].ValueSpan;
            var isGroup = one.Groups["after"].Length == 3 && before.Length is >= 1 and <= 3 && before[0] != '0';
            return isGroup ? '?' : one.Groups["sign"].ValueSpan[0];
        }
        return Thousands().Match(text) is { Success: true } many
            ? many.Groups["sign"] is { Success: true } sign
                ? sign.ValueSpan[0]
                : many.Groups["group"].ValueSpan[0] switch
                {
                    ',' => '.',
                    '.' => ',',
                    _ => '\0',
                }
            : '\0';
    }

    [GeneratedRegex(@"^\([^()]*\d[^()]*\)$", RegexOptions.None, Milliseconds)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^\d[\d.,]*-$", RegexOptions.None, Milliseconds)]
    private static partial Regex TrailingMinus();

    [GeneratedRegex(@"^\d[\d.,]*$", RegexOptions.None, Milliseconds)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[+-]?(?<before>\d*)(?<sign>[.,])(?<after>\d*)$", RegexOptions.None, Milliseconds)]
    private static partial Regex OneSign();

    [GeneratedRegex(
        @"^[+-]?\d{1,3}(?:(?<group>[.,'\u2019 \u00A0\u202F])\d{3})(?:\k<group>\d{3})*(?:(?<sign>[.,])\d+)?$",
        RegexOptions.None,
        Milliseconds
    )]
    private static partial Regex Thousands();
}
