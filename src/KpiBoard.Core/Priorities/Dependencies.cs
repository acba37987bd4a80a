namespace KpiBoard.Core.Priorities;

/// <summary>One initiative cannot begin before another has ended.</summary>
public sealed record Dependency(string Initiative, string NeedsFirst);

/// <summary>An initiative that another makes late.</summary>
/// <param name="Days">By how much its beginning moves.</param>
/// <param name="Because">What it waits for, the one right before it.</param>
public sealed record Delay(string Initiative, int Days, string Because);

/// <summary>What must come before what.</summary>
public static class Dependencies
{
    /// <summary>The circle that a new dependency would close, from the initiative back to itself; empty when none.</summary>
    public static IReadOnlyList<string> CircleWith(IEnumerable<Dependency> dependencies, Dependency added)
    {
        if (added.Initiative == added.NeedsFirst)
        {
            return [added.Initiative, added.Initiative];
        }
        var needs = dependencies.ToLookup(one => one.Initiative, one => one.NeedsFirst);
        // From what is needed, is there a way back? Breadth first finds the shortest, which is the easiest to see.
        var cameFrom = new Dictionary<string, string?> { [added.NeedsFirst] = null };
        var waiting = new Queue<string>([added.NeedsFirst]);
        while (waiting.TryDequeue(out var at))
        {
            if (at == added.Initiative)
            {
                return [.. Way(cameFrom, at).Append(added.Initiative).Reverse()];
            }
            foreach (var next in needs[at].Where(next => cameFrom.TryAdd(next, at)))
            {
                waiting.Enqueue(next);
            }
        }
        return [];
    }

    /// <summary>
    /// What a late initiative delays: whatever needs it begins the day after it ends, and ends as much later as it began.
    /// </summary>
    /// <param name="spans">First and last day of each; one without a last day delays nothing.</param>
    /// <param name="late">Which ends later than planned.</param>
    /// <param name="days">By how many days.</param>
    /// <returns>Each initiative that moves, once, by the longest way to it; the ones nearest first.</returns>
    public static IReadOnlyList<Delay> Delays(
        IEnumerable<Dependency> dependencies,
        IReadOnlyDictionary<string, (DateOnly First, DateOnly? Last)> spans,
        string late,
        int days
    )
    {
        var neededBy = dependencies.ToLookup(one => one.NeedsFirst, one => one.Initiative);
        var delays = new Dictionary<string, Delay>();
        var waiting = new Queue<(string Initiative, int Days)>([(late, days)]);
        while (waiting.TryDequeue(out var at))
        {
            if (!spans.TryGetValue(at.Initiative, out var span) || span.Last is not { } last)
            {
                continue;
            }
            foreach (var next in neededBy[at.Initiative].Where(next => next != late && spans.ContainsKey(next)))
            {
                var moved = last.AddDays(at.Days).DayNumber + 1 - spans[next].First.DayNumber;
                if (moved > 0 && (!delays.TryGetValue(next, out var known) || known.Days < moved))
                {
                    delays[next] = new(next, moved, at.Initiative);
                    waiting.Enqueue((next, moved));
                }
            }
        }
        return [.. delays.Values];
    }

    private static IEnumerable<string> Way(Dictionary<string, string?> cameFrom, string end)
    {
        for (var at = end; at is not null; at = cameFrom[at])
        {
            yield return at;
        }
    }
}
