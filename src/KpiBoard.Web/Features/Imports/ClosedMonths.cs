using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// Holds what an import, its undoing or its replacing would change against the months that finance has closed. Rows sent
/// again unchanged change nothing and are no longer in the batch when this is asked.
/// </summary>
public static class ClosedMonths
{
    private const string ClosedSql = "SELECT [Month] FROM [PeriodClose] WHERE [ReopenedAt] IS NULL";

    private const string IsClosed =
        "EXISTS (SELECT 1 FROM [PeriodClose] p WHERE p.[ReopenedAt] IS NULL AND p.[Month] = f.[BookedMonth])";

    // The rows that come: their line is the line of the file that is being imported.
    private const string ComingSql = $"""
        SELECT f.[Line], f.[BookedMonth] AS [Month]
          FROM [RevenueLine] f
         WHERE f.[BatchId] = @batch AND {IsClosed}
           AND f.[Line] = (SELECT MIN(f.[Line]) FROM [RevenueLine] f WHERE f.[BatchId] = @batch AND {IsClosed})
        """;

    // The versions in force under the same keys, which the rows that come would take the place of: they may lie in
    // another month than the row that corrects them.
    private const string ReplacedSql = $"""
        SELECT MIN(n.[Line]) AS [Line], f.[BookedMonth] AS [Month]
          FROM [RevenueLine] n
         CROSS JOIN [CurrentRevenueLine] f
         WHERE n.[BatchId] = @batch AND n.[RowKey] IS NOT NULL
           AND f.[SourceId] = n.[SourceId] AND f.[RowKey] = n.[RowKey] AND f.[BatchId] < @batch AND {IsClosed}
         GROUP BY f.[BookedMonth]
         ORDER BY MIN(n.[Line])
        """;

    // What goes with a batch: its rows in force that no other batch brings or has sent again...
    private const string GoingSql = $"""
        SELECT MIN(f.[Line]) AS [Line], f.[BookedMonth] AS [Month]
          FROM [CurrentRevenueLine] f
         WHERE f.[BatchId] = @batch AND {IsClosed}
           AND NOT EXISTS (SELECT 1
                             FROM [ImportConfirmation] k
                             JOIN [ImportBatch] b ON b.[Id] = k.[BatchId]
                            WHERE k.[ConfirmedBatchId] = f.[BatchId] AND k.[ConfirmedLine] = f.[Line]
                              AND b.[Status] = 'published' AND b.[Id] <> @batch)
         GROUP BY f.[BookedMonth]
        """;

    // ...what it alone still holds of batches that are undone...
    private const string HeldSql = $"""
        SELECT MIN(f.[Line]) AS [Line], f.[BookedMonth] AS [Month]
          FROM [ImportConfirmation] n
         CROSS JOIN [CurrentRevenueLine] f
         WHERE n.[BatchId] = @batch AND f.[BatchId] = n.[ConfirmedBatchId] AND f.[Line] = n.[ConfirmedLine]
           AND {IsClosed}
           AND NOT EXISTS (SELECT 1
                             FROM [ImportBatch] b
                            WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
           AND NOT EXISTS (SELECT 1
                             FROM [ImportConfirmation] k
                             JOIN [ImportBatch] b ON b.[Id] = k.[BatchId]
                            WHERE k.[ConfirmedBatchId] = f.[BatchId] AND k.[ConfirmedLine] = f.[Line]
                              AND b.[Status] = 'published' AND b.[Id] <> @batch)
         GROUP BY f.[BookedMonth]
        """;

    // ...and what comes back in its place.
    private const string BackSql = $"""
        SELECT MIN(n.[Line]) AS [Line], f.[BookedMonth] AS [Month]
          FROM [CurrentRevenueLine] n
         CROSS JOIN [VisibleRevenueLine] f
         WHERE n.[BatchId] = @batch AND n.[RowKey] IS NOT NULL
           AND f.[SourceId] = n.[SourceId] AND f.[RowKey] = n.[RowKey] AND f.[BatchId] < @batch AND {IsClosed}
         GROUP BY f.[BookedMonth]
        """;

    /// <summary>The first row that would change a closed month when the batch is published; null when none would.</summary>
    public static async Task<ClosedRow?> FirstComingAsync(
        DatabaseTransaction transaction,
        ImportKind kind,
        long batch,
        LoadResult loaded,
        bool updates
    )
    {
        var closed = MonthOf(kind) is null ? [] : await transaction.QueryAsync<int>(ClosedSql);
        if (closed.Count == 0)
        {
            return null;
        }
        // What the batch's days say costs nothing; only where they reach into a closed month are its rows looked at.
        var (first, last) = (loaded.Tally.FirstDate / 100 ?? 0, loaded.Tally.LastDate / 100 ?? int.MaxValue);
        var reaches = closed.Any(month => month >= first && month <= last);
        return (reaches ? await FirstAsync(transaction, kind, ComingSql, batch) : null)
            ?? (updates ? await FirstAsync(transaction, kind, ReplacedSql, batch) : null);
    }

    /// <summary>The first row that would change a closed month when the batch is undone; null when none would.</summary>
    public static async Task<ClosedRow?> FirstGoingAsync(DatabaseTransaction transaction, ImportKind kind, long batch)
    {
        var closed = MonthOf(kind) is null ? [] : await transaction.QueryAsync<int>(ClosedSql);
        if (closed.Count == 0)
        {
            return null;
        }
        return await FirstAsync(transaction, kind, GoingSql, batch)
            ?? await FirstAsync(transaction, kind, HeldSql, batch)
            ?? await FirstAsync(transaction, kind, BackSql, batch);
    }

    private static async Task<ClosedRow?> FirstAsync(
        DatabaseTransaction transaction,
        ImportKind kind,
        string sql,
        long batch
    ) =>
        (
            await transaction.QueryAsync<ClosedRow>(
                FactSql.On(kind, sql).Replace("f.[BookedMonth]", MonthOf(kind), StringComparison.Ordinal),
                new { batch }
            )
        ).MinBy(row => row.Line);

    /// <summary>How a fact says which month it belongs to; null for facts that belong to none.</summary>
    private static string? MonthOf(ImportKind kind) =>
        kind switch
        {
            RevenueKind => "f.[BookedMonth]",
            SurveysKind => "f.[AnsweredOn] / 100",
            RatesKind => "f.[Month]",
            _ => null,
        };
}

/// <summary>A row that would change a closed month.</summary>
public sealed class ClosedRow
{
    public long Line { get; init; }

    /// <summary>yyyymm.</summary>
    public int Month { get; init; }

    public string Period => $"{Month / 100:0000}-{Month % 100:00}";
}
