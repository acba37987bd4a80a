using System.Runtime.InteropServices;

namespace KpiBoard.Web.Features.Imports.Values;

public enum DateOrder
{
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

/// <summary>
/// One way to write a date. Day and month may lack their leading zero; a time of day may follow and is no part of it.
/// </summary>
/// <param name="Separator">The byte between the parts; 0 when there is none.</param>
public sealed record DateFormat(string Pattern, DateOrder Order, byte Separator)
{
    public static readonly DateFormat Iso = new("yyyy-MM-dd", DateOrder.YearMonthDay, (byte)'-');

    public static readonly IReadOnlyList<DateFormat> All =
    [
        Iso,
        new("dd.MM.yyyy", DateOrder.DayMonthYear, (byte)'.'),
        new("dd-MM-yyyy", DateOrder.DayMonthYear, (byte)'-'),
        new("dd/MM/yyyy", DateOrder.DayMonthYear, (byte)'/'),
        new("MM/dd/yyyy", DateOrder.MonthDayYear, (byte)'/'),
        new("yyyy/MM/dd", DateOrder.YearMonthDay, (byte)'/'),
        new("yyyyMMdd", DateOrder.YearMonthDay, 0),
    ];

    /// <summary>The format of that pattern, which may go on with a time of day such as <c>HH:mm:ss</c>.</summary>
    public static DateFormat? Find(string pattern)
    {
        var space = pattern.IndexOfAny([' ', 'T', '\'']);
        var time = space < 0 ? "" : pattern[space..];
        return time.All(character => " T'HmsfFzKZ:.".Contains(character))
            ? All.FirstOrDefault(format => format.Pattern == (space < 0 ? pattern : pattern[..space]))
            : null;
    }

    /// <summary>
    /// The date as yyyymmdd and what follows it, or the key of the message that says what is wrong: it does not look
    /// like a date of this format, or no such day exists.
    /// </summary>
    public string? Parse(ReadOnlySpan<byte> text, out int date, out ReadOnlySpan<byte> rest)
    {
        date = 0;
        rest = default;
        var at = 0;
        int first;
        int second;
        int third;
        if (Separator == 0)
        {
            if (
                !Part(text, ref at, 4, 4, out first)
                || !Part(text, ref at, 2, 2, out second)
                || !Part(text, ref at, 2, 2, out third)
            )
            {
                return "date.invalid";
            }
        }
        else
        {
            var yearFirst = Order == DateOrder.YearMonthDay;
            if (
                !Part(text, ref at, yearFirst ? 4 : 1, yearFirst ? 4 : 2, out first)
                || !Sign(text, ref at)
                || !Part(text, ref at, 1, 2, out second)
                || !Sign(text, ref at)
                || !Part(text, ref at, yearFirst ? 1 : 4, yearFirst ? 2 : 4, out third)
            )
            {
                return "date.invalid";
            }
        }
        rest = text[at..];
        if (rest is [>= (byte)'0' and <= (byte)'9', ..])
        {
            return "date.invalid";
        }
        var (year, month, day) = Order switch
        {
            DateOrder.YearMonthDay => (first, second, third),
            DateOrder.DayMonthYear => (third, second, first),
            _ => (third, first, second),
        };
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return "date.impossible";
        }
        date = year * 10_000 + month * 100 + day;
        return null;
    }

    private bool Sign(ReadOnlySpan<byte> text, ref int at) => at < text.Length && text[at++] == Separator;

    private static bool Part(ReadOnlySpan<byte> text, ref int at, int least, int most, out int value)
    {
        value = 0;
        var start = at;
        while (at < text.Length && at - start < most && (uint)(text[at] - '0') <= 9)
        {
            value = value * 10 + (text[at++] - '0');
        }
        return at - start >= least;
    }
}

/// <summary>The time of day after a date, with or without an offset from UTC.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileTime(TimeSpan Time, TimeSpan? Offset, string Pattern)
{
    /// <summary>Reads <c>[ T]HH:mm[:ss[.fff]][Z|+hh:mm]</c>; nothing at all is midnight.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out FileTime time)
    {
        time = new FileTime(TimeSpan.Zero, null, "");
        if (text.IsEmpty)
        {
            return true;
        }
        if (text[0] is not ((byte)' ' or (byte)'T'))
        {
            return false;
        }
        var lead = (char)text[0];
        text = text[1..];
        if (
            !Pair(text, 24, out var hours)
            || text.Length < 5
            || !IsColon(text[2])
            || !Pair(text[3..], 60, out var minutes)
        )
        {
            return false;
        }
        var pattern = lead + "HH:mm";
        text = text[5..];
        long ticks = 0;
        if (text.Length >= 3 && IsColon(text[0]) && Pair(text[1..], 60, out var seconds))
        {
            ticks = seconds * TimeSpan.TicksPerSecond;
            pattern += ":ss";
            text = text[3..];
            if (text is [(byte)'.' or (byte)',', ..])
            {
                var unit = TimeSpan.TicksPerSecond;
                for (text = text[1..]; text is [>= (byte)'0' and <= (byte)'9', ..]; text = text[1..])
                {
                    unit /= 10;
                    ticks += unit * (text[0] - '0');
                }
                pattern += ".fff";
            }
        }
        var clock = new TimeSpan(hours, minutes, 0) + TimeSpan.FromTicks(ticks);
        if (text.IsEmpty)
        {
            time = new FileTime(clock, null, pattern);
            return true;
        }
        return TryOffset(text.TrimStart((byte)' '), out var offset)
            && Assign(out time, new(clock, offset, pattern + "K"));
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is [(byte)'Z'])
        {
            return true;
        }
        if (text is not [(byte)'+' or (byte)'-', ..] || !Pair(text[1..], 15, out var hours))
        {
            return false;
        }
        var rest = text[3..];
        var minutes = 0;
        if (
            !rest.IsEmpty
            && (!Pair(rest[0] == ':' ? rest[1..] : rest, 60, out minutes) || rest.Length != (rest[0] == ':' ? 3 : 2))
        )
        {
            return false;
        }
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return offset.Duration() <= TimeSpan.FromHours(14);
    }

    private static bool Pair(ReadOnlySpan<byte> text, int below, out int value)
    {
        value = 0;
        if (text.Length < 2 || (uint)(text[0] - '0') > 9 || (uint)(text[1] - '0') > 9)
        {
            return false;
        }
        value = (text[0] - '0') * 10 + (text[1] - '0');
        return value < below;
    }

    private static bool IsColon(byte character) => character is (byte)':' or (byte)'.';

    private static bool Assign(out FileTime time, FileTime value)
    {
        time = value;
        return true;
    }
}
