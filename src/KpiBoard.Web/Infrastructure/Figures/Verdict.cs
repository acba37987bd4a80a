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

    /// <summary>Real, of a figure without a good side: told, and not judged.</summary>
    Changed,

    /// <summary>Beyond its usual range, of a figure without a good side.</summary>
    Unusual,
}

/// <summary>The verdicts over figures that are shown together.</summary>
public static class Verdicts
{
    public static bool IsReal(this Verdict verdict) => verdict is Verdict.Better or Verdict.Worse or Verdict.Changed;

    public static bool IsSignal(this Verdict verdict) => verdict.IsReal() || verdict.IsUnusual();

    public static bool IsUnusual(this Verdict verdict) =>
        verdict is Verdict.UnusuallyGood or Verdict.UnusuallyBad or Verdict.Unusual;

    /// <summary>better or worse, in which a signal is drawn; none for what is no signal, and for what has no good side.</summary>
    public static string? Tone(this Verdict verdict) =>
        verdict switch
        {
            Verdict.Better or Verdict.UnusuallyGood => "better",
            Verdict.Worse or Verdict.UnusuallyBad => "worse",
            _ => null,
        };

    /// <summary>A verdict on the latest value of each series, in the order given; the changes are judged together.</summary>
    public static IReadOnlyList<Verdict> Of(IReadOnlyList<FigureSeries> shown) =>
        Of([.. shown.Select(series => (series, series.Latest))]);

    /// <summary>A verdict on each complete value of one series; the changes are judged together.</summary>
    public static IReadOnlyList<Verdict> OfEach(FigureSeries series) =>
        Of([.. series.Complete.Select(point => (series, (FigurePoint?)point))]);

    private static IReadOnlyList<Verdict> Of(IReadOnlyList<(FigureSeries Series, FigurePoint? Point)> shown)
    {
        var tests = shown.Select(item => (item.Series.Kpi.Good, IsTestable(item) ? item.Point!.Change : null));
        return [.. shown.Zip(ArrowSelection.Of([.. tests]), (item, arrow) => Of(item.Series, item.Point, arrow))];
    }

    private static Verdict Of(FigureSeries series, FigurePoint? point, Arrow arrow) =>
        (point, arrow) switch
        {
            (null or { IsAbsent: true }, _) => Verdict.Absent,
            (_, Arrow.Better) => Verdict.Better,
            (_, Arrow.Worse) => Verdict.Worse,
            (_, Arrow.Changed) => Verdict.Changed,
            (_, Arrow.NoRealChange) => Verdict.NoRealChange,
            _ when series.IsReadAgainstUsual(point) => AgainstUsual(series, point),
            _ when point.N < series.Kpi.MinimumN => Verdict.TooFew,
            _ => Verdict.NothingToCompare,
        };

    private static Verdict AgainstUsual(FigureSeries series, FigurePoint point) =>
        series.Usual is null ? Verdict.NothingToCompare
        : series.SideOfUsual(point) == 0 ? Verdict.NoRealChange
        : series.Kpi.Good == GoodDirection.Neither ? Verdict.Unusual
        : series.SideOfUsual(point) > 0 == (series.Kpi.Good == GoodDirection.Up) ? Verdict.UnusuallyGood
        : Verdict.UnusuallyBad;

    private static bool IsTestable((FigureSeries Series, FigurePoint? Point) item) =>
        item is (var series, { IsAbsent: false } point)
        && !series.IsExact
        && point.N >= series.Kpi.MinimumN
        && (series.ComparedWith(point) is not { } compared || compared.N >= series.Kpi.MinimumN);
}
