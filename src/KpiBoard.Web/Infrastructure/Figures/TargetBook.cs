using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>A target in force: one that people set, or a line of a plan.</summary>
public class TargetRow
{
    public string Kpi { get; init; } = "";
    public string Grain { get; init; } = "";
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public string Period { get; init; } = "";
    public int LastMonth { get; init; }
    public double Value { get; init; }
    public double? Threshold { get; init; }
    public int? StartMonth { get; init; }
    public double? StartValue { get; init; }

    public SetTarget ToTarget() =>
        new(
            Month.FromKey(LastMonth),
            Value,
            Threshold,
            (StartMonth, StartValue) is ({ } month, { } value) ? (Month.FromKey(month), value) : null
        );
}

/// <summary>All targets in force, to look up the one that a value is held against.</summary>
public sealed class TargetBook(IEnumerable<TargetRow> rows)
{
    public static readonly TargetBook Empty = new([]);

    private readonly ILookup<(string, string, string, string), SetTarget> targets = rows.ToLookup(
        row => (row.Kpi, row.Grain, row.Dimension, row.Member),
        row => row.ToTarget()
    );

    public bool IsEmpty => targets.Count == 0;

    /// <summary>The grains that any target is set for.</summary>
    public IEnumerable<Grain> Grains =>
        Core.Periods.Grains.All.Where(grain => targets.Any(of => of.Key.Item2 == grain.Text()));

    /// <summary>All targets of one figure at one grain.</summary>
    public IEnumerable<SetTarget> Of(string kpi, Grain grain, string dimension, string member) =>
        targets[(kpi, grain.Text(), dimension, member)];

    /// <summary>The target of one period; none where none is set and no path leads through it.</summary>
    public FigureTarget? Of(string kpi, Grain grain, string dimension, string member, Month last) =>
        TargetPath.At(targets[(kpi, grain.Text(), dimension, member)], last);

    /// <summary>The values of a series with the targets they are held against.</summary>
    public IEnumerable<FigurePoint> With(
        string kpi,
        string dimension,
        string member,
        IEnumerable<FigurePoint> points
    ) =>
        IsEmpty
            ? points
            : points.Select(point =>
                point with
                {
                    Target = Of(kpi, point.Period.Grain, dimension, member, point.Period.Last),
                }
            );
}
