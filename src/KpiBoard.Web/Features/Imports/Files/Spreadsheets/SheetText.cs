using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KpiBoard.Web.Features.Imports.Values;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>How numbers and dates of cells are written, so that they fit what stands as text in the same file.</summary>
/// <param name="Date">Null is yyyy-MM-dd.</param>
/// <param name="IsLooking">While a file's own signs are found out: a number is written so that it leaves no doubt.</param>
public sealed record CellStyle(char Decimal = '.', DateFormat? Date = null, bool IsLooking = false);

/// <summary>Which number formats show dates.</summary>
public static partial class NumberFormat
{
    private const int Milliseconds = 1_000;

    /// <summary>The formats that every workbook has without saying so (ECMA-376, 18.8.30).</summary>
    public static bool IsDate(int format) =>
        format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    /// <summary>A format of the workbook's own; what stands in quotes, brackets or behind a backslash is no part of a date.</summary>
    public static bool IsDate(string format)
    {
        var first = Literal().Replace(format.Split(';')[0], "");
        return first.AsSpan().IndexOfAny("dmyhsDMYHS") >= 0
            && !first.Contains("General", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("""\[[^\]]*\]|"[^"]*"|\\.|_.|\*.""", RegexOptions.None, Milliseconds)]
    private static partial Regex Literal();
}

/// <summary>The values of cells as the text of a file.</summary>
public static partial class SheetText
{
    /// <summary>Stands before what is no value: an error, or a formula that nobody has calculated.</summary>
    public const char NoValue = '\uE000';

    /// <summary>Stands before a date while a file's own signs are found out.</summary>
    private const char OwnDate = '\uE001';

    private static readonly byte[] OwnDateBytes = Encoding.UTF8.GetBytes([OwnDate]);

    private const int DigitsOfADouble = 15;
    private const double LastDay = 2_958_466;
    private const double LeapDayThatNeverWas = 60;

    /// <summary>Whether the cell is a date of the workbook's own, and no text.</summary>
    public static bool IsDate(ReadOnlySpan<byte> cell) => cell.StartsWith(OwnDateBytes);

    /// <summary>One line, without the workbook's escapes for characters that XML cannot hold.</summary>
    public static string Clean(string text)
    {
        if (text.Contains("_x", StringComparison.Ordinal))
        {
            text = Escape()
                .Replace(
                    text,
                    match => ((char)int.Parse(match.Groups["code"].ValueSpan, NumberStyles.HexNumber, null)).ToString()
                );
        }
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && !text.Contains(NoValue))
        {
            return text;
        }
        return string.Create(
            text.Length,
            text,
            static (target, source) =>
            {
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = source[i] is < ' ' or NoValue ? ' ' : source[i];
                }
            }
        );
    }

    /// <summary>A number with the 15 digits that a workbook shows; what its binary form adds beyond them was never typed.</summary>
    public static string Number(string text, CellStyle style)
    {
        var plain = text;
        if (text.AsSpan().IndexOfAny("eE") >= 0 || (text.Contains('.') && text.Length > DigitsOfADouble))
        {
            if (
                !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || Math.Abs(value) > (double)decimal.MaxValue
            )
            {
                return text;
            }
            plain =
                Math.Abs(value) < 1e-27
                    ? "0"
                    : ((decimal)value).ToString("0.############################", CultureInfo.InvariantCulture);
        }
        var point = plain.IndexOf('.');
        if (point < 0)
        {
            return plain;
        }
        if (style.IsLooking && plain.Length - point == 4)
        {
            // Three digits behind the sign could also be a thousand; this number leaves no doubt.
            return plain + "0";
        }
        return style.Decimal == '.' ? plain : plain.Replace('.', style.Decimal);
    }

    /// <summary>A date from its number of days; below one it is a time of day.</summary>
    public static string Date(string text, bool is1904, CellStyle style)
    {
        if (
            !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days)
            || days is < 0 or >= LastDay
        )
        {
            return NoValue + text;
        }
        if (!is1904 && Math.Floor(days) == LeapDayThatNeverWas)
        {
            return NoValue + "1900-02-29";
        }
        // The first workbooks took 1900 for a leap year, so until that day they are one behind.
        var start = is1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, days < LeapDayThatNeverWas ? 31 : 30);
        var seconds = Math.Round((days - Math.Floor(days)) * 86_400);
        var at = start.AddDays(Math.Floor(days)).AddSeconds(seconds);
        return days < 1 && !is1904 ? at.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : Date(at, style);
    }

    /// <summary>A cell that holds its date as a text of ISO 8601.</summary>
    public static string IsoDate(string text, CellStyle style) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? Date(at, style)
            : Clean(text);

    private static string Date(DateTime at, CellStyle style)
    {
        var pattern = (style.Date ?? DateFormat.Iso).Pattern;
        // Slashes are those of the pattern, whatever a language writes.
        var date = at.ToString(pattern.Replace("/", "'/'", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        date = style.IsLooking ? OwnDate + date : date;
        return at.TimeOfDay == TimeSpan.Zero ? date : $"{date} {at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}";
    }

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Escape();
}
