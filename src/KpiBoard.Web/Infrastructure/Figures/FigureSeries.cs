using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>One figure over time at one grain, in order; the running period, if any, is its last point.</summary>
public sealed class FigureSeries
{
    /// <summary>Fewer complete values say too little about what is usual.</summary>
    public const int LeastForUsualRange = 8;

    /// <summary>What is usual is told by the last periods, on the board as on the figure's own page.</summary>
    public const int UsualPeriods = 24;

    public FigureSeries(KpiDefinition kpi, Grain grain, IEnumerable<FigurePoint> points)
    {
        Kpi = kpi;
        Grain = grain;
        Points = [.. points.OrderBy(point => point.Period)];
        Complete = [.. Points.Where(point => point.IsComplete)];
        // Windows of twelve months share eleven of them with the next: their ranges say nothing about what is usual.
        Judged = grain == Grain.R12 ? [] : [.. Complete.TakeLast(UsualPeriods).Where(point => !point.IsAbsent)];
        Usual =
            Judged.Count < LeastForUsualRange
                ? null
                : IndividualsChart.Of([.. Judged.Select(point => point.Value!.Value)]);
    }

    public KpiDefinition Kpi { get; }

    public Grain Grain { get; }

    public IReadOnlyList<FigurePoint> Points { get; }

    public IReadOnlyList<FigurePoint> Complete { get; }

    /// <summary>The last complete period: what tiles, verdicts and sentences speak of.</summary>
    public FigurePoint? Latest => Complete.LastOrDefault();

    /// <summary>The running period, shown beside and never judged.</summary>
    public FigurePoint? SoFar => Points is [.., { IsComplete: false } running] ? running : null;

    /// <summary>A sum without an interval, read against its usual range.</summary>
    public bool IsExact => Kpi.Interval == IntervalMethod.Exact;

    /// <summary>
    /// Whether a value is read against the usual range of its series instead of being tested: an exact sum, and a value
    /// of the company's own that came without an interval, or has none to be tested against.
    /// </summary>
    public bool IsReadAgainstUsual(FigurePoint? point) =>
        IsExact || (Kpi.Interval == IntervalMethod.Given && point is { Change: null });

    /// <summary>The same of the latest value.</summary>
    public bool ShowsUsual => IsReadAgainstUsual(Latest);

    public FigurePoint? LastKnown => Complete.LastOrDefault(point => !point.IsAbsent);

    /// <summary>The points of <see cref="Usual"/>.</summary>
    public IReadOnlyList<FigurePoint> Judged { get; }

    /// <summary>The individuals chart of the last complete values; none for a short series.</summary>
    public IndividualsChart? Usual { get; }

    /// <summary>The point that the latest one is compared with.</summary>
    public FigurePoint? Compared => Latest is null ? null : ComparedWith(Latest);

    public FigurePoint? ComparedWith(FigurePoint point) =>
        Points.FirstOrDefault(other => other.Period == point.ComparedWith);

    /// <summary>Whether the latest value lies beyond a limit of its usual range, and on which side.</summary>
    public int OutsideUsual => SideOfUsual(Latest);

    /// <summary>1 above the usual range, -1 below it, 0 inside or unknown.</summary>
    public int SideOfUsual(FigurePoint? point) =>
        (Usual, point?.Value) is not ({ } usual, { } value) ? 0
        : value > usual.Upper ? 1
        : value < usual.Lower ? -1
        : 0;
}
