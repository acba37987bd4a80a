using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>One figure in one period as the pages show it: an estimate, an exact sum of money, or absent with a reason.</summary>
public sealed record FigurePoint(Period Period)
{
    public double? Value { get; init; }

    /// <summary>The exact sum behind <see cref="Value"/> where the figure is one of money.</summary>
    public Money? Money { get; init; }

    public double? Lower { get; init; }

    public double? Upper { get; init; }

    /// <summary>The value without weights, where weights were used.</summary>
    public double? Unweighted { get; init; }

    public long N { get; init; }

    /// <summary>Why there is no value; one of <see cref="AbsenceReason"/>.</summary>
    public string? Reason { get; init; }

    public bool IsComplete { get; init; }

    public bool IsGap { get; init; }

    public Period? ComparedWith { get; init; }

    public ChangeTest? Change { get; init; }

    /// <summary>What the figure is to reach in this period; none where nobody has set it.</summary>
    public FigureTarget? Target { get; init; }

    public bool IsAbsent => Value is null;

    /// <summary>The point with its change, which is tested only where the stored row holds every part of the test.</summary>
    public FigurePoint WithChange(
        Period? comparedWith,
        double? difference,
        double? lower,
        double? upper,
        double? pValue
    ) =>
        this with
        {
            ComparedWith = comparedWith,
            Change = (difference, lower, upper, pValue) is ({ } d, { } from, { } to, { } p)
                ? new ChangeTest(d, null, from, to, p)
                : null,
        };
}
