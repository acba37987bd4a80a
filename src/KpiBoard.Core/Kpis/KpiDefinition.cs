namespace KpiBoard.Core.Kpis;

/// <summary>What a figure is counted in; ratios are not percentages.</summary>
public enum KpiUnit
{
    Ratio,
    Points,
    Money,
    Count,
    Days,
}

/// <summary>The side on which a figure is better.</summary>
public enum GoodDirection
{
    Up,
    Down,
}

/// <summary>The half of the board that a figure belongs to.</summary>
public enum KpiGroup
{
    CustomersSay,
    CustomersDo,
}

/// <summary>How a figure's interval is made, and with it how its change is tested.</summary>
public enum IntervalMethod
{
    /// <summary>Sums are exact and carry no interval; they are shown against their usual range.</summary>
    Exact,

    /// <summary>Adjusted Wald, or linearised and clustered; change by z.</summary>
    NetPromoterScore,

    /// <summary>Ratio of sums over customers, linearised; change by z on the paired influence values.</summary>
    RatioOverCustomers,

    /// <summary>Wilson; change by Newcombe's method 10.</summary>
    Proportion,
}

/// <summary>What is known about a figure before it is computed.</summary>
/// <param name="Code">Its stable name in commands, endpoints and tables.</param>
/// <param name="MinimumN">The least number of answers, or customers at start, on which a status may rest.</param>
public sealed record KpiDefinition(
    string Code,
    KpiGroup Group,
    KpiUnit Unit,
    GoodDirection Good,
    IntervalMethod Interval,
    int MinimumN
);

/// <summary>The texts of the enumerations above in commands, endpoints and tables.</summary>
public static class KpiTexts
{
    public static string Text(this KpiUnit unit) =>
        unit switch
        {
            KpiUnit.Ratio => "ratio",
            KpiUnit.Points => "points",
            KpiUnit.Money => "money",
            KpiUnit.Count => "count",
            KpiUnit.Days => "days",
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Unknown unit."),
        };

    public static string Text(this GoodDirection good) => good == GoodDirection.Up ? "up" : "down";

    public static string Text(this KpiGroup group) => group == KpiGroup.CustomersSay ? "customers say" : "customers do";
}
