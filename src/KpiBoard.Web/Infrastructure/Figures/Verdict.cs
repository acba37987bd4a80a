using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>What is said about the latest value of a figure.</summary>
public enum Verdict
{
    Absent,

    /// <summary>Below the least number of answers or customers on which anything may rest.</summary>
    TooFew,

    /// <summary>No earlier value, or no test of the difference.</summary>
    NothingToCompare,
    NoRealChange,
    Better,
    Worse,

    /// <summary>An exact sum beyond its usual range: a signal, though not a test.</summary>
    UnusuallyGood,
    UnusuallyBad,
}

/// <summary>The verdicts over figures that are shown together.</summary>
public static class Verdicts
{
    public static bool IsReal(this Verdict verdict) => verdict is Verdict.Better or Verdict.Worse;

    public static bool IsSignal(this Verdict verdict) =>
        verdict.IsReal() || verdict is Verdict.UnusuallyGood or Verdict.UnusuallyBad;

    public static bool IsGood(this Verdict verdict) => verdict is Verdict.Better or Verdict.UnusuallyGood;

    /// <summary>A verdict for each series, in the order given; the changes are judged together.</summary>
    public static IReadOnlyList<Verdict> Of(IReadOnlyList<FigureSeries> shown)
    {
        var testable = shown.Select(series => (series.Kpi.Good, IsTestable(series) ? series.Latest!.Change : null));
        return [.. shown.Zip(ArrowSelection.Of([.. testable]), Of)];
    }

    private static Verdict Of(FigureSeries series, Arrow arrow) =>
        (series.Latest, arrow) switch
        {
            (null or { IsAbsent: true }, _) => Verdict.Absent,
            (_, Arrow.Better) => Verdict.Better,
            (_, Arrow.Worse) => Verdict.Worse,
            (_, Arrow.NoRealChange) => Verdict.NoRealChange,
            _ when series.Kpi.Interval == IntervalMethod.Exact => AgainstUsual(series),
            ({ } latest, _) when latest.N < series.Kpi.MinimumN => Verdict.TooFew,
            _ => Verdict.NothingToCompare,
        };

    private static Verdict AgainstUsual(FigureSeries series) =>
        series.Usual is null ? Verdict.NothingToCompare
        : series.OutsideUsual == 0 ? Verdict.NoRealChange
        : series.OutsideUsual > 0 == (series.Kpi.Good == GoodDirection.Up) ? Verdict.UnusuallyGood
        : Verdict.UnusuallyBad;

    private static bool IsTestable(FigureSeries series) =>
        series.Latest is { IsAbsent: false } latest
        && series.Kpi.Interval != IntervalMethod.Exact
        && latest.N >= series.Kpi.MinimumN
        && (series.Compared is not { } compared || compared.N >= series.Kpi.MinimumN);
}
