using KpiBoard.Core.Periods;

namespace KpiBoard.Core.Kpis;

/// <summary>What a figure is to reach in a period.</summary>
/// <param name="Threshold">Beyond this, on the bad side, the figure is off; without one, the target itself is the limit.</param>
/// <param name="IsOnPath">Whether it lies on the way to a target that is due later.</param>
public sealed record FigureTarget(double Value, double? Threshold, bool IsOnPath = false);

/// <summary>A target as it was set: for the period that ends with a month, perhaps with a path that leads to it.</summary>
/// <param name="Start">The last known value when the target was set, and the last month of its period.</param>
public sealed record SetTarget(Month Due, double Value, double? Threshold, (Month Month, double Value)? Start = null);

/// <summary>Which target a period has.</summary>
public static class TargetPath
{
    /// <summary>
    /// The target set for the period itself; else, on the way to the next target that has a path, the point of the
    /// straight line from the start to the target, its threshold as far from it as the target's; else none.
    /// </summary>
    /// <param name="targets">Those of one figure, grain and member.</param>
    /// <param name="last">The last month of the period.</param>
    public static FigureTarget? At(IEnumerable<SetTarget> targets, Month last)
    {
        var ahead = targets.Where(target => target.Due >= last).OrderBy(target => target.Due).ToList();
        if (ahead is [var due, ..] && due.Due == last)
        {
            return new(due.Value, due.Threshold);
        }
        return
            ahead.FirstOrDefault(target => target.Start is { } start && start.Month < last) is { Start: { } from } next
            ? Between(next, from, last)
            : null;
    }

    private static FigureTarget Between(SetTarget target, (Month Month, double Value) from, Month last)
    {
        var share = (double)(last - from.Month) / (target.Due - from.Month);
        var value = from.Value + (share * (target.Value - from.Value));
        return new(value, value + (target.Threshold - target.Value), IsOnPath: true);
    }
}
