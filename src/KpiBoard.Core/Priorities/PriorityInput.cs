namespace KpiBoard.Core.Priorities;

/// <summary>Everything that the order of the initiatives follows from; a decision keeps it as what was known then.</summary>
/// <param name="Goals">The figures that effects are meant for, each once.</param>
/// <param name="Initiatives">What competes, each with a key of its own.</param>
public sealed record PriorityInput(IReadOnlyList<Goal> Goals, IReadOnlyList<Candidate> Initiatives)
{
    /// <summary>The least that an initiative counts as costing, in the company's currency: above 0.</summary>
    public required double CostFloor { get; init; }

    /// <summary>What an improvement beyond the target is worth, as a share of one up to it: 0 to 1.</summary>
    public double BeyondTarget { get; init; } = 0.25;
}

/// <summary>A figure of one member, and what its improvement is worth.</summary>
/// <param name="Key">Names figure and member, such as <c>churn.logo/Segment/Small</c>.</param>
/// <param name="IsHigherBetter">Which way is good.</param>
/// <param name="UnitValue">What one unit of the figure in the good direction is worth, in the company's currency.</param>
/// <param name="Estimate">Where the figure stands; none when it has never been known.</param>
/// <param name="StandardError">How exactly; none when that is not known.</param>
/// <param name="Target">Where it is to be; none when nothing is set, and then every improvement counts in full.</param>
public sealed record Goal(
    string Key,
    bool IsHigherBetter,
    double UnitValue,
    double? Estimate,
    double? StandardError,
    double? Target
)
{
    /// <summary>The value of a unit follows from the figures, and moves a little with each refresh.</summary>
    public bool IsValueComputed { get; init; }

    /// <summary>A change of the figure, positive when it is for the better.</summary>
    public double Good(double change) => IsHigherBetter ? change : -change;
}

/// <summary>An initiative as it competes.</summary>
/// <param name="Key">Stable, as the draws belong to it: another initiative more or less does not change them.</param>
/// <param name="EvidenceChance">The chance that what it rests on gives it, aged: 0 to 1.</param>
/// <param name="Confidence">The owner's at the last check-in, 0 to 1; none before the first.</param>
/// <param name="Cost">Effort left times its rate, and budget left, in the company's currency; not below 0.</param>
public sealed record Candidate(
    string Key,
    IReadOnlyList<EffectLink> Links,
    double EvidenceChance,
    double? Confidence,
    double Cost
);

/// <summary>A change that an initiative is meant to make, in the figure's own unit and direction.</summary>
/// <param name="Goal">The <see cref="Goal.Key"/>.</param>
/// <param name="Low">The least, in number: a figure that is to fall has Low above High or below, as people typed it.</param>
/// <param name="Months">How many whole months until it is there: 0 when it is.</param>
public sealed record EffectLink(string Goal, double Low, double Likely, double High, int Months);
