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
public sealed record CapacityFit(string Initiative, CapacityVerdict Verdict, IReadOnlyList<WorkShare> Lacks)
{
    /// <summary>From this part on a shortage stops work that runs: less is found by moving a day or two.</summary>
    public const double LeastShortage = 0.1;

    /// <summary>The part that is lacking of what it needs in those units and months, 0 to 1.</summary>
    public double Shortage { get; init; }

    /// <summary>Whether it may begin, or go on.</summary>
    public bool HasRoom =>
        Verdict is CapacityVerdict.CanStart or CapacityVerdict.GoesOn
        || (Verdict == CapacityVerdict.MakesRoom && Shortage < LeastShortage);
}

/// <summary>How many days a unit has in a month, and how many are asked of it.</summary>
/// <param name="Days">None when nobody has said how many there are.</param>
/// <param name="Today">By what runs now.</param>
/// <param name="Planned">By what fits.</param>
public sealed record UnitLoad(string Unit, Month Month, double? Days, double Today, double Planned)
{
    /// <summary>In days: less does not show where days are told to a tenth.</summary>
    private const double LeastExcess = 0.05;

    /// <summary>By how many days more is asked today than there are; none where there is room, or nobody knows.</summary>
    public double? Excess => Today - Days is { } over and > LeastExcess ? over : null;
}

/// <summary>Follows an order from the top, and lets in what the days that are left allow.</summary>
/// <param name="Fits">In the order.</param>
/// <param name="Loads">By unit and month, wherever there are days or work.</param>
public sealed record CapacityPlan(IReadOnlyList<CapacityFit> Fits, IReadOnlyList<UnitLoad> Loads)
{
    /// <summary>
    /// What fits. An initiative that does not is passed over, and a smaller one behind it may still fit. A unit of which
    /// nobody has said how many days it has holds nobody back.
    /// </summary>
    /// <param name="work">In the order to follow.</param>
    /// <param name="days">The days that units have.</param>
    public static CapacityPlan Follow(IReadOnlyList<RemainingWork> work, IReadOnlyList<WorkShare> days)
    {
        var book = new CapacityBook(days);
        var fits = work.Select(one => (one, Lacks: book.Take(one.Shares)))
            .Select(of => new CapacityFit(of.one.Initiative, Verdict(of.one.IsRunning, of.Lacks.Count == 0), of.Lacks)
            {
                Shortage = Shortage(of.one.Shares, of.Lacks),
            })
            .ToList();
        var (capacity, planned) = (book.Capacity, book.Planned);
        var today = CapacityBook.Sum(work.Where(one => one.IsRunning).SelectMany(one => one.Shares));
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

    private static double Shortage(IReadOnlyList<WorkShare> needs, IReadOnlyList<WorkShare> lacks)
    {
        var where = lacks.Select(lack => (lack.Unit, lack.Month)).ToHashSet();
        return lacks.Count == 0
            ? 0
            : lacks.Sum(lack => lack.Days)
                / needs.Where(need => where.Contains((need.Unit, need.Month))).Sum(need => need.Days);
    }

    private static CapacityVerdict Verdict(bool isRunning, bool fits) =>
        (isRunning, fits) switch
        {
            (true, true) => CapacityVerdict.GoesOn,
            (false, true) => CapacityVerdict.CanStart,
            (false, false) => CapacityVerdict.Waits,
            _ => CapacityVerdict.MakesRoom,
        };
}
