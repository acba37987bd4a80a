using System.Globalization;

namespace KpiBoard.Core.Periods;

/// <summary>
/// Which quarter and year a month belongs to, and how periods are written: <c>2026-11</c>, <c>2026-Q4</c>,
/// <c>2026</c>, or when fiscal <c>FY2026-Q1</c>, <c>FY2026</c> (named by the year in which it ends), and
/// <c>R12-2026-11</c>.
/// </summary>
public sealed class PeriodCalendar
{
    private const string FiscalPrefix = "FY";
    private const string R12Prefix = "R12-";

    private readonly bool fiscal;
    private readonly int yearStart;

    /// <summary>A calendar by the company's setting.</summary>
    /// <param name="fiscalYearStart">The month of the year, 1-12, in which the fiscal year begins.</param>
    /// <param name="fiscal">Whether quarters and years are fiscal; if not, the start is not used.</param>
    public PeriodCalendar(int fiscalYearStart = 1, bool fiscal = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fiscalYearStart, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fiscalYearStart, 12);
        this.fiscal = fiscal;
        yearStart = fiscal ? fiscalYearStart : 1;
    }

    /// <summary>The period of a grain that a month falls in; for R12 the window that ends with it.</summary>
    public Period Containing(Month month, Grain grain) =>
        grain switch
        {
            Grain.Quarter => new(grain, month + (2 - (MonthOfYear(month) % 3))),
            Grain.Year => new(grain, month + (11 - MonthOfYear(month))),
            _ => new(grain, month),
        };

    /// <summary>Every period of a grain that a month counts in: one, for R12 the windows ending 0 to 11 months later.</summary>
    public IEnumerable<Period> AllContaining(Month month, Grain grain) =>
        grain == Grain.R12
            ? Enumerable.Range(0, 12).Select(offset => new Period(grain, month + offset))
            : [Containing(month, grain)];

    /// <summary>The series of a grain from the period of one month to the period of another, both included.</summary>
    public IEnumerable<Period> Range(Grain grain, Month from, Month to) =>
        Range(Containing(from, grain), Containing(to, grain));

    /// <summary>The series from one period to another of the same grain, both included.</summary>
    public static IEnumerable<Period> Range(Period from, Period to)
    {
        for (var period = from; period.Last <= to.Last; period = period.NextInSeries)
        {
            yield return period;
        }
    }

    public string Text(Period period)
    {
        var year = Year(period.Last).ToString("0000", CultureInfo.InvariantCulture);
        var prefix = fiscal ? FiscalPrefix : "";
        return period.Grain switch
        {
            Grain.Month => period.Last.ToString(),
            Grain.Quarter => $"{prefix}{year}-Q{(MonthOfYear(period.Last) / 3) + 1}",
            Grain.Year => prefix + year,
            _ => R12Prefix + period.Last,
        };
    }

    /// <summary>The period that <see cref="Text"/> writes so.</summary>
    /// <exception cref="FormatException">The text names no period of this calendar.</exception>
    public Period Parse(string text) =>
        TryParse(text, out var period)
            ? period
            : throw new FormatException(
                $"'{text}' is not a period: {Text(Examples[0])}, {Text(Examples[1])}, "
                    + $"{Text(Examples[2])} or {Text(Examples[3])}."
            );

    public bool TryParse(string? text, out Period period)
    {
        period = default;
        if (text is null)
        {
            return false;
        }

        if (text.StartsWith(R12Prefix, StringComparison.Ordinal))
        {
            return TryMonth(text[R12Prefix.Length..], Grain.R12, out period);
        }

        return TryQuarterOrYear(text, out period) || TryMonth(text, Grain.Month, out period);
    }

    private static readonly Month Example = new(2026, 11);

    private Period[] Examples => [.. Grains.All.Select(grain => Containing(Example, grain))];

    private static bool TryMonth(string text, Grain grain, out Period period)
    {
        var parsed = Month.TryParse(text, out var month);
        period = parsed ? new(grain, month) : default;
        return parsed;
    }

    private bool TryQuarterOrYear(string text, out Period period)
    {
        period = default;
        if (fiscal != text.StartsWith(FiscalPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var digits = fiscal ? text.AsSpan(FiscalPrefix.Length) : text;
        var isQuarter = digits.Length == 7 && digits[4..6] is "-Q" && digits[6] is >= '1' and <= '4';
        if (!(isQuarter || digits.Length == 4) || !TryYear(digits[..4], out var year))
        {
            return false;
        }

        // The year's last month: the one before its start, in the year that names it.
        var last = new Month(year, yearStart == 1 ? 12 : yearStart - 1);
        period = isQuarter ? new(Grain.Quarter, last - (3 * ('4' - digits[6]))) : new(Grain.Year, last);
        return true;
    }

    private static bool TryYear(ReadOnlySpan<char> digits, out int year) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out year) && year > 0;

    /// <summary>0 for the first month of the (fiscal) year to 11 for its last.</summary>
    private int MonthOfYear(Month month) => (month.MonthOfYear - yearStart + 12) % 12;

    private int Year(Month month) => (month + (11 - MonthOfYear(month))).Year;
}
