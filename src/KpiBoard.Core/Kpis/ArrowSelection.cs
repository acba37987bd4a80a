using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Kpis;

/// <summary>What an arrow says about a change.</summary>
public enum Arrow
{
    /// <summary>Nothing to compare with, or no test of it.</summary>
    Unknown,
    NoRealChange,
    Better,
    Worse,

    /// <summary>Real, of a figure without a good side.</summary>
    Changed,
}

/// <summary>Which of many changes shown together are real.</summary>
public static class ArrowSelection
{
    /// <summary>The share of false arrows accepted among those that point.</summary>
    public const double FalseDiscoveryRate = 0.05;

    /// <summary>
    /// An arrow for each change, in the order given: it points where the change is real after Benjamini-Hochberg over
    /// all that are shown together, and says better or worse by the figure's good direction.
    /// </summary>
    public static IReadOnlyList<Arrow> Of(
        IReadOnlyList<(GoodDirection Good, ChangeTest? Change)> shown,
        double rate = FalseDiscoveryRate
    )
    {
        var tested = shown.Index().Where(item => item.Item.Change is not null).ToList();
        var real = BenjaminiHochberg.Rejected([.. tested.Select(item => item.Item.Change!.PValue)], rate);
        var arrows = new Arrow[shown.Count];
        foreach (var ((at, (good, change)), isReal) in tested.Zip(real))
        {
            arrows[at] = isReal ? Pointing(good, change!.Difference) : Arrow.NoRealChange;
        }

        return arrows;
    }

    private static Arrow Pointing(GoodDirection good, double difference) =>
        difference == 0 ? Arrow.NoRealChange
        : good == GoodDirection.Neither ? Arrow.Changed
        : difference > 0 == (good == GoodDirection.Up) ? Arrow.Better
        : Arrow.Worse;
}
