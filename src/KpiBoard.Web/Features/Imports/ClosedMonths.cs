using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// Holds what an import, its undoing or its replacing would change against the months that finance has closed. What a
/// month says before and after is what counts: a row that comes again as it was changes nothing.
/// </summary>
public static class ClosedMonths
{
    private const string ClosedSql = "SELECT [Month] FROM [PeriodClose] WHERE [ReopenedAt] IS NULL";

    private const string IsClosed =
        "EXISTS (SELECT 1 FROM [PeriodClose] p WHERE p.[ReopenedAt] IS NULL AND p.[Month] = f.[BookedMonth])";

    private const string IsSentAgain = """
        EXISTS (SELECT 1
                  FROM [ImportConfirmation] k
                  JOIN [ImportBatch] b ON b.[Id] = k.[BatchId]
                 WHERE k.[ConfirmedBatchId] = f.[BatchId] AND k.[ConfirmedLine] = f.[Line]
                   AND b.[Status] = 'published' AND b.[Id] <> @replaces)
        """;

    private const string ComesAgain =
        "EXISTS (SELECT 1 FROM [RevenueLine] n"
        + " WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] = @batch)";

    // Only so many are named, all are counted.
    private const string Named = """
        SELECT r.[Line], r.[Month], r.[Total]
          FROM (SELECT t.[Line], t.[Month], ROW_NUMBER() OVER (ORDER BY t.[Line]) AS [Number], COUNT(*) OVER () AS [Total]
                  FROM (
        """;

    private const string First = """
        ) t) r
         WHERE r.[Number] <= @kept
         ORDER BY r.[Number]
        """;

    // The rows that come, by their line of the file that is being imported: under a key, those that are not in force
    // already as they are.
    private const string ComingSql = $"""
        {Named}
        SELECT f.[Line], f.[BookedMonth] AS [Month]
          FROM [RevenueLine] f
         WHERE f.[BatchId] = @batch AND f.[RowKey] IS NOT NULL AND {IsClosed}
           AND NOT EXISTS (SELECT 1
                             FROM [CurrentRevenueLine] c
                            WHERE c.[SourceId] = f.[SourceId] AND c.[RowKey] = f.[RowKey])
        {First}
        """;

    // Without a key, those of which there are more in one batch than in the one whose place it takes or that takes its.
    private const string SurplusSql = $"""
        {Named}
        SELECT n.[Line], n.[Month]
          FROM (SELECT f.[Line], f.[BookedMonth] AS [Month], f.[Fingerprint],
                       ROW_NUMBER() OVER (PARTITION BY f.[Fingerprint] ORDER BY f.[Line]) AS [Time]
                  FROM [RevenueLine] f
                 WHERE f.[BatchId] = @of AND f.[RowKey] IS NULL AND {IsClosed}) n
          LEFT JOIN (SELECT f.[Fingerprint], COUNT(*) AS [Times]
                       FROM [RevenueLine] f
                      WHERE f.[BatchId] = @against AND f.[RowKey] IS NULL
                      GROUP BY f.[Fingerprint]) g ON g.[Fingerprint] = n.[Fingerprint]
         WHERE n.[Time] > COALESCE(g.[Times], 0)
        {First}
        """;

    // Rows under a key of which another version is in force: either of the two may lie in a closed month.
    private const string ChangedSql = $"""
        {Named}
        SELECT n.[Line], MIN(n.[Month]) AS [Month]
          FROM (SELECT f.[Line], f.[BookedMonth] AS [Month]
                  FROM [RevenueLine] f
                 CROSS JOIN [CurrentRevenueLine] c
                 WHERE f.[BatchId] = @batch AND f.[RowKey] IS NOT NULL AND {IsClosed}
                   AND c.[SourceId] = f.[SourceId] AND c.[RowKey] = f.[RowKey] AND c.[Fingerprint] <> f.[Fingerprint]
                 UNION ALL
                SELECT n.[Line], f.[BookedMonth]
                  FROM [RevenueLine] n
                 CROSS JOIN [CurrentRevenueLine] f
                 WHERE n.[BatchId] = @batch AND n.[RowKey] IS NOT NULL
                   AND f.[SourceId] = n.[SourceId] AND f.[RowKey] = n.[RowKey] AND f.[Fingerprint] <> n.[Fingerprint]
                   AND {IsClosed}) n
         GROUP BY n.[Line]
        {First}
        """;

    // What goes with a batch, by its line there: its rows in force that no other batch brings or has sent again...
    private const string GoingSql = $"""
        {Named}
        SELECT f.[Line], f.[BookedMonth] AS [Month]
          FROM [CurrentRevenueLine] f
         WHERE f.[BatchId] = @replaces AND f.[RowKey] IS NOT NULL AND {IsClosed}
           AND NOT {IsSentAgain} AND NOT {ComesAgain}
        {First}
        """;

    // ...what it alone still holds of batches that are undone...
    private const string HeldSql = $"""
        {Named}
        SELECT f.[Line], f.[BookedMonth] AS [Month]
          FROM [ImportConfirmation] h
         CROSS JOIN [CurrentRevenueLine] f
         WHERE h.[BatchId] = @replaces AND f.[BatchId] = h.[ConfirmedBatchId] AND f.[Line] = h.[ConfirmedLine]
           AND {IsClosed}
           AND NOT EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
           AND NOT {IsSentAgain} AND NOT {ComesAgain}
        {First}
        """;

    // ...and what comes back in its place.
    private const string BackSql = $"""
        {Named}
        SELECT n.[Line], f.[BookedMonth] AS [Month]
          FROM [CurrentRevenueLine] n
         CROSS JOIN [VisibleRevenueLine] f
         WHERE n.[BatchId] = @replaces AND n.[RowKey] IS NOT NULL
           AND f.[SourceId] = n.[SourceId] AND f.[RowKey] = n.[RowKey] AND f.[BatchId] < @replaces AND {IsClosed}
           AND NOT {ComesAgain}
        {First}
        """;

    private static readonly (string Sql, ClosedChange Change)[] Coming =
    [
        (ComingSql, ClosedChange.Added),
        (SurplusSql, ClosedChange.Added),
        (ChangedSql, ClosedChange.Changed),
    ];

    private static readonly (string Sql, ClosedChange Change)[] Going =
    [
        (GoingSql, ClosedChange.Removed),
        (SurplusSql, ClosedChange.Removed),
        (HeldSql, ClosedChange.Removed),
        (BackSql, ClosedChange.Changed),
    ];

    /// <summary>The rows that would change a closed month when the batch is published; empty when none would.</summary>
    /// <param name="replaces">The batch whose place it takes; 0 when none.</param>
    public static async Task<ClosedRows> ComingAsync(
        DatabaseTransaction transaction,
        ImportKind kind,
        long batch,
        long replaces,
        LoadResult loaded,
        bool updates
    )
    {
        var closed = MonthOf(kind) is null ? [] : await transaction.QueryAsync<int>(ClosedSql);
        if (closed.Count == 0)
        {
            return ClosedRows.None;
        }
        // What the batch's days say costs nothing; only where they reach into a closed month are its rows looked at.
        var (first, last) = (loaded.Tally.FirstDate / 100 ?? 0, loaded.Tally.LastDate / 100 ?? int.MaxValue);
        var reaches = closed.Any(month => month >= first && month <= last);
        return await ReadAsync(
            transaction,
            kind,
            Coming.Where(query => query.Change == ClosedChange.Changed ? updates || replaces > 0 : reaches),
            batch,
            replaces
        );
    }

    /// <summary>The rows of a batch that closed months would lose when another takes its place, or none (0).</summary>
    public static async Task<ClosedRows> GoingAsync(
        DatabaseTransaction transaction,
        ImportKind kind,
        long replaces,
        long batch = 0
    )
    {
        var closed = MonthOf(kind) is null ? [] : await transaction.QueryAsync<int>(ClosedSql);
        return closed.Count == 0 ? ClosedRows.None : await ReadAsync(transaction, kind, Going, batch, replaces);
    }

    private static async Task<ClosedRows> ReadAsync(
        DatabaseTransaction transaction,
        ImportKind kind,
        IEnumerable<(string Sql, ClosedChange Change)> queries,
        long batch,
        long replaces
    )
    {
        var rows = new List<ClosedRow>();
        var count = 0L;
        foreach (var (sql, change) in queries)
        {
            var found = await transaction.QueryAsync<FoundRow>(
                FactSql.On(kind, sql).Replace("f.[BookedMonth]", MonthOf(kind), StringComparison.Ordinal),
                new
                {
                    batch,
                    replaces,
                    of = change == ClosedChange.Removed ? replaces : batch,
                    against = change == ClosedChange.Removed ? batch : replaces,
                    kept = ClosedRows.Kept,
                }
            );
            count += found.Count == 0 ? 0 : found[0].Total;
            rows.AddRange(found.Select(row => new ClosedRow(row.Line, row.Month, change)));
        }
        return new([.. rows.OrderBy(row => row.Line).Take(ClosedRows.Kept)], count);
    }

    /// <summary>How a fact says which month it belongs to; null for facts that belong to none.</summary>
    private static string? MonthOf(ImportKind kind) =>
        kind switch
        {
            RevenueKind => "f.[BookedMonth]",
            SurveysKind => "f.[AnsweredOn] / 100",
            RatesKind => "f.[Month]",
            MeasuresKind => "f.[LastMonth]",
            _ => null,
        };

    private sealed class FoundRow
    {
        public long Line { get; init; }

        public int Month { get; init; }

        public long Total { get; init; }
    }
}

/// <summary>Rows that would change closed months: the first of them, and how many there are.</summary>
public sealed record ClosedRows(IReadOnlyList<ClosedRow> Rows, long Count)
{
    public const int Kept = 100;

    public static readonly ClosedRows None = new([], 0);

    public ClosedRow? First => Rows.Count == 0 ? null : Rows[0];
}

public enum ClosedChange
{
    Added,
    Changed,
    Removed,
}

/// <summary>A row that would change a closed month.</summary>
/// <param name="Line">Of the file that is imported; what goes, of the file that it came with.</param>
/// <param name="Month">yyyymm.</param>
public sealed record ClosedRow(long Line, int Month, ClosedChange Change)
{
    public string Period => $"{Month / 100:0000}-{Month % 100:00}";
}
