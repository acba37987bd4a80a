using KpiBoard.Data;

namespace KpiBoard.Web.Features.Customers;

/// <summary>All merges and exclusions in force, and what they come to: as whom each number is counted.</summary>
public sealed class Counting
{
    /// <summary>In no figure.</summary>
    public const long Nobody = -1;

    private const string MergesSql = "SELECT [FromId], [ToId] FROM [CustomerMerge] WHERE [UndoneAt] IS NULL";

    private const string ExcludedSql = "SELECT [CustomerId] FROM [CustomerExclusion] WHERE [UndoneAt] IS NULL";

    private Counting(Dictionary<long, long> merges, HashSet<long> excluded)
    {
        Merges = merges;
        Excluded = excluded;
    }

    public Dictionary<long, long> Merges { get; }

    public HashSet<long> Excluded { get; }

    /// <summary>The numbers that are, or would be, counted otherwise than as themselves.</summary>
    public IEnumerable<long> Numbers => Merges.Keys.Union(Excluded);

    public static async Task<Counting> ReadAsync(DatabaseTransaction transaction)
    {
        var merges = await transaction.QueryAsync<MergeRow>(MergesSql);
        return new(
            merges.ToDictionary(merge => merge.FromId, merge => merge.ToId),
            [.. await transaction.QueryAsync<long>(ExcludedSql)]
        );
    }

    public Counting Copy() => new(new(Merges), [.. Excluded]);

    public long Of(long customer)
    {
        var end = EndOf(customer);
        return Excluded.Contains(customer) || Excluded.Contains(end) ? Nobody : end;
    }

    /// <summary>The number that a chain of merges ends in; there are no circles, as none is let in.</summary>
    public long EndOf(long customer)
    {
        while (Merges.TryGetValue(customer, out var next))
        {
            customer = next;
        }
        return customer;
    }

    private sealed class MergeRow
    {
        public long FromId { get; init; }

        public long ToId { get; init; }
    }
}
