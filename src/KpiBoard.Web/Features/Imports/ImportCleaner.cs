using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// Takes away what an import wrote that was refused or killed. Nobody has ever seen it: its batch was never published.
/// </summary>
public sealed class ImportCleaner
{
    private const int RowsPerStep = 2_000;

    private const string LoadingSql = "SELECT [Id], [Kind] FROM [ImportBatch] WHERE [Status] = 'loading' ORDER BY [Id]";

    private const string LastLineSql = "SELECT MAX([Line]) FROM [RevenueLine] WHERE [BatchId] = @batch";

    private const string RemoveRowsSql = """
        DELETE FROM [RevenueLine]
         WHERE [BatchId] = @batch AND [Line] > @after AND [Line] <= @upTo
        """;

    private const string ConfirmedSql = """
        SELECT [ConfirmedBatchId] AS [Id], MAX([ConfirmedLine]) AS [Last]
          FROM [ImportConfirmation]
         WHERE [BatchId] = @batch
         GROUP BY [ConfirmedBatchId]
        """;

    private const string RemoveConfirmationsSql = """
        DELETE FROM [ImportConfirmation]
         WHERE [BatchId] = @batch AND [ConfirmedBatchId] = @confirmed
           AND [ConfirmedLine] > @after AND [ConfirmedLine] <= @upTo
        """;

    private const string CustomersSql = """
        SELECT MIN([Id]) AS [Id], MAX([Id]) AS [Last]
          FROM [Customer]
         WHERE [RegisteredIn] = @batch
        HAVING COUNT(*) > 0
        """;

    // One import runs at a time, and what it leaves is removed before the next: nobody else has met these customers.
    private const string RemoveCustomersSql = """
        DELETE FROM [Customer]
         WHERE [RegisteredIn] = @batch AND [Id] > @after AND [Id] <= @upTo
           AND [Id] NOT IN (SELECT r.[CustomerId] FROM [RevenueLine] r WHERE r.[BatchId] = @batch)
           AND [Id] NOT IN (SELECT s.[CustomerId] FROM [SurveyResponse] s WHERE s.[BatchId] = @batch)
           AND [Id] NOT IN (SELECT v.[CustomerId] FROM [CustomerVersion] v WHERE v.[BatchId] = @batch)
           AND [Id] NOT IN (SELECT w.[CustomerId] FROM [WalletEstimate] w WHERE w.[BatchId] = @batch)
        """;

    private const string LastQuarantineSql = "SELECT MAX([Line]) FROM [ImportQuarantine] WHERE [BatchId] = @batch";

    private const string RemoveQuarantineSql = """
        DELETE FROM [ImportQuarantine]
         WHERE [BatchId] = @batch AND [Line] > @after AND [Line] <= @upTo
        """;

    private const string SourceOfSql = "SELECT [SourceId] FROM [ImportBatch] WHERE [Id] = @batch";

    private const string RemoveBatchSql = "DELETE FROM [ImportBatch] WHERE [Id] = @batch AND [Status] = 'loading'";

    private const string RemoveSourceSql = """
        DELETE FROM [Source]
         WHERE [Id] = @source AND NOT EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[SourceId] = [Source].[Id])
        """;

    /// <summary>Removes what killed imports left. Whoever holds the session is the only one who imports.</summary>
    public async Task RemoveLeftoversAsync(ImportSession session, Action<ImportProgress> progress, CancellationToken ct)
    {
        var batches = await session.WriteAsync(transaction => transaction.QueryAsync<LoadingBatch>(LoadingSql), ct);
        foreach (var batch in batches)
        {
            var kind =
                ImportKind.Find(batch.Kind)
                ?? throw new InvalidOperationException($"Batch {batch.Id} is of an unknown kind, '{batch.Kind}'.");
            await RemoveRowsAsync(session, kind, batch.Id, progress, ct);
            await RemoveBatchAsync(session, batch.Id, ct);
        }
    }

    /// <summary>Removes everything that a batch wrote, but not its line in the ledger.</summary>
    public async Task RemoveRowsAsync(
        ImportSession session,
        ImportKind kind,
        long batch,
        Action<ImportProgress> progress,
        CancellationToken ct
    )
    {
        var lastLine = await LastAsync(FactSql.On(kind, LastLineSql));
        await RemoveAsync(lastLine, FactSql.On(kind, RemoveRowsSql));
        foreach (var confirmed in await RangesAsync(ConfirmedSql))
        {
            await RemoveAsync(confirmed.Last, RemoveConfirmationsSql, confirmed.Id);
        }
        await RemoveCustomersAsync(session, batch, ct);
        await RemoveAsync(await LastAsync(LastQuarantineSql), RemoveQuarantineSql);

        Task<long> LastAsync(string sql) =>
            session.WriteAsync(async transaction => await transaction.ScalarAsync<long?>(sql, new { batch }) ?? 0, ct);

        Task<IReadOnlyList<IdRange>> RangesAsync(string sql) =>
            session.WriteAsync(transaction => transaction.QueryAsync<IdRange>(sql, new { batch }), ct);

        Task RemoveAsync(long last, string sql, long confirmed = 0) =>
            session.InSlicesAsync(
                last,
                RowsPerStep,
                (transaction, range) =>
                    transaction.ExecuteAsync(
                        sql,
                        new
                        {
                            batch,
                            confirmed,
                            after = range.After,
                            upTo = range.UpTo,
                        }
                    ),
                reached => progress(new ImportProgress(ImportStage.Removing, reached, last, 0)),
                ct
            );
    }

    /// <summary>Removes the customers that the batch registered and that no fact names.</summary>
    public async Task RemoveCustomersAsync(ImportSession session, long batch, CancellationToken ct)
    {
        var registered = await session.WriteAsync(
            transaction => transaction.QueryAsync<IdRange>(CustomersSql, new { batch }),
            ct
        );
        foreach (var customers in registered)
        {
            var before = customers.Id - 1;
            await session.InSlicesAsync(
                customers.Last - before,
                RowsPerStep,
                (transaction, range) =>
                    transaction.ExecuteAsync(
                        RemoveCustomersSql,
                        new
                        {
                            batch,
                            after = before + range.After,
                            upTo = before + range.UpTo,
                        }
                    ),
                _ => { },
                ct
            );
        }
    }

    /// <summary>Removes the batch's line in the ledger, and its source when that has no other.</summary>
    public static Task RemoveBatchAsync(ImportSession session, long batch, CancellationToken ct) =>
        session.WriteAsync(
            async transaction =>
            {
                var source = await transaction.ScalarAsync<long>(SourceOfSql, new { batch });
                await transaction.ExecuteAsync(RemoveBatchSql, new { batch });
                await transaction.ExecuteAsync(RemoveSourceSql, new { source });
            },
            ct
        );

    private sealed class LoadingBatch
    {
        public long Id { get; init; }

        public string Kind { get; init; } = "";
    }

    private sealed class IdRange
    {
        public long Id { get; init; }

        public long Last { get; init; }
    }
}
