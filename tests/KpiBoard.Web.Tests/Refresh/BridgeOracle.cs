using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Tests.Refresh;

/// <summary>One line of revenue as the oracle sees it; money in ten-thousandths.</summary>
internal sealed record OracleLine(string Customer, DateOnly BookedOn, long Amount);

/// <summary>What the oracle expects of one bridge.</summary>
internal sealed record OracleBridge
{
    public long Start { get; init; }
    public long New { get; init; }
    public long Reactivated { get; init; }
    public long Expansion { get; init; }
    public long Contraction { get; init; }
    public long Churned { get; init; }
    public long End { get; init; }
    public long CustomersStart { get; init; }
    public long CustomersNew { get; init; }
    public long CustomersReactivated { get; init; }
    public long CustomersExpanded { get; init; }
    public long CustomersContracted { get; init; }
    public long CustomersFlat { get; init; }
    public long CustomersChurned { get; init; }
    public long CustomersEnd { get; init; }
}

/// <summary>
/// The definition of the bridge written down as plainly as possible, customer by customer and straight from the lines:
/// slow, and nothing like the product's code.
/// </summary>
internal static class BridgeOracle
{
    /// <summary>The total for a null member, else that of the customers who were it on the day.</summary>
    public static OracleBridge Of(
        IReadOnlyCollection<OracleLine> lines,
        Period period,
        string? member,
        Func<string, DateOnly, string> memberOn
    )
    {
        var bridge = new OracleBridge();
        var start = period.Predecessor;
        foreach (var customer in lines.GroupBy(line => line.Customer))
        {
            var before = customer.Where(line => Lies(line, start)).ToList();
            var now = customer.Where(line => Lies(line, period)).ToList();
            var day = before.Count > 0 ? start.LastDay : period.LastDay;
            if (member is not null && memberOn(customer.Key, day) != member)
            {
                continue;
            }
            var earlier = customer.Any(line => line.BookedOn < start.FirstDay);
            bridge = Add(bridge, before, now, earlier);
        }
        return bridge;
    }

    private static bool Lies(OracleLine line, Period period) =>
        line.BookedOn >= period.FirstDay && line.BookedOn <= period.LastDay;

    private static OracleBridge Add(OracleBridge bridge, List<OracleLine> before, List<OracleLine> now, bool earlier)
    {
        var (start, end) = (before.Sum(line => line.Amount), now.Sum(line => line.Amount));
        if (before.Count > 0)
        {
            bridge = bridge with { Start = bridge.Start + start, CustomersStart = bridge.CustomersStart + 1 };
        }
        if (now.Count > 0)
        {
            bridge = bridge with { End = bridge.End + end, CustomersEnd = bridge.CustomersEnd + 1 };
        }
        return (before.Count > 0, now.Count > 0) switch
        {
            (false, false) => bridge,
            (false, true) when earlier => bridge with
            {
                Reactivated = bridge.Reactivated + end,
                CustomersReactivated = bridge.CustomersReactivated + 1,
            },
            (false, true) => bridge with { New = bridge.New + end, CustomersNew = bridge.CustomersNew + 1 },
            (true, false) => bridge with
            {
                Churned = bridge.Churned - start,
                CustomersChurned = bridge.CustomersChurned + 1,
            },
            _ when end > start => bridge with
            {
                Expansion = bridge.Expansion + end - start,
                CustomersExpanded = bridge.CustomersExpanded + 1,
            },
            _ when end < start => bridge with
            {
                Contraction = bridge.Contraction + end - start,
                CustomersContracted = bridge.CustomersContracted + 1,
            },
            _ => bridge with { CustomersFlat = bridge.CustomersFlat + 1 },
        };
    }
}
