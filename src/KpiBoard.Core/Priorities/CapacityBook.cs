using KpiBoard.Core.Periods;

namespace KpiBoard.Core.Priorities;

/// <summary>The days that units have, and what has been let in so far. Not for several threads at once.</summary>
internal sealed class CapacityBook(IReadOnlyList<WorkShare> days)
{
    /// <summary>As much as rounding may do when shares are summed.</summary>
    private const double Rounding = 1e-6;

    private readonly Dictionary<(string Unit, Month Month), double> planned = [];

    public IReadOnlyDictionary<(string Unit, Month Month), double> Capacity { get; } = Sum(days);

    public IReadOnlyDictionary<(string Unit, Month Month), double> Planned => planned;

    /// <summary>Lets work in when there is room for all of it; else says where how many days are lacking.</summary>
    public IReadOnlyList<WorkShare> Take(IReadOnlyList<WorkShare> shares)
    {
        var wanted = Sum(shares);
        var lacks = wanted
            .Where(share => Capacity.ContainsKey(share.Key))
            .Select(share =>
                (share.Key, Missing: planned.GetValueOrDefault(share.Key) + share.Value - Capacity[share.Key])
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
        return lacks;
    }

    public static Dictionary<(string Unit, Month Month), double> Sum(IEnumerable<WorkShare> shares) =>
        shares
            .GroupBy(share => (share.Unit, share.Month))
            .ToDictionary(of => of.Key, of => of.Sum(share => share.Days));
}
