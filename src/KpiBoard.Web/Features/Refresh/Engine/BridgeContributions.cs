using KpiBoard.Core.Retention;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// What one customer adds to the bridges of a period: the one function behind a full refresh, which adds everybody,
/// and an incremental one, which takes away what a customer added before and adds what it adds now.
/// </summary>
internal static class BridgeContributions
{
    public static void Add(
        BridgeCube cube,
        CustomerTimeline timeline,
        MemberHistory members,
        ReadOnlySpan<int> dimensions,
        int slot,
        int sign
    )
    {
        for (var measure = 0; measure < timeline.MeasureCount; measure++)
        {
            ref readonly var pair = ref cube.Axis[slot];
            var now = timeline.Entry(measure, pair);
            if (now.PresentAtStart || now.PresentAtEnd)
            {
                AddBridge(cube, timeline, members, dimensions, slot, sign, measure, now);
            }
            if (now.PresentAtEnd && !Measures.IsMargin(measure))
            {
                AddCoverage(cube, members, dimensions, slot, sign, measure, now, timeline.Covered(measure, pair));
            }
        }
    }

    /// <summary>
    /// A pair counts with the member valid on the last day of its starting period; who was not there then, with the
    /// one valid on the last day of the period itself.
    /// </summary>
    private static int DayOfMember(in PeriodAxis.Pair pair, BridgeEntry entry) =>
        entry.PresentAtStart ? pair.StartDay : pair.EndDay;

    private static void AddBridge(
        BridgeCube cube,
        CustomerTimeline timeline,
        MemberHistory members,
        ReadOnlySpan<int> dimensions,
        int slot,
        int sign,
        int measure,
        BridgeEntry now
    )
    {
        ref readonly var pair = ref cube.Axis[slot];
        var day = DayOfMember(pair, now);
        var previous = Earlier(slot - 1);
        var yearAgo = Earlier(slot - cube.Axis.SlotsPerYear);
        foreach (var dimension in dimensions)
        {
            var member = members.At(day, dimension);
            var cell = cube[measure, dimension, member, slot];
            cell.Sum.Add(now, sign);
            AddPair(BridgeLag.Previous, previous, slot - 1);
            AddPair(BridgeLag.YearAgo, yearAgo, slot - cube.Axis.SlotsPerYear);
            var next = now.PresentAtEnd ? members.At(pair.EndDay, dimension) : member;
            if (next != member)
            {
                cell.Moved -= sign * now.End;
                cube[measure, dimension, next, slot].Moved += sign * now.End;
            }

            // The same customer in the same member, else the two bridges share nobody.
            void AddPair(BridgeLag lag, BridgeEntry earlier, int at)
            {
                if (earlier.PresentAtStart && members.At(cube.Axis[at].StartDay, dimension) == member)
                {
                    cell.Sum.AddPair(lag, now, earlier, sign);
                }
            }
        }

        BridgeEntry Earlier(int at) => now.PresentAtStart && at >= 0 ? timeline.Entry(measure, cube.Axis[at]) : default;
    }

    private static void AddCoverage(
        BridgeCube cube,
        MemberHistory members,
        ReadOnlySpan<int> dimensions,
        int slot,
        int sign,
        int measure,
        BridgeEntry now,
        long covered
    )
    {
        var day = DayOfMember(cube.Axis[slot], now);
        foreach (var dimension in dimensions)
        {
            var member = members.At(day, dimension);
            for (var of = measure; of <= measure + Measures.Margin; of++)
            {
                var cell = cube[of, dimension, member, slot];
                cell.TotalAmount += sign * now.End;
                cell.CoveredAmount += sign * covered;
            }
        }
    }
}
