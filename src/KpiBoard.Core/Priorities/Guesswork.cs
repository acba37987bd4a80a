namespace KpiBoard.Core.Priorities;

/// <summary>What is left of one open initiative's budget, and what the initiative rests on.</summary>
/// <param name="Left">See <see cref="Remaining.Budget"/>; not below 0.</param>
/// <param name="IsBet">Declared as a bet: known to be without proof, with a day on which it is judged.</param>
public readonly record struct BudgetAtStake(Money Left, bool IsBet, EvidenceStanding Standing);

/// <summary>
/// The remaining budget of open initiatives by what it rests on, exact. Each amount is counted once: a declared bet is a bet
/// whatever its evidence, as it was entered into with open eyes; what is not declared and rests on no evidence, or on evidence
/// that is stale, is guesswork.
/// </summary>
/// <param name="Remaining">All of it, bets included.</param>
/// <param name="Assumed">Rests on an assumption.</param>
/// <param name="Stale">Rests on evidence that has outlived its half-life.</param>
public sealed record Guesswork(Money Remaining, Money Assumed, Money Stale, Money Bets)
{
    public static readonly Guesswork None = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero);

    public Money Guessed => Assumed + Stale;

    /// <summary>What rests on evidence that is fresh.</summary>
    public Money Known => Remaining - Guessed - Bets;

    /// <summary>The guesswork share, 0 to 1; none when no budget is left to share.</summary>
    public double? Share => ShareOf(Guessed);

    /// <summary>The part of the remaining budget that is declared as bets, 0 to 1.</summary>
    public double? BetShare => ShareOf(Bets);

    /// <summary>Sums up what initiatives rest on; all amounts are in one currency.</summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static Guesswork Of(IEnumerable<BudgetAtStake> initiatives)
    {
        ArgumentNullException.ThrowIfNull(initiatives);
        return initiatives.Aggregate(None, (sum, one) => sum.With(one));
    }

    private Guesswork With(BudgetAtStake one) =>
        new(
            Remaining + one.Left,
            Assumed + (one is { IsBet: false, Standing.IsAssumption: true } ? one.Left : Money.Zero),
            Stale + (one is { IsBet: false, Standing: { IsAssumption: false, IsStale: true } } ? one.Left : Money.Zero),
            Bets + (one.IsBet ? one.Left : Money.Zero)
        );

    private double? ShareOf(Money part) => Remaining > Money.Zero ? (double)part.Units / Remaining.Units : null;
}
