using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// Holds a loaded batch against what its source has sent before, key by key. A row that is there already is not stored
/// again: the batch confirms the version that is there, so that undoing either batch leaves the other's.
/// </summary>
public sealed class ImportComparer
{
    private const int LinesPerStep = 1_000;

    private const string HasEarlierSql = """
        SELECT CASE WHEN EXISTS (SELECT 1
                                   FROM [ImportBatch] b
                                  WHERE b.[SourceId] = @source AND b.[Status] = 'published' AND b.[Id] <> @replaces
                                    AND b.[RowsRead] > b.[RowsWithoutKey])
                    THEN 1 ELSE 0 END
        """;

    // Within the subquery f is any version that stays; the largest batch among them is the version in force.
    private const string InForce = $"""
        (SELECT MAX(f.[BatchId])
           FROM [RevenueLine] f
          WHERE f.[SourceId] = n.[SourceId] AND f.[RowKey] = n.[RowKey] AND f.[BatchId] < n.[BatchId]
            AND {FactSql.StaysVisible})
        """;

    private const string ConfirmSql = $"""
        INSERT INTO [ImportConfirmation] ([BatchId], [ConfirmedBatchId], [ConfirmedLine])
        SELECT n.[BatchId], c.[BatchId], c.[Line]
          FROM [RevenueLine] n
          JOIN [RevenueLine] c ON c.[SourceId] = n.[SourceId] AND c.[RowKey] = n.[RowKey]
         WHERE n.[BatchId] = @batch AND n.[Line] > @after AND n.[Line] <= @upTo
           AND c.[Fingerprint] = n.[Fingerprint] AND c.[BatchId] = {InForce}
        """;

    private const string RemoveConfirmedSql = """
        DELETE FROM [RevenueLine]
         WHERE [BatchId] = @batch AND [Line] > @after AND [Line] <= @upTo
           AND EXISTS (SELECT 1
                         FROM [RevenueLine] c
                         JOIN [ImportConfirmation] k ON k.[ConfirmedBatchId] = c.[BatchId] AND k.[ConfirmedLine] = c.[Line]
                        WHERE k.[BatchId] = @batch
                          AND c.[SourceId] = [RevenueLine].[SourceId] AND c.[RowKey] = [RevenueLine].[RowKey])
        """;

    private const string CountUpdatesSql = $"""
        SELECT COUNT(*)
          FROM [RevenueLine] n
         WHERE n.[BatchId] = @batch AND n.[Line] > @after AND n.[Line] <= @upTo
           AND n.[RowKey] IS NOT NULL AND {InForce} IS NOT NULL
        """;

    /// <summary>How many of the batch's rows are updates, and how many are there already.</summary>
    public async Task<(long Updated, long Unchanged)> CompareAsync(
        ImportSession session,
        ImportKind kind,
        ImportBatch batch,
        long lastLine,
        Action<ImportProgress> progress,
        CancellationToken ct
    )
    {
        var hasEarlier = await session.WriteAsync(
            transaction =>
                transaction.ScalarAsync<bool>(
                    HasEarlierSql,
                    new { source = batch.SourceId, replaces = batch.Replaces ?? 0 }
                ),
            ct
        );
        if (!hasEarlier)
        {
            return (0, 0);
        }
        var (updated, unchanged) = (0L, 0L);
        await session.InSlicesAsync(
            lastLine,
            LinesPerStep,
            async (transaction, range) =>
            {
                var parameters = new
                {
                    batch = batch.Id,
                    replaces = batch.Replaces ?? 0,
                    after = range.After,
                    upTo = range.UpTo,
                };
                if (await transaction.ExecuteAsync(FactSql.On(kind, ConfirmSql), parameters) > 0)
                {
                    unchanged += await transaction.ExecuteAsync(FactSql.On(kind, RemoveConfirmedSql), parameters);
                }
                updated += await transaction.ScalarAsync<long>(FactSql.On(kind, CountUpdatesSql), parameters);
            },
            reached => progress(new ImportProgress(ImportStage.Comparing, reached, lastLine, 0)),
            ct
        );
        return (updated, unchanged);
    }
}
