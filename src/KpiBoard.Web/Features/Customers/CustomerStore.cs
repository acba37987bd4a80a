using KpiBoard.Data;

namespace KpiBoard.Web.Features.Customers;

/// <summary>
/// Who counts as whom. A merge or an exclusion is kept with who and when; what follows from all of them together is
/// written into [CustomerCounting], from which the next refresh takes it into the figures.
/// </summary>
public sealed class CustomerStore(KpiDatabase database, TimeProvider clock)
{
    /// <summary>In [CustomerCounting]: in no figure.</summary>
    private const long Nobody = -1;

    private const string MergesSql = "SELECT [FromId], [ToId] FROM [CustomerMerge] WHERE [UndoneAt] IS NULL";

    private const string ExcludedSql = "SELECT [CustomerId] FROM [CustomerExclusion] WHERE [UndoneAt] IS NULL";

    private const string CountingSql = "SELECT [CustomerId], [CountedAs] FROM [CustomerCounting]";

    private const string KnownSql = "SELECT COUNT(*) FROM [Customer] WHERE [Id] IN (@from, @to) AND [Id] <> 0";

    private const string AddMergeSql = """
        INSERT INTO [CustomerMerge] ([Id], [FromId], [ToId], [MergedAt], [MergedBy])
        VALUES (@id, @from, @to, @at, @by)
        """;

    private const string UndoMergeSql = """
        UPDATE [CustomerMerge]
           SET [UndoneAt] = @at, [UndoneBy] = @by
         WHERE [Id] = @id AND [UndoneAt] IS NULL
        """;

    private const string AddExclusionSql = """
        INSERT INTO [CustomerExclusion] ([Id], [CustomerId], [Reason], [ExcludedAt], [ExcludedBy])
        SELECT @id, c.[Id], @reason, @at, @by
          FROM [Customer] c
         WHERE c.[Id] = @customer AND c.[Id] <> 0
           AND NOT EXISTS (SELECT 1
                             FROM [CustomerExclusion] e
                            WHERE e.[CustomerId] = c.[Id] AND e.[UndoneAt] IS NULL)
        """;

    private const string UndoExclusionSql = """
        UPDATE [CustomerExclusion]
           SET [UndoneAt] = @at, [UndoneBy] = @by
         WHERE [CustomerId] = @customer AND [UndoneAt] IS NULL
        """;

    private const string UpdateCountingSql = """
        UPDATE [CustomerCounting]
           SET [CountedAs] = @CountedAs, [ChangedAt] = @at
         WHERE [CustomerId] = @Customer
        """;

    private const string InsertCountingSql = """
        INSERT INTO [CustomerCounting] ([CustomerId], [CountedAs], [ReflectedAs], [ChangedAt])
        SELECT @Customer, @CountedAs, @Customer, @at
         WHERE NOT EXISTS (SELECT 1 FROM [CustomerCounting] WHERE [CustomerId] = @Customer)
        """;

    /// <summary>Counts one number under another from now on; null when done, else why not.</summary>
    public Task<MergeRefusal?> MergeAsync(long from, long to, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                if (from == to)
                {
                    return (MergeRefusal?)MergeRefusal.SameCustomer;
                }
                if (await transaction.ScalarAsync<long>(KnownSql, new { from, to }) != 2)
                {
                    return MergeRefusal.Unknown;
                }
                var merges = await MergesAsync(transaction);
                if (merges.ContainsKey(from))
                {
                    return MergeRefusal.AlreadyMerged;
                }
                if (EndOf(to, merges) == from)
                {
                    return MergeRefusal.Circle;
                }
                var id = await transaction.NextIdsAsync("customerMerge");
                var at = clock.GetUtcNow();
                await transaction.ExecuteAsync(
                    AddMergeSql,
                    new
                    {
                        id,
                        from,
                        to,
                        at,
                        by,
                    }
                );
                await CountAsync(transaction);
                return null;
            },
            ct
        );

    /// <summary>Takes a merge back; false when there is none to take back.</summary>
    public Task<bool> UnmergeAsync(long id, string by, CancellationToken ct) =>
        ChangeAsync(
            UndoMergeSql,
            _ =>
                Task.FromResult<object>(
                    new
                    {
                        id,
                        by,
                        at = clock.GetUtcNow(),
                    }
                ),
            ct
        );

    /// <summary>Takes a customer out of every figure; false when it is out already, or unknown.</summary>
    public Task<bool> ExcludeAsync(long customer, string reason, string by, CancellationToken ct) =>
        ChangeAsync(
            AddExclusionSql,
            async transaction => new
            {
                id = await transaction.NextIdsAsync("customerExclusion"),
                customer,
                reason,
                by,
                at = clock.GetUtcNow(),
            },
            ct
        );

    /// <summary>Takes an exclusion back; false when there is none.</summary>
    public Task<bool> IncludeAsync(long customer, string by, CancellationToken ct) =>
        ChangeAsync(
            UndoExclusionSql,
            _ =>
                Task.FromResult<object>(
                    new
                    {
                        customer,
                        by,
                        at = clock.GetUtcNow(),
                    }
                ),
            ct
        );

    private Task<bool> ChangeAsync(
        string sql,
        Func<DatabaseTransaction, Task<object>> parameters,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var changed = await transaction.ExecuteAsync(sql, await parameters(transaction)) == 1;
                if (changed)
                {
                    await CountAsync(transaction);
                }
                return changed;
            },
            ct
        );

    /// <summary>Writes what all merges and exclusions come to, where it is not that already.</summary>
    private async Task CountAsync(DatabaseTransaction transaction)
    {
        var merges = await MergesAsync(transaction);
        var excluded = (await transaction.QueryAsync<long>(ExcludedSql)).ToHashSet();
        var now = (await transaction.QueryAsync<CountingRow>(CountingSql)).ToDictionary(
            row => row.CustomerId,
            row => row.CountedAs
        );
        var changes = merges
            .Keys.Union(excluded)
            .Union(now.Keys)
            .Select(customer => new { Customer = customer, CountedAs = CountedAs(customer) })
            .Where(change => now.GetValueOrDefault(change.Customer, change.Customer) != change.CountedAs)
            .Select(change => new
            {
                change.Customer,
                change.CountedAs,
                at = clock.GetUtcNow(),
            })
            .ToList();
        await transaction.ExecuteAsync(UpdateCountingSql, changes);
        await transaction.ExecuteAsync(InsertCountingSql, changes);

        long CountedAs(long customer)
        {
            var end = EndOf(customer, merges);
            return excluded.Contains(customer) || excluded.Contains(end) ? Nobody : end;
        }
    }

    private static async Task<Dictionary<long, long>> MergesAsync(DatabaseTransaction transaction) =>
        (await transaction.QueryAsync<MergeRow>(MergesSql)).ToDictionary(merge => merge.FromId, merge => merge.ToId);

    /// <summary>The number that a chain of merges ends in; there are no circles, as none is let in.</summary>
    private static long EndOf(long customer, Dictionary<long, long> merges)
    {
        while (merges.TryGetValue(customer, out var next))
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

    private sealed class CountingRow
    {
        public long CustomerId { get; init; }

        public long CountedAs { get; init; }
    }
}

/// <summary>Why two customers cannot be merged.</summary>
public enum MergeRefusal
{
    Unknown,
    SameCustomer,
    AlreadyMerged,
    Circle,
}
