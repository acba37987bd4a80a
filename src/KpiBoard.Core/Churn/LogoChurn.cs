using System.Runtime.InteropServices;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Churn;

/// <summary>
/// <c>churn.logo</c>: the share of the customers at a period's start who were lost in it, by Wilson's interval;
/// what "lost" means is a setting: see <see cref="InactiveChurn"/>, <see cref="ContractChurn"/>, and for activity
/// the customers churned and at start of the bridge.
/// </summary>
public static class LogoChurn
{
    /// <summary>Lost / at start, unit 1.</summary>
    public static Estimate Of(ChurnCounts counts, double level = 0.95) =>
        counts.AtStart == 0
            ? Estimate.Absent(AbsenceReason.NoCustomersAtStart)
            : Proportion.Wilson(counts.Lost, counts.AtStart, level);

    /// <summary>The change between two periods by Newcombe's method 10.</summary>
    /// <returns>None when either period has no customers at its start.</returns>
    public static ChangeTest? Change(ChurnCounts later, ChurnCounts earlier, double level = 0.95) =>
        later.AtStart == 0 || earlier.AtStart == 0
            ? null
            : Proportion.Newcombe(later.Lost, later.AtStart, earlier.Lost, earlier.AtStart, level);
}

/// <summary>Customers at the start of a period, and those of them lost in it.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ChurnCounts(long AtStart, long Lost)
{
    public static ChurnCounts operator +(ChurnCounts left, ChurnCounts right) =>
        new(left.AtStart + right.AtStart, left.Lost + right.Lost);

    public static ChurnCounts operator -(ChurnCounts left, ChurnCounts right) =>
        new(left.AtStart - right.AtStart, left.Lost - right.Lost);

    internal static ChurnCounts Of(bool atStart, bool lost) => new(atStart ? 1 : 0, atStart && lost ? 1 : 0);
}
