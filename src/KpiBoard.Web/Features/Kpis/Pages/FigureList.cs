using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>All figures in a table, in the two halves of the board.</summary>
public sealed record FigureList(IReadOnlyList<FigureListGroup> Groups, Grain Grain, IReadOnlyList<FilterOption> Grains)
{
    public bool IsEmpty => Groups.All(group => group.Lines.All(line => line.Period.Length == 0));

    public static FigureList Of(FigureChoice choice, FigurePageData data, FigureWords figures)
    {
        var judged = FigurePageComposer.Judge(choice, data, figures.Context.Calendar);
        return new(
            [
                .. judged
                    .GroupBy(item => item.Series.Kpi.Group)
                    .Select(group => new FigureListGroup(
                        figures.Name(group.Key),
                        [.. group.Select(item => FigureLine.Of(item.Series, item.Verdict, figures))]
                    )),
            ],
            choice.Grain,
            [
                .. Core.Periods.Grains.All.Select(grain => new FilterOption(
                    (choice with { Grain = grain }).ToQuery(figures.Context.Calendar),
                    figures.Name(grain),
                    grain == choice.Grain
                )),
            ]
        );
    }
}

public sealed record FigureListGroup(string Name, IReadOnlyList<FigureLine> Lines);

public sealed record FigureLine(string Code, string Name, string Period, string Value, string Certainty)
{
    public string Basis { get; init; } = "";
    public required Badge Badge { get; init; }

    /// <summary>Beside a sum stands what it was in the same period a year ago.</summary>
    public string? LastYear { get; init; }
    public SparkLine? Spark { get; init; }

    /// <summary>Where the value stands against its target, and the target; neither without one.</summary>
    public Badge? Status { get; init; }
    public string? Target { get; init; }

    public static FigureLine Of(FigureSeries series, Verdict verdict, FigureWords figures)
    {
        var latest = series.Latest;
        var value = latest?.Value is { } known ? figures.Numbers(series).Text(known) : figures.Reason(latest);
        return new(
            series.Kpi.Code,
            figures.Name(series.Kpi),
            latest is null ? "" : figures.Context.Period(latest.Period),
            value,
            latest is { IsAbsent: false } ? figures.Certainty(series) : ""
        )
        {
            Basis = latest is { IsAbsent: false } && !series.IsExact ? figures.Basis(series.Kpi, latest) : "",
            Badge = figures.Badge(series, verdict, withUnit: true),
            LastYear = LastYearOf(series, figures),
            Spark = SparkLine.Of(series, verdict),
            Status = figures.StatusBadge(series.Kpi, latest),
            Target = figures.Target(series.Kpi, latest),
        };
    }

    private static string? LastYearOf(FigureSeries series, FigureWords figures) =>
        series is { ShowsUsual: true, Latest: { } latest }
        && series.Points.FirstOrDefault(point => point.Period == latest.Period.YearAgo) is { IsAbsent: false } lastYear
            ? figures.Value(series.Kpi, lastYear)
            : null;
}
