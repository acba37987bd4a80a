using KpiBoard.Core.Kpis;
using KpiBoard.Core.Statistics;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Board;

/// <summary>A figure of one member of a dimension: where a change of the total may come from.</summary>
public sealed record MemberSeries(string Dimension, string Name, FigureSeries Series);

/// <summary>A change that is real, and where it is largest.</summary>
public sealed record RealChange(FigureSeries Series, Verdict Verdict, MemberSeries? Where)
{
    public ChangeTest Test => Series.Latest!.Change!;

    public bool IsUp => Test.Difference > 0;
}

/// <summary>What the board has to say, before it is put into words.</summary>
/// <param name="Real">The surest first; those that got worse before those that got better.</param>
/// <param name="Unusual">Exact sums beyond their usual range.</param>
/// <param name="Absent">Figures that were there before; one that was never measured is no news.</param>
public sealed record BoardNews(
    IReadOnlyList<RealChange> Real,
    IReadOnlyList<FigureSeries> Unusual,
    int NoRealChange,
    IReadOnlyList<FigureSeries> Absent,
    int NotJudged
)
{
    // Revenue churn is what gross retention leaves over: one change is told once.
    private const string ToldBy = KpiCodes.GrossRevenueRetention;
    private const string Complement = KpiCodes.RevenueChurn;

    public static BoardNews Of(
        IReadOnlyList<(FigureSeries Series, Verdict Verdict)> figures,
        IReadOnlyList<MemberSeries> members
    )
    {
        var told = figures.Where(figure => !IsToldElsewhere(figure.Series, figures)).ToList();
        var real = told.Where(figure => figure.Verdict.IsReal())
            .OrderByDescending(figure => figure.Verdict == Verdict.Worse)
            .ThenBy(figure => figure.Series.Latest!.Change!.PValue)
            .Select(figure => new RealChange(figure.Series, figure.Verdict, Where(figure, members)));
        return new(
            [.. real],
            [.. told.Where(figure => figure.Verdict.IsUnusual()).Select(f => f.Series)],
            told.Count(figure => figure.Verdict == Verdict.NoRealChange),
            [.. told.Where(IsMissing).Select(figure => figure.Series)],
            told.Count(figure =>
                figure is { Series.ShowsUsual: false, Verdict: Verdict.TooFew or Verdict.NothingToCompare }
            )
        );
    }

    private static bool IsMissing((FigureSeries Series, Verdict Verdict) figure) =>
        figure.Verdict == Verdict.Absent && figure.Series.LastKnown is not null;

    private static bool IsToldElsewhere(
        FigureSeries series,
        IReadOnlyList<(FigureSeries Series, Verdict Verdict)> figures
    ) => series.Kpi.Code == Complement && figures.Any(figure => figure.Series.Kpi.Code == ToldBy);

    /// <summary>
    /// The member with the largest change the figure's way among those whose change is real, all members of the figure
    /// judged together. Segments come first: a region or unit is named only where no segment stands out.
    /// </summary>
    private static MemberSeries? Where(
        (FigureSeries Series, Verdict Verdict) figure,
        IReadOnlyList<MemberSeries> members
    )
    {
        var candidates = members.Where(member => member.Series.Kpi == figure.Series.Kpi).ToList();
        return candidates
            .Zip(Verdicts.Of([.. candidates.Select(member => member.Series)]))
            .Where(pair => pair.Second == figure.Verdict)
            .Select(pair => pair.First)
            .OrderByDescending(member => member.Dimension == KpiDimensions.Segment)
            .ThenByDescending(member => Math.Abs(member.Series.Latest!.Change!.Difference))
            .FirstOrDefault();
    }
}
