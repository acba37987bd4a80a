namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>
/// Months are counted from the company's first: 0 to 35 are the complete ones before the day the company was made,
/// 36 is the one that was running then. <paramref name="Until"/> is the last day with data.
/// </summary>
public sealed record DemoCalendar(DateOnly MadeOn, DateOnly Until)
{
    public const int CompleteMonths = 36;

    /// <summary>So many months come in files of half a year; then follow months, and single days at the end.</summary>
    private const int MonthsInHalfYearFiles = 30;

    private const int DaysInDailyFiles = 5;

    public int LastMonth => MonthOf(Until);

    public DateOnly FirstDay(int month) => new DateOnly(MadeOn.Year, MadeOn.Month, 1).AddMonths(month - CompleteMonths);

    public DateOnly LastDay(int month) => FirstDay(month + 1).AddDays(-1);

    public int MonthOf(DateOnly day) => (day.Year - MadeOn.Year) * 12 + day.Month - MadeOn.Month + CompleteMonths;

    /// <summary>
    /// Days before which the figures are refreshed, in the night before: a year and half a year before the company was made,
    /// for decisions to have a past; the last whole month and the last day, for the board to say what has changed since.
    /// </summary>
    public IEnumerable<DateOnly> RefreshedBefore() =>
        [FirstDay(CompleteMonths - 12), FirstDay(CompleteMonths - 6), FirstDay(LastMonth - 1), Until];

    /// <summary>How much of the days has passed by then, from 0 to 1.</summary>
    public double ShareUntil(DateOnly day) =>
        (day.DayNumber - FirstDay(0).DayNumber + 1.0) / (Until.DayNumber - FirstDay(0).DayNumber + 1);

    /// <summary>The stretches of days that one delivery covers, in order, up to the last day with data.</summary>
    public IEnumerable<DemoPeriod> Deliveries()
    {
        var firstDaily = MadeOn.AddDays(-DaysInDailyFiles);
        var from = FirstDay(0);
        while (from <= Until)
        {
            var month = MonthOf(from);
            var to =
                from >= firstDaily ? from
                : month < MonthsInHalfYearFiles ? LastDay(month + 5)
                : Min(LastDay(month), firstDaily.AddDays(-1));
            yield return new DemoPeriod(from, Min(to, Until));
            from = to.AddDays(1);
        }
    }

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
}

public sealed record DemoPeriod(DateOnly From, DateOnly To)
{
    public bool Contains(DateOnly day) => day >= From && day <= To;
}
