using System.Runtime.InteropServices;
using KpiBoard.Core.Periods;

namespace KpiBoard.Core.Churn;

/// <summary>A contract: both days are the customer's own; none for "always was" and "has not left".</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ContractSpan(DateOnly? JoinedOn, DateOnly? LeftOn)
{
    /// <summary>Joined on the day or before, and not left before it.</summary>
    public bool IsActiveOn(DateOnly day) => (JoinedOn is null || JoinedOn <= day) && (LeftOn is null || LeftOn >= day);
}

/// <summary>Churn by contract: left in the period / active at its start.</summary>
public static class ContractChurn
{
    /// <summary>
    /// One customer's part in a period. Who joins after the first day and leaves in the same period was never at risk
    /// at its start, and counts in neither.
    /// </summary>
    public static ChurnCounts Of(ContractSpan contract, Period period) =>
        ChurnCounts.Of(contract.IsActiveOn(period.FirstDay), contract.LeftOn <= period.LastDay);

    /// <summary>
    /// Days from joining to leaving, or censored at the last day known. None where the day of joining is unknown or
    /// later than that.
    /// </summary>
    public static Lifetime? LifetimeOf(ContractSpan contract, DateOnly lastKnown)
    {
        if (contract.JoinedOn is not { } joined || joined > lastKnown)
        {
            return null;
        }

        var left = contract.LeftOn is { } day && day <= lastKnown ? contract.LeftOn : null;
        return new((left ?? lastKnown).DayNumber - joined.DayNumber, left is not null);
    }
}
