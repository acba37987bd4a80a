using KpiBoard.Core;
using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// What undoing an import would change, before anybody does it: by month and currency what goes, and what comes back of
/// the rows that it had replaced.
/// </summary>
public sealed class UndoPreviews(KpiDatabase database)
{
    private const string BatchSql =
        "SELECT [Kind], [FileName] FROM [ImportBatch] WHERE [Id] = @id AND [Status] = 'published'";

    private const string IsSentAgain = """
        EXISTS (SELECT 1
                  FROM [ImportConfirmation] k
                  JOIN [ImportBatch] b ON b.[Id] = k.[BatchId]
                 WHERE k.[ConfirmedBatchId] = f.[BatchId] AND k.[ConfirmedLine] = f.[Line]
                   AND b.[Status] = 'published' AND b.[Id] <> @id)
        """;

    private const string GoingSql = $"""
        SELECT f.[BookedMonth] AS [Month], f.[Currency], COUNT(*) AS [Rows], SUM(f.[Amount]) AS [Units]
          FROM [CurrentRevenueLine] f
         WHERE f.[BatchId] = @id AND NOT {IsSentAgain}
         GROUP BY f.[BookedMonth], f.[Currency]
        """;

    private const string HeldSql = $"""
        SELECT f.[BookedMonth] AS [Month], f.[Currency], COUNT(*) AS [Rows], SUM(f.[Amount]) AS [Units]
          FROM [ImportConfirmation] n
         CROSS JOIN [CurrentRevenueLine] f
         WHERE n.[BatchId] = @id AND f.[BatchId] = n.[ConfirmedBatchId] AND f.[Line] = n.[ConfirmedLine]
           AND NOT EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
           AND NOT {IsSentAgain}
         GROUP BY f.[BookedMonth], f.[Currency]
        """;

    private const string BackSql = $"""
        SELECT v.[BookedMonth] AS [Month], v.[Currency], COUNT(*) AS [Rows], SUM(v.[Amount]) AS [Units]
          FROM [CurrentRevenueLine] f
         CROSS JOIN [VisibleRevenueLine] v
         WHERE f.[BatchId] = @id AND f.[RowKey] IS NOT NULL AND NOT {IsSentAgain}
           AND v.[SourceId] = f.[SourceId] AND v.[RowKey] = f.[RowKey] AND v.[BatchId] < @id
           AND NOT EXISTS (SELECT 1
                             FROM [VisibleRevenueLine] w
                            WHERE w.[SourceId] = f.[SourceId] AND w.[RowKey] = f.[RowKey]
                              AND w.[BatchId] < @id AND w.[BatchId] > v.[BatchId])
         GROUP BY v.[BookedMonth], v.[Currency]
        """;

    private const string NowSql = """
        SELECT f.[BookedMonth] AS [Month], f.[Currency], COUNT(*) AS [Rows], SUM(f.[Amount]) AS [Units]
          FROM [CurrentRevenueLine] f
         WHERE f.[BookedMonth] IN @months
         GROUP BY f.[BookedMonth], f.[Currency]
        """;

    /// <summary>Null when there is no such import in force.</summary>
    public Task<UndoPreview?> FindAsync(long id, CancellationToken ct) =>
        database.ReadSnapshotAsync(snapshot => FindAsync(snapshot, id), ct);

    private static async Task<UndoPreview?> FindAsync(DatabaseTransaction snapshot, long id)
    {
        if (await snapshot.SingleOrDefaultAsync<BatchRow>(BatchSql, new { id }) is not { } batch)
        {
            return null;
        }
        var closed = await ClosedMonths.FirstGoingAsync(snapshot, ImportKind.Find(batch.Kind)!, id);
        var months = batch.Kind == "revenue" ? await MonthsAsync(snapshot, id) : [];
        return new(id, batch.Kind, batch.FileName, months, closed);
    }

    private static async Task<IReadOnlyList<UndoMonth>> MonthsAsync(DatabaseTransaction snapshot, long id)
    {
        var going = await snapshot.QueryAsync<MonthSum>(GoingSql, new { id });
        var held = await snapshot.QueryAsync<MonthSum>(HeldSql, new { id });
        var back = await snapshot.QueryAsync<MonthSum>(BackSql, new { id });
        var changes = going
            .Concat(held)
            .Select(sum => (sum.Month, sum.Currency, Rows: -sum.Rows, Units: -sum.Units))
            .Concat(back.Select(sum => (sum.Month, sum.Currency, sum.Rows, sum.Units)))
            .GroupBy(change => (change.Month, change.Currency))
            .OrderBy(change => change.Key)
            .ToList();
        if (changes.Count == 0)
        {
            return [];
        }
        var now = (
            await snapshot.QueryAsync<MonthSum>(
                NowSql,
                new { months = changes.Select(change => change.Key.Month).Distinct() }
            )
        ).ToDictionary(sum => (sum.Month, sum.Currency));
        return
        [
            .. changes.Select(change =>
            {
                var before = now.GetValueOrDefault(change.Key) ?? new MonthSum();
                return new UndoMonth(
                    change.Key.Month,
                    change.Key.Currency,
                    before.Rows,
                    before.Rows + change.Sum(part => part.Rows),
                    new Money(before.Units),
                    new Money(before.Units + change.Sum(part => part.Units))
                );
            }),
        ];
    }

    private sealed class BatchRow
    {
        public string Kind { get; init; } = "";

        public string FileName { get; init; } = "";
    }

    private sealed class MonthSum
    {
        public int Month { get; init; }

        public string Currency { get; init; } = "";

        public long Rows { get; init; }

        public long Units { get; init; }
    }
}

/// <summary>What undoing an import would change.</summary>
/// <param name="Closed">A row in a closed month, for which it would be refused; null when there is none.</param>
public sealed record UndoPreview(
    long Id,
    string Kind,
    string FileName,
    IReadOnlyList<UndoMonth> Months,
    ClosedRow? Closed
);

/// <summary>A month in one currency, before and after.</summary>
public sealed record UndoMonth(int Month, string Currency, long RowsBefore, long RowsAfter, Money Before, Money After)
{
    public string Period => $"{Month / 100:0000}-{Month % 100:00}";
}
