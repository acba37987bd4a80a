namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>A row in force that ends.</summary>
internal sealed record ClosedVersion<TKey>(TKey Key, long FromRun);

/// <summary>What differs between the rows in force and those that should be.</summary>
internal sealed class VersionChanges<TKey, TRow>
    where TKey : notnull
    where TRow : class
{
    private readonly List<ClosedVersion<TKey>> closed = [];
    private readonly List<TRow> added = [];
    private readonly List<(TRow? Was, TRow? Now)> changed = [];

    public IReadOnlyList<ClosedVersion<TKey>> Closed => closed;

    public IReadOnlyList<TRow> Added => added;

    /// <summary>Before and after; nothing on one side for what comes or goes.</summary>
    public IReadOnlyList<(TRow? Was, TRow? Now)> Changed => changed;

    public static VersionChanges<TKey, TRow> Between(
        IEnumerable<(TKey Key, long FromRun, TRow Row)> inForce,
        IEnumerable<(TKey Key, TRow Row)> wanted,
        Func<TRow, TRow, bool> areSame
    )
    {
        var changes = new VersionChanges<TKey, TRow>();
        var stored = inForce.ToDictionary(row => row.Key);
        foreach (var (key, row) in wanted)
        {
            if (!stored.Remove(key, out var was))
            {
                changes.Add(null, row);
            }
            else if (!areSame(was.Row, row))
            {
                changes.closed.Add(new(key, was.FromRun));
                changes.Add(was.Row, row);
            }
        }
        foreach (var (key, fromRun, row) in stored.Values)
        {
            changes.closed.Add(new(key, fromRun));
            changes.changed.Add((row, null));
        }
        return changes;
    }

    private void Add(TRow? was, TRow now)
    {
        added.Add(now);
        changed.Add((was, now));
    }
}
