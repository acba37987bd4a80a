using System.Globalization;

namespace KpiBoard.Core.Periods;

/// <summary>
/// A calendar month as a running number, <c>year * 12 + month - 1</c>, so that months add and subtract as integers.
/// </summary>
public readonly record struct Month(int Number) : IComparable<Month>
{
    public Month(int year, int monthOfYear)
        : this((year * 12) + monthOfYear - 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(monthOfYear, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(monthOfYear, 12);
    }

    public int Year => Number / 12;

    public int MonthOfYear => (Number % 12) + 1;

    public DateOnly FirstDay => new(Year, MonthOfYear, 1);

    public DateOnly LastDay => new(Year, MonthOfYear, DateTime.DaysInMonth(Year, MonthOfYear));

    /// <summary>The month as the database holds it: yyyymm.</summary>
    public int Key => (Year * 100) + MonthOfYear;

    public static Month FromKey(int key) => new(key / 100, key % 100);

    public static Month FromDate(DateOnly date) => new(date.Year, date.Month);

    /// <summary>The month of a date held as yyyymmdd.</summary>
    public static Month FromDateKey(int dateKey) => FromKey(dateKey / 100);

    public static Month operator +(Month month, int months) => new(month.Number + months);

    public static Month operator -(Month month, int months) => new(month.Number - months);

    /// <summary>The number of months from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static int operator -(Month left, Month right) => left.Number - right.Number;

    public static Month operator ++(Month month) => month + 1;

    public static bool operator <(Month left, Month right) => left.Number < right.Number;

    public static bool operator >(Month left, Month right) => left.Number > right.Number;

    public static bool operator <=(Month left, Month right) => left.Number <= right.Number;

    public static bool operator >=(Month left, Month right) => left.Number >= right.Number;

    public static Month Parse(string text) =>
        TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is not a month written yyyy-MM.");

    public static bool TryParse(string? text, out Month month)
    {
        var parsed = DateOnly.TryParseExact(
            text,
            "yyyy-MM",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        );
        month = parsed ? FromDate(date) : default;
        return parsed;
    }

    public int CompareTo(Month other) => Number.CompareTo(other.Number);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{MonthOfYear:00}");
}
