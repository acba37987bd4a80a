namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// Puts histories together by whom customers are counted as. What a number itself says counts from its first day on;
/// before, what the numbers say that were merged into it.
/// </summary>
internal sealed class MemberHistories(CustomerCounts counts)
{
    private readonly Dictionary<long, List<MemberHistory.Step>> own = [];
    private readonly Dictionary<long, List<MemberHistory.Step>> merged = [];

    /// <summary>Takes the steps of one customer, in order of day; customers come in the order of their numbers.</summary>
    public void Add(long customer, List<MemberHistory.Step> steps)
    {
        var counted = counts.Of(customer);
        if (counted == customer)
        {
            own[customer] = steps;
        }
        else if (counted != CustomerCounts.Nobody)
        {
            merged[counted] = merged.TryGetValue(counted, out var others) ? [.. others, .. steps] : steps;
        }
    }

    public MemberTable ToTable()
    {
        foreach (var (customer, steps) in merged)
        {
            var mine = own.GetValueOrDefault(customer, []);
            var first = mine.Count > 0 ? mine[0].ValidFrom : int.MaxValue;
            own[customer] = [.. steps.Where(step => step.ValidFrom < first).OrderBy(step => step.ValidFrom), .. mine];
        }
        return new(own.ToDictionary(customer => customer.Key, customer => MemberHistory.Of(customer.Value)));
    }
}
