namespace KpiBoard.Core.Priorities;

/// <summary>The computed order.</summary>
/// <param name="Initiatives">From the first to the last.</param>
/// <param name="Draws">What it was counted from; asks for one initiative against another.</param>
public sealed record PriorityResult(IReadOnlyList<Ranked> Initiatives, PriorityDraws Draws)
{
    /// <summary>One initiative in the order.</summary>
    /// <exception cref="KeyNotFoundException">It does not compete.</exception>
    public Ranked Of(string key) =>
        Initiatives.FirstOrDefault(one => one.Key == key) ?? throw new KeyNotFoundException($"{key} does not compete.");
}

/// <summary>An initiative in the computed order.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Score">Mean benefit by cost.</param>
/// <param name="Lower">The 5th percentile of the draws' benefit by cost.</param>
/// <param name="Upper">The 95th.</param>
/// <param name="Benefit">The mean benefit, in the company's currency.</param>
/// <param name="Cost">At least the floor.</param>
/// <param name="Chance">The chance of success that was used.</param>
/// <param name="Factors">How the score comes about; they sum to it.</param>
/// <param name="Goals">The mean benefit by figure; they sum to it.</param>
/// <param name="Top">The probability of being among the first k, for k of 1, 3 and 5.</param>
public sealed record Ranked(
    string Key,
    int Rank,
    double Score,
    double Lower,
    double Upper,
    double Benefit,
    double Cost,
    double Chance,
    ScoreFactors Factors,
    IReadOnlyDictionary<string, double> Goals,
    IReadOnlyDictionary<int, double> Top
);

/// <summary>What makes a score, each in benefit by cost: they sum to it.</summary>
/// <param name="Promise">What it would bring if it succeeded at once, alone, and no target were too near.</param>
/// <param name="Evidence">What the evidence takes from that: not above 0.</param>
/// <param name="Confidence">What the owner's confidence gives or takes.</param>
/// <param name="Time">What waiting takes: not above 0.</param>
/// <param name="Room">What is lost as others aim at the same, or the target is nearer than the effect reaches.</param>
/// <param name="Harm">What it does for the worse: not above 0.</param>
public sealed record ScoreFactors(
    double Promise,
    double Evidence,
    double Confidence,
    double Time,
    double Room,
    double Harm
)
{
    public double Sum => Promise + Evidence + Confidence + Time + Room + Harm;
}
