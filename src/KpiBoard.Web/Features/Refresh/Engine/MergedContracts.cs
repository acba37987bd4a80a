using KpiBoard.Core.Churn;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// Contracts by whom customers are counted as. Numbers that were merged are one contract: it began when the first of
/// them did, and it ended when that of the number it goes on under did.
/// </summary>
internal static class MergedContracts
{
    public static Dictionary<long, ContractSpan> Of(Dictionary<long, ContractSpan> contracts, CustomerCounts counts)
    {
        var merged = new Dictionary<long, ContractSpan>(contracts.Count);
        foreach (
            var group in contracts
                .GroupBy(contract => counts.Of(contract.Key))
                .Where(group => group.Key != CustomerCounts.Nobody)
        )
        {
            var spans = group.Select(contract => contract.Value).ToList();
            merged[group.Key] = spans.Count == 1 ? spans[0] : One(spans, Own(contracts, group.Key, counts));
        }
        return merged;
    }

    private static ContractSpan? Own(Dictionary<long, ContractSpan> contracts, long customer, CustomerCounts counts) =>
        counts.Of(customer) == customer && contracts.TryGetValue(customer, out var own) ? own : null;

    private static ContractSpan One(List<ContractSpan> spans, ContractSpan? own)
    {
        var left = spans.Exists(span => span.LeftOn is null) ? null : spans.Max(span => span.LeftOn);
        return new(spans.Min(span => span.JoinedOn), own is { } mine ? mine.LeftOn : left);
    }
}
