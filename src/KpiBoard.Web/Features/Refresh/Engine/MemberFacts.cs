using System.Text;
using KpiBoard.Core.Kpis;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Each customer's members: as the register says now, and as the figures in force have them.</summary>
internal static class MemberFacts
{
    /// <summary>
    /// Opens a query over the customers [Customers] that customer batches have touched since the last run, or who are
    /// counted as somebody else; with all whose history is one with theirs.
    /// </summary>
    internal const string TouchedCustomers = """
        WITH [Changing] AS (
            SELECT b.[Id]
              FROM [ImportBatch] b
             WHERE b.[Kind] = 'customers'
               AND ((b.[ReflectedStatus] IS NULL AND b.[Status] = 'published')
                    OR (b.[ReflectedStatus] = 'published' AND b.[Status] = 'undone'))
        ),
        [Described] AS (
            SELECT f.[CustomerId]
              FROM [Changing] c
             CROSS JOIN [CustomerVersion] f
             WHERE f.[BatchId] = c.[Id]
             UNION
            SELECT f.[CustomerId]
              FROM [Changing] c
             CROSS JOIN [ImportConfirmation] n
             CROSS JOIN [CustomerVersion] f
             WHERE n.[BatchId] = c.[Id] AND f.[BatchId] = n.[ConfirmedBatchId] AND f.[Line] = n.[ConfirmedLine]
             UNION
            SELECT [CustomerId] FROM [CustomerCounting] WHERE [CountedAs] <> [ReflectedAs]
             UNION
            SELECT [ReflectedAs] FROM [CustomerCounting] WHERE [CountedAs] <> [ReflectedAs]
        ),
        [Counted] AS (
            SELECT COALESCE(k.[CountedAs], d.[CustomerId]) AS [CustomerId]
              FROM [Described] d
              LEFT JOIN [CustomerCounting] k ON k.[CustomerId] = d.[CustomerId]
        ),
        [Customers] AS (
            SELECT [CustomerId]
              FROM [Described]
             UNION
            SELECT [CustomerId]
              FROM [Counted]
             UNION
            SELECT k.[CustomerId]
              FROM [Counted] c
             CROSS JOIN [CustomerCounting] k
             WHERE k.[CountedAs] = c.[CustomerId]
        )
        """;

    // Of several versions from one day on the newest counts, so it comes last.
    private const string AllSql = """
        SELECT v.[CustomerId], v.[ValidFrom], v.[Segment], v.[Region], v.[BusinessUnit]
          FROM [VisibleCustomerVersion] v
         ORDER BY v.[CustomerId], v.[ValidFrom], v.[BatchId], v.[Line]
        """;

    private const string TouchedSql = $"""
        {TouchedCustomers}
        SELECT v.[CustomerId], v.[ValidFrom], v.[Segment], v.[Region], v.[BusinessUnit]
          FROM [Customers] c
         CROSS JOIN [VisibleCustomerVersion] v
         WHERE v.[CustomerId] = c.[CustomerId]
         ORDER BY v.[CustomerId], v.[ValidFrom], v.[BatchId], v.[Line]
        """;

    private const string TouchedIdsSql = $"{TouchedCustomers} SELECT [CustomerId] FROM [Customers]";

    private const string StoredSql = """
        SELECT [CustomerId], [ValidFrom], [Segment], [Region], [BusinessUnit]
          FROM [CustomerMember]
         ORDER BY [CustomerId], [ValidFrom]
        """;

    private const string StoredOfTouchedSql = $"""
        {TouchedCustomers}
        SELECT m.[CustomerId], m.[ValidFrom], m.[Segment], m.[Region], m.[BusinessUnit]
          FROM [Customers] c
         CROSS JOIN [CustomerMember] m
         WHERE m.[CustomerId] = c.[CustomerId]
         ORDER BY m.[CustomerId], m.[ValidFrom]
        """;

    private const string StoredOfBuyersSql = $"""
        {RevenueFacts.TouchedCustomers}
        SELECT m.[CustomerId], m.[ValidFrom], m.[Segment], m.[Region], m.[BusinessUnit]
          FROM [Customers] c
         CROSS JOIN [CustomerMember] m
         WHERE m.[CustomerId] = c.[CustomerId]
         ORDER BY m.[CustomerId], m.[ValidFrom]
        """;

    private const string DeleteSql = "DELETE FROM [CustomerMember] WHERE [CustomerId] = @Customer";

    private static readonly BulkColumn[] Written =
    [
        new("CustomerId", BulkType.Int64),
        new("ValidFrom", BulkType.Int64),
        new("Segment", BulkType.Text),
        new("Region", BulkType.Text),
        new("BusinessUnit", BulkType.Text),
    ];

    /// <summary>Everybody's, as the register says now.</summary>
    public static Task<MemberTable> AllAsync(
        DatabaseTransaction transaction,
        MemberNames names,
        CustomerCounts counts
    ) => ReadAsync(transaction, AllSql, names, counts);

    /// <summary>Everybody's, as the figures in force have them.</summary>
    public static Task<MemberTable> StoredAsync(DatabaseTransaction transaction, MemberNames names) =>
        ReadAsync(transaction, StoredSql, names, CustomerCounts.None);

    /// <summary>Those of the customers whom revenue batches have touched, as the figures in force have them.</summary>
    public static Task<MemberTable> StoredOfBuyersAsync(DatabaseTransaction transaction, MemberNames names) =>
        ReadAsync(transaction, StoredOfBuyersSql, names, CustomerCounts.None);

    /// <summary>The histories that customer batches have changed since the last run.</summary>
    public static async Task<List<MemberChange>> ChangesAsync(
        DatabaseTransaction transaction,
        MemberNames names,
        CustomerCounts counts
    )
    {
        var stored = await ReadAsync(transaction, StoredOfTouchedSql, names, CustomerCounts.None);
        var now = await ReadAsync(transaction, TouchedSql, names, counts);
        var customers = await transaction.QueryAsync<long>(TouchedIdsSql);
        return Changes(stored, now, customers);
    }

    public static List<MemberChange> Changes(MemberTable stored, MemberTable now) =>
        Changes(stored, now, stored.Customers.Union(now.Customers));

    public static async Task WriteAsync(
        DatabaseTransaction transaction,
        IReadOnlyList<MemberChange> changes,
        MemberNames names
    )
    {
        await transaction.ExecuteAsync(
            DeleteSql,
            changes.Where(change => change.Was.Steps.Count > 0).Select(change => new { change.Customer })
        );
        await BulkRows.WriteAsync(
            transaction,
            "CustomerMember",
            Written,
            changes.SelectMany(change => change.Now.Steps.Select(step => (change.Customer, Step: step))),
            (chunk, row) =>
            {
                chunk.SetInt64(0, row.Customer);
                chunk.SetInt64(1, row.Step.ValidFrom);
                for (var dimension = 1; dimension < KpiDimensions.Count; dimension++)
                {
                    chunk.SetText(dimension + 1, names.Name(dimension, row.Step.Member(dimension)));
                }
            }
        );
    }

    private static List<MemberChange> Changes(MemberTable stored, MemberTable now, IEnumerable<long> customers) =>
        [
            .. customers
                .Select(customer => new MemberChange(customer, stored.Of(customer), now.Of(customer)))
                .Where(change => !change.Was.Equals(change.Now)),
        ];

    private static Task<MemberTable> ReadAsync(
        DatabaseTransaction transaction,
        string sql,
        MemberNames names,
        CustomerCounts counts
    ) => transaction.ReadBulkAsync(sql, null, reader => Read(reader, names, counts));

    private static MemberTable Read(IBulkReader reader, MemberNames names, CustomerCounts counts)
    {
        var histories = new MemberHistories(counts);
        var (customer, steps) = (-1L, new List<MemberHistory.Step>());
        while (reader.Read())
        {
            if (reader.GetInt64(0) != customer)
            {
                Close();
                (customer, steps) = (reader.GetInt64(0), []);
            }
            steps.Add(new((int)reader.GetInt64(1), Number(1), Number(2), Number(3)));
        }
        Close();
        return histories.ToTable();

        int Number(int dimension) => names.Number(dimension, Encoding.UTF8.GetString(reader.GetUtf8(dimension + 1)));

        void Close()
        {
            if (steps.Count > 0)
            {
                histories.Add(customer, steps);
            }
        }
    }
}

/// <summary>A customer whose members are not what they were.</summary>
internal sealed record MemberChange(long Customer, MemberHistory Was, MemberHistory Now);

/// <summary>The members of many customers; who is not in it is not described.</summary>
internal sealed class MemberTable(Dictionary<long, MemberHistory> histories)
{
    public static readonly MemberTable Empty = new([]);

    public IEnumerable<long> Customers => histories.Keys;

    public MemberHistory Of(long customer) => histories.GetValueOrDefault(customer, MemberHistory.NotDescribed);

    public MemberTable With(IEnumerable<MemberChange> changes)
    {
        var result = new Dictionary<long, MemberHistory>(histories);
        foreach (var change in changes)
        {
            result[change.Customer] = change.Now;
        }
        return new(result);
    }
}
