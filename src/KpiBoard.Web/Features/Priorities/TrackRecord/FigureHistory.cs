using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Core.Statistics;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>A figure of one member at one grain.</summary>
public sealed record FigureKey(string Kpi, string Grain, string Dimension, string Member);

/// <summary>What figures have said in their complete periods.</summary>
public sealed class FigureHistory(
    IEnumerable<TrackFigureRow> rows,
    PeriodCalendar calendar,
    DateOnly today,
    double level
)
{
    /// <summary>What is not there so many months after its period has ended is not coming.</summary>
    private const int MonthsOfPatience = 3;

    private readonly Dictionary<FigureKey, List<FigurePoint>> points = rows.GroupBy(row => new FigureKey(
            row.Kpi,
            row.Grain,
            row.Dimension,
            row.Member
        ))
        .ToDictionary(
            of => of.Key,
            of => of.Select(row => row.ToPoint(calendar)).OrderBy(point => point.Period).ToList()
        );

    private readonly double reach = Normal.TwoSidedQuantile(level);

    public PeriodCalendar Calendar => calendar;

    public double Level => level;

    /// <summary>The figure in the first complete period that ends in a month or later, if there is one.</summary>
    public FigurePoint? AtOrAfter(FigureKey key, Month due) => Of(key).Find(point => point.Period.Last >= due);

    /// <summary>The latest value that ends before a day.</summary>
    public FigurePoint? Before(FigureKey key, DateOnly day) =>
        Of(key).FindLast(point => !point.IsAbsent && point.Period.LastDay < day);

    /// <summary>The latest value after a period.</summary>
    public FigurePoint? LatestAfter(FigureKey key, Month last) =>
        Of(key).FindLast(point => !point.IsAbsent && point.Period.Last > last);

    /// <summary>Whether a figure that is due in a month, and is not there, will never be.</summary>
    public bool IsGivenUp(FigureKey key, Month due) =>
        !Grains.TryParse(key.Grain, out var grain)
        || Month.FromDate(today) - calendar.Containing(due, grain).Last > MonthsOfPatience;

    /// <summary>The value with the error that its interval was made from.</summary>
    public Reading Read(FigurePoint point) =>
        new(point.Value, point is { Lower: { } lower, Upper: { } upper } ? (upper - lower) / (2 * reach) : null);

    private List<FigurePoint> Of(FigureKey key) => points.GetValueOrDefault(key) ?? [];
}
