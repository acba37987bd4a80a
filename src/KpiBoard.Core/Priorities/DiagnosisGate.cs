namespace KpiBoard.Core.Priorities;

/// <summary>What keeps an initiative from being approved.</summary>
public enum GateGap
{
    /// <summary>Nobody has written why the gap exists.</summary>
    Diagnosis,

    /// <summary>What is known of the cause is no better than an assumption.</summary>
    Evidence,

    /// <summary>The bet has no day ahead on which it must have proved itself.</summary>
    ProofDate,

    /// <summary>Nobody has written what ends the bet.</summary>
    KillCriterion,

    /// <summary>Nobody has said what the bet may cost, so that it cannot be held against the cap.</summary>
    Budget,

    /// <summary>The bet's budget, or that of another bet, is in a currency without a rate.</summary>
    Currency,

    /// <summary>Together with it, the bets would take more of the remaining budget than the company allows.</summary>
    Cap,
}

/// <summary>What an open initiative still needs, and how it is taken.</summary>
/// <param name="IsBet">It counts as a bet: approved as one, or asking to be.</param>
/// <param name="Left">In the company's currency; none when its currency has no rate.</param>
public sealed record OpenBudget(long Initiative, bool IsBet, Money? Left);

/// <summary>What an initiative says for itself when it is to be approved.</summary>
/// <param name="Standing">What it rests on.</param>
/// <param name="HasBudget">It says what it may cost, if only nothing.</param>
public sealed record GateCase(
    bool HasDiagnosis,
    EvidenceStanding Standing,
    bool IsBet,
    DateOnly? ProofDate,
    bool HasKillCriterion,
    bool HasBudget
);

/// <summary>Whether an initiative may be approved.</summary>
/// <param name="Gaps">What is missing; none when it may.</param>
/// <param name="BetShare">The bets' share of the remaining budget, it included; none when it cannot be known.</param>
public sealed record GateVerdict(IReadOnlyList<GateGap> Gaps, double? BetShare)
{
    public bool IsOpen => Gaps.Count == 0;

    /// <summary>
    /// Since which day the evidence that opens the gate is stale; none while it is fresh, and for a bet. It is said and
    /// refuses nothing: what was found once is still more than an assumption.
    /// </summary>
    public DateOnly? StaleSince { get; init; }
}

/// <summary>
/// Keeps what rests on assumptions alone from being approved, unless it is a bet that says when it must have proved
/// itself, what ends it, and fits within the company's cap on bets.
/// </summary>
public static class DiagnosisGate
{
    /// <summary>Says what is missing. Evidence asks for a diagnosis too; a bet for its terms and a place under the cap.</summary>
    /// <param name="asked">What is to be approved.</param>
    /// <param name="open">All open initiatives, the one that is asked for among them.</param>
    /// <param name="cap">The most that bets may take of what is left of all budgets, 0 to 1; met exactly it is kept.</param>
    public static GateVerdict Judge(GateCase asked, IReadOnlyList<OpenBudget> open, decimal cap, DateOnly today)
    {
        var gaps = new List<GateGap>();
        if (!asked.IsBet)
        {
            if (!asked.HasDiagnosis)
            {
                gaps.Add(GateGap.Diagnosis);
            }
            if (asked.Standing.IsAssumption)
            {
                gaps.Add(GateGap.Evidence);
            }
            return new(gaps, BetShare(open))
            {
                StaleSince = asked.Standing is { IsAssumption: false, IsStale: true }
                    ? asked.Standing.FreshUntil?.AddDays(1)
                    : null,
            };
        }
        if (asked.ProofDate is not { } day || day <= today)
        {
            gaps.Add(GateGap.ProofDate);
        }
        if (!asked.HasKillCriterion)
        {
            gaps.Add(GateGap.KillCriterion);
        }
        if (!asked.HasBudget)
        {
            gaps.Add(GateGap.Budget);
        }
        else if (open.Any(one => one.IsBet && one.Left is null))
        {
            gaps.Add(GateGap.Currency);
        }
        else if (!Fits(open, cap))
        {
            gaps.Add(GateGap.Cap);
        }
        return new(gaps, BetShare(open));
    }

    /// <summary>
    /// The part of what is left of all budgets that is staked on bets, 0 to 1; where nothing is left, nothing is. None when
    /// a bet's currency has no rate. Other budgets without a rate are left out, so that the share is never too small.
    /// </summary>
    public static double? BetShare(IReadOnlyList<OpenBudget> open)
    {
        if (open.Any(one => one.IsBet && one.Left is null))
        {
            return null;
        }
        var (bets, all) = Sums(open);
        return bets == 0 ? 0 : (double)(bets / all);
    }

    /// <summary>Compared as products, so that a cap that is met to the last digit is not missed by a rounded ratio.</summary>
    private static bool Fits(IReadOnlyList<OpenBudget> open, decimal cap)
    {
        var (bets, all) = Sums(open);
        return bets <= cap * all;
    }

    private static (decimal Bets, decimal All) Sums(IReadOnlyList<OpenBudget> open) =>
        (
            open.Where(one => one.IsBet).Sum(one => (one.Left ?? Money.Zero).ToDecimal()),
            open.Sum(one => (one.Left ?? Money.Zero).ToDecimal())
        );
}
