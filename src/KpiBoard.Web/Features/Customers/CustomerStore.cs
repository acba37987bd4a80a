using KpiBoard.Data;

namespace KpiBoard.Web.Features.Customers;

/// <summary>
/// Who counts as whom. A merge or an exclusion is kept with who and when; what follows from all of them together is
/// written into [CustomerCounting], from which the next refresh takes it into the figures. A month that is closed takes
/// no changes: what would change one is refused until it is reopened.
/// </summary>
public sealed class CustomerStore(KpiDatabase database, TimeProvider clock)
{
    private const string CountingSql = "SELECT [CustomerId], [CountedAs] FROM [CustomerCounting]";

    private const string KnownSql = "SELECT COUNT(*) FROM [Customer] WHERE [Id] IN (@from, @to) AND [Id] <> 0";

    private const string ClosedSql = "SELECT [Month] FROM [PeriodClose] WHERE [ReopenedAt] IS NULL";

    private const string MergeSql = "SELECT [FromId] FROM [CustomerMerge] WHERE [Id] = @id AND [UndoneAt] IS NULL";

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
        VALUES (@id, @customer, @reason, @at, @by)
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
    /// <param name="isTrial">Only asks whether it could be done.</param>
    public Task<CountingRefusal?> MergeAsync(
        long from,
        long to,
        string by,
        CancellationToken ct,
        bool isTrial = false
    ) =>
        ChangeAsync(
            async (transaction, counting) =>
            {
                if (from == to)
                {
                    return CountingProblem.SameCustomer;
                }
                if (await transaction.ScalarAsync<long>(KnownSql, new { from, to }) != 2)
                {
                    return CountingProblem.Unknown;
                }
                if (counting.EndOf(to) == from)
                {
                    return CountingProblem.Circle;
                }
                return counting.Merges.TryAdd(from, to) ? null : CountingProblem.AlreadyMerged;
            },
            async transaction =>
                await transaction.ExecuteAsync(
                    AddMergeSql,
                    new
                    {
                        id = await transaction.NextIdsAsync("customerMerge"),
                        from,
                        to,
                        by,
                        at = clock.GetUtcNow(),
                    }
                ),
            ct,
            isTrial
        );

    /// <summary>Takes a merge back; null when done.</summary>
    public Task<CountingRefusal?> UnmergeAsync(long id, string by, CancellationToken ct) =>
        ChangeAsync(
            async (transaction, counting) =>
                await transaction.ScalarAsync<long?>(MergeSql, new { id }) is { } from && counting.Merges.Remove(from)
                    ? null
                    : CountingProblem.Nothing,
            transaction =>
                transaction.ExecuteAsync(
                    UndoMergeSql,
                    new
                    {
                        id,
                        by,
                        at = clock.GetUtcNow(),
                    }
                ),
            ct
        );

    /// <summary>Takes a customer out of every figure; null when done.</summary>
    public Task<CountingRefusal?> ExcludeAsync(long customer, string reason, string by, CancellationToken ct) =>
        ChangeAsync(
            async (transaction, counting) =>
                await transaction.ScalarAsync<long>(KnownSql, new { from = customer, to = customer }) != 1
                    ? CountingProblem.Unknown
                : counting.Excluded.Add(customer) ? null
                : CountingProblem.Nothing,
            async transaction =>
                await transaction.ExecuteAsync(
                    AddExclusionSql,
                    new
                    {
                        id = await transaction.NextIdsAsync("customerExclusion"),
                        customer,
                        reason,
                        by,
                        at = clock.GetUtcNow(),
                    }
                ),
            ct
        );

    /// <summary>Takes an exclusion back; null when done.</summary>
    public Task<CountingRefusal?> IncludeAsync(long customer, string by, CancellationToken ct) =>
        ChangeAsync(
            (_, counting) =>
                Task.FromResult<CountingProblem?>(counting.Excluded.Remove(customer) ? null : CountingProblem.Nothing),
            transaction =>
                transaction.ExecuteAsync(
                    UndoExclusionSql,
                    new
                    {
                        customer,
                        by,
                        at = clock.GetUtcNow(),
                    }
                ),
            ct
        );

    private Task<CountingRefusal?> ChangeAsync(
        Func<DatabaseTransaction, Counting, Task<CountingProblem?>> change,
        Func<DatabaseTransaction, Task> write,
        CancellationToken ct,
        bool isTrial = false
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var before = await Counting.ReadAsync(transaction);
                var after = before.Copy();
                if (await change(transaction, after) is { } problem)
                {
                    return new CountingRefusal(problem, []);
                }
                var closed = await ClosedMonthsAsync(transaction, before, after);
                if (closed.Count > 0)
                {
                    return new CountingRefusal(CountingProblem.Closed, closed);
                }
                if (!isTrial)
                {
                    await write(transaction);
                    await CountAsync(transaction, after);
                }
                return null;
            },
            ct
        );

    /// <summary>The closed months whose figures would say something else.</summary>
    private static async Task<IReadOnlyList<int>> ClosedMonthsAsync(
        DatabaseTransaction transaction,
        Counting before,
        Counting after
    )
    {
        var closed = await transaction.QueryAsync<int>(ClosedSql);
        if (closed.Count == 0)
        {
            return [];
        }
        var numbers = before.Numbers.Union(after.Numbers).ToList();
        var moved = numbers.Where(number => before.Of(number) != after.Of(number)).ToList();
        var counted = moved
            .Select(before.Of)
            .Concat(moved.Select(after.Of))
            .Where(id => id != Counting.Nobody)
            .ToHashSet();
        var touched = numbers
            .Where(number => counted.Contains(before.Of(number)) || counted.Contains(after.Of(number)))
            .Union(moved)
            .Union(counted)
            .ToList();
        return new CountingChange(await CountingFacts.ReadAsync(transaction, touched), before, after).Months(closed);
    }

    /// <summary>Writes what all merges and exclusions come to, where it is not that already.</summary>
    private async Task CountAsync(DatabaseTransaction transaction, Counting counting)
    {
        var now = (await transaction.QueryAsync<CountingRow>(CountingSql)).ToDictionary(
            row => row.CustomerId,
            row => row.CountedAs
        );
        var changes = counting
            .Numbers.Union(now.Keys)
            .Select(customer => new { Customer = customer, CountedAs = counting.Of(customer) })
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
    }

    private sealed class CountingRow
    {
        public long CustomerId { get; init; }

        public long CountedAs { get; init; }
    }
}

/// <summary>Why customers are counted as before.</summary>
/// <param name="Months">The closed months that would change, yyyymm.</param>
public sealed record CountingRefusal(CountingProblem Problem, IReadOnlyList<int> Months);

public enum CountingProblem
{
    Unknown,
    SameCustomer,
    AlreadyMerged,
    Circle,

    /// <summary>It is so already.</summary>
    Nothing,

    /// <summary>Closed months would change.</summary>
    Closed,
}
