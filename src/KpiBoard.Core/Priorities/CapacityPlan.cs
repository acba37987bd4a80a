using KpiBoard.Core.Periods;

namespace KpiBoard.Core.Priorities;

/// <summary>The work that an initiative has left.</summary>
/// <param name="IsRunning">People are at it now.</param>
public sealed record RemainingWork(string Initiative, bool IsRunning, IReadOnlyList<WorkShare> Shares)
{
    /// <summary>Spreads days of one unit evenly over months; all of them at once when no month is left.</summary>
    /// <param name="days">Person-days, not below 0.</param>
    public static IReadOnlyList<WorkShare> Spread(string unit, double days, Month first, Month last)
    {
        var months = Math.Max(last - first, 0) + 1;
        return [.. Enumerable.Range(0, months).Select(month => new WorkShare(unit, first + month, days / months))];
    }
}

/// <summary>Person-days of a unit in a month.</summary>
public readonly record struct WorkShare(string Unit, Month Month, double Days);

/// <summary>What becomes of an initiative when the order is followed as far as people's days reach.</summary>
public enum CapacityVerdict
{
    /// <summary>It runs, and there is room.</summary>
    GoesOn,

    /// <summary>It waits, and there is room.</summary>
    CanStart,

    /// <summary>It waits, and there is none.</summary>
    Waits,

    /// <summary>It runs, and what comes before it leaves no room.</summary>
    MakesRoom,
}

/// <summary>What becomes of an initiative.</summary>
/// <param name="Lacks">Where it would have needed more days than are left, and how many more; empty when it fits.</param>
public sealed record CapacityFit(string Initiative, CapacityVerdict Verdict, IReadOnlyList<WorkShare> Lacks);

/// <summary>How many days a unit has in a month, and how many are asked of it.</summary>
/// <param name="Days">None when nobody has said how many there are.</param>
/// <param name="Today">By what runs now.</param>
/// <param name="Planned">By what fits.</param>
public sealed record UnitLoad(string Unit, Month Month, double? Days, double Today, double Planned)
{
    public bool IsOverloadedToday => Today > Days;
}

/// <summary>Follows an order from the top, and lets in what the days that are left allow.</summary>
/// <param name="Fits">In the order.</param>
/// <param name="Loads">By unit and month, wherever there are days or work.</param>
public sealed record CapacityPlan(IReadOnlyList<CapacityFit> Fits, IReadOnlyList<UnitLoad> Loads)
{
    /// <summary>As much as rounding may do when shares are summed.</summary>
    private const double Rounding = 1e-6;

    /// <summary>
    /// What fits. An initiative that does not is passed over, and a smaller one behind it may still fit. A unit of which
    /// nobody has said how many days it has holds nobody back.
    /// </summary>
    /// <param name="work">In the order to follow.</param>
    /// <param name="days">The days that units have.</param>
    public static CapacityPlan Follow(IReadOnlyList<RemainingWork> work, IReadOnlyList<WorkShare> days)
    {
        var capacity = Sum(days);
        var planned = new Dictionary<(string, Month), double>();
        var fits = new List<CapacityFit>();
        foreach (var one in work)
        {
            var wanted = Sum(one.Shares);
            var lacks = wanted
                .Where(share => capacity.ContainsKey(share.Key))
                .Select(share =>
                    (share.Key, Missing: planned.GetValueOrDefault(share.Key) + share.Value - capacity[share.Key])
                )
                .Where(share => share.Missing > Rounding && wanted[share.Key] > 0)
                .Select(share => new WorkShare(share.Key.Unit, share.Key.Month, share.Missing))
                .OrderBy(share => share.Unit, StringComparer.Ordinal)
                .ThenBy(share => share.Month)
                .ToList();
            if (lacks.Count == 0)
            {
                foreach (var (key, value) in wanted)
                {
                    planned[key] = planned.GetValueOrDefault(key) + value;
                }
            }
            fits.Add(new(one.Initiative, Verdict(one.IsRunning, lacks.Count == 0), lacks));
        }
        var today = Sum(work.Where(one => one.IsRunning).SelectMany(one => one.Shares));
        var loads = capacity
            .Keys.Union(today.Keys)
            .Union(planned.Keys)
            .OrderBy(key => key.Item1, StringComparer.Ordinal)
            .ThenBy(key => key.Item2)
            .Select(key => new UnitLoad(
                key.Item1,
                key.Item2,
                capacity.TryGetValue(key, out var has) ? has : null,
                today.GetValueOrDefault(key),
                planned.GetValueOrDefault(key)
            ));
        return new(fits, [.. loads]);
    }

    private static Dictionary<(string Unit, Month Month), double> Sum(IEnumerable<WorkShare> shares) =>
        shares
            .GroupBy(share => (share.Unit, share.Month))
            .ToDictionary(of => of.Key, of => of.Sum(share => share.Days));

    private static CapacityVerdict Verdict(bool isRunning, bool fits) =>
        (isRunning, fits) switch
        {
            (true, true) => CapacityVerdict.GoesOn,
            (false, true) => CapacityVerdict.CanStart,
            (false, false) => CapacityVerdict.Waits,
            _ => CapacityVerdict.MakesRoom,
        };
}
