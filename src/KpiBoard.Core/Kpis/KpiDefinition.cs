namespace KpiBoard.Core.Kpis;

/// <summary>What a figure is counted in; ratios are not percentages.</summary>
public enum KpiUnit
{
    Ratio,
    Points,
    Money,
    Count,
    Days,

    /// <summary>A plain number: a ratio that nobody reads in percent, hours, an index.</summary>
    Number,
}

/// <summary>The side on which a figure is better.</summary>
public enum GoodDirection
{
    Up,
    Down,

    /// <summary>Neither is better: a change is told and not judged.</summary>
    Neither,
}

/// <summary>The part of the board that a figure belongs to.</summary>
public enum KpiGroup
{
    CustomersSay,
    CustomersDo,

    /// <summary>The company's own figures about customers.</summary>
    Own,

    /// <summary>What the company has always followed: inside-out figures.</summary>
    Traditional,
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

    /// <summary>
    /// As the file gives it; change by z where both values have one. A value without is read against its usual range.
    /// </summary>
    Given,
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
)
{
    /// <summary>What the company has said of a figure of its own; none for what the product computes.</summary>
    public OwnFigure? Own { get; init; }

    /// <summary>What a file's number is divided by: people write shares in percent where the company says so.</summary>
    public int FileScale => Own is { IsWrittenInPercent: true } ? 100 : 1;
}

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
            KpiUnit.Number => "number",
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Unknown unit."),
        };

    public static string Text(this GoodDirection good) =>
        good switch
        {
            GoodDirection.Up => "up",
            GoodDirection.Down => "down",
            _ => "neither",
        };

    public static string Text(this KpiGroup group) =>
        group switch
        {
            KpiGroup.CustomersSay => "customers say",
            KpiGroup.CustomersDo => "customers do",
            KpiGroup.Own => "own",
            _ => "traditional",
        };
}
