namespace KpiBoard.Core.Statistics;

/// <summary>The Western Electric rules (Statistical Quality Control Handbook, 1956) that a point completes.</summary>
[Flags]
public enum RunRules
{
    None = 0,

    /// <summary>The point lies beyond a limit, 3 sigma from the centre.</summary>
    BeyondLimit = 1,

    /// <summary>It is one of two in three consecutive points beyond 2 sigma on the same side.</summary>
    TwoOfThree = 2,

    /// <summary>It is one of four in five consecutive points beyond 1 sigma on the same side.</summary>
    FourOfFive = 4,

    /// <summary>It is the eighth consecutive point on the same side of the centre.</summary>
    RunOfEight = 8,
}

/// <summary>
/// Individuals and moving range (XmR): a series against its own usual range, centre +- 3 mR / 1.128 with mR the mean
/// of the differences between neighbours (NIST/SEMATECH e-Handbook, section 6.3.2.2; 1.128 is d2 for two values).
/// </summary>
/// <param name="Signals">For each point the rules that it completes.</param>
public sealed record IndividualsChart(
    double Centre,
    double MeanRange,
    double Lower,
    double Upper,
    IReadOnlyList<double> MovingRanges,
    IReadOnlyList<RunRules> Signals
)
{
    private const double D2 = 1.128;

    private static readonly (RunRules Rule, int Enough, int Of, int Sigmas)[] Rules =
    [
        (RunRules.BeyondLimit, 1, 1, 3),
        (RunRules.TwoOfThree, 2, 3, 2),
        (RunRules.FourOfFive, 4, 5, 1),
        (RunRules.RunOfEight, 8, 8, 0),
    ];

    /// <summary>The chart of a series in order of time.</summary>
    /// <returns>None for fewer than two points, which have no range.</returns>
    public static IndividualsChart? Of(IReadOnlyList<double> series)
    {
        if (series.Count < 2)
        {
            return null;
        }

        var ranges = series.Zip(series.Skip(1), (before, after) => Math.Abs(after - before)).ToArray();
        var (centre, meanRange) = (series.Average(), ranges.Average());
        var sigma = meanRange / D2;
        var offsets = series.Select(value => value - centre).ToArray();
        var signals = Enumerable.Range(0, series.Count).Select(i => SignalsAt(offsets, i, sigma));
        return new(centre, meanRange, centre - (3 * sigma), centre + (3 * sigma), ranges, [.. signals]);
    }

    private static RunRules SignalsAt(double[] offsets, int at, double sigma) =>
        Rules
            .Where(rule => Completes(offsets, at, rule.Enough, rule.Of, rule.Sigmas * sigma))
            .Aggregate(RunRules.None, (all, rule) => all | rule.Rule);

    /// <summary>Whether the point lies beyond the distance, and with it enough of the last ones on its side.</summary>
    private static bool Completes(double[] offsets, int at, int enough, int of, double distance)
    {
        var side = Math.Sign(offsets[at]);
        var window = offsets.AsSpan(Math.Max(0, at - of + 1)..(at + 1));
        var beyond = 0;
        foreach (var offset in window)
        {
            beyond += offset * side > distance ? 1 : 0;
        }

        return offsets[at] * side > distance && beyond >= enough;
    }
}
