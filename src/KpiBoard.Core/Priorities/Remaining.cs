namespace KpiBoard.Core.Priorities;

/// <summary>What an initiative still needs, from what is planned and what is known of how far it is.</summary>
public static class Remaining
{
    private const int Whole = 100;

    /// <summary>
    /// The budget that is left: less what was spent, where that is recorded; else the part that is not done yet. Never
    /// below 0, as what is overspent cannot be spent again.
    /// </summary>
    /// <param name="spent">None when nothing is recorded.</param>
    /// <param name="progress">In per cent, 0 to 100.</param>
    public static Money Budget(Money budget, Money? spent, int progress)
    {
        var left = spent is { } gone
            ? budget.Units - gone.Units
            : (long)((decimal)budget.Units * (Whole - progress) / Whole);
        return new(Math.Max(left, 0));
    }

    /// <summary>The person-days that are left of an effort.</summary>
    /// <param name="progress">In per cent, 0 to 100.</param>
    public static double Days(int effort, int progress) => effort * (Whole - progress) / (double)Whole;
}
