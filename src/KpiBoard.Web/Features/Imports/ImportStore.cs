using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>A batch being loaded.</summary>
public sealed record ImportBatch(long Id, long SourceId, long? Replaces);

/// <summary>The ledger of batches, as an import writes it.</summary>
public sealed class ImportStore(TimeProvider clock)
{
    private const string FindSourceSql = "SELECT [Id] FROM [Source] WHERE [Kind] = @kind AND [Name] = @name";

    private const string AddSourceSql = """
        INSERT INTO [Source] ([Id], [Kind], [Name], [HasVersions], [FirstSeenAt])
        VALUES (@id, @kind, @name, 0, @at)
        """;

    private const string AddBatchSql = """
        INSERT INTO [ImportBatch] ([Id], [Kind], [SourceId], [FileName], [ContentHash], [ProfileHash], [Status],
               [StartedAt], [StartedBy], [ReplacesBatchId], [RowsRead], [RowsNew], [RowsUpdated], [RowsUnchanged],
               [RowsQuarantined], [RowsNotAnswered], [RowsWithoutKey], [UnidentifiedRows], [NotDescribed],
               [IdempotencyKey], [Profile])
        VALUES (@id, @kind, @source, @file, @hash, @profile, 'loading',
               @at, @by, @replaces, 0, 0, 0, 0,
               0, 0, 0, 0, 0,
               @idempotencyKey, @definition)
        """;

    private const string AddTotalSql = """
        INSERT INTO [ImportTotal] ([BatchId], [Currency], [Month], [Rows], [Amount], [UnidentifiedRows],
               [UnidentifiedAmount])
        VALUES (@batch, @currency, @month, @rows, @amount, @unidentifiedRows, @unidentifiedAmount)
        """;

    private const string KeepVersionsSql = "UPDATE [Source] SET [HasVersions] = 1 WHERE [Id] = @source";

    private const string ReplaceSql = """
        UPDATE [ImportBatch]
           SET [Status] = 'undone', [UndoneAt] = @at, [UndoneBy] = @by
         WHERE [Id] = @replaces AND [Status] = 'published'
        """;

    private const string FinishSql = """
        UPDATE [ImportBatch]
           SET [Status] = @status, [PublishedAt] = @at, [RowsRead] = @read, [RowsNew] = @new, [RowsUpdated] = @updated,
               [RowsUnchanged] = @unchanged, [RowsQuarantined] = @quarantined, [RowsNotAnswered] = @notAnswered,
               [RowsWithoutKey] = @withoutKey, [UnidentifiedRows] = @unidentified, [NotDescribed] = @notDescribed,
               [FirstDate] = @firstDate, [LastDate] = @lastDate, [Detected] = @detected, [Warnings] = @warnings,
               [Answer] = @answer
         WHERE [Id] = @id AND [Status] = 'loading'
        """;

    private const string FindPublishedSql = """
        SELECT MAX(b.[Id])
          FROM [ImportBatch] b
          JOIN [Source] s ON s.[Id] = b.[SourceId]
         WHERE b.[ContentHash] = @hash AND b.[ProfileHash] = @profile AND b.[Status] = 'published'
           AND s.[Kind] = @kind AND s.[Name] = @source
        """;

    private const string ReplaceableSql = """
        SELECT COUNT(*)
          FROM [ImportBatch] b
          JOIN [Source] s ON s.[Id] = b.[SourceId]
         WHERE b.[Id] = @replaces AND b.[Status] = 'published' AND s.[Kind] = @kind AND s.[Name] = @source
        """;

    private const string OverlappingSql = """
        SELECT b.[Id], b.[FileName]
          FROM [ImportBatch] b
         WHERE b.[SourceId] = @source AND b.[Status] = 'published' AND b.[Id] <> @replaces AND b.[RowsWithoutKey] > 0
           AND b.[FirstDate] <= @last AND b.[LastDate] >= @first
         ORDER BY b.[Id]
        """;

    private const string CurrencySql = "SELECT [Value], [ChangedBy] FROM [Setting] WHERE [Key] = 'currency'";

    private const string RatedMonthsSql =
        "SELECT DISTINCT [Month] FROM [CurrentExchangeRate] WHERE [Currency] = @currency";

    /// <summary>The published batch that holds the same content, if any.</summary>
    public static Task<long?> FindPublishedAsync(
        DatabaseTransaction transaction,
        string hash,
        string profile,
        ImportKind kind,
        string source
    ) =>
        transaction.ScalarAsync<long?>(
            FindPublishedSql,
            new
            {
                hash,
                profile,
                kind = kind.Name,
                source,
            }
        );

    public static async Task<bool> IsReplaceableAsync(
        DatabaseTransaction transaction,
        long replaces,
        ImportKind kind,
        string source
    ) =>
        await transaction.ScalarAsync<int>(
            ReplaceableSql,
            new
            {
                replaces,
                kind = kind.Name,
                source,
            }
        ) == 1;

    /// <summary>Opens a batch that nobody sees.</summary>
    public async Task<ImportBatch> BeginAsync(
        DatabaseTransaction transaction,
        ImportRequest request,
        string source,
        string? hash
    )
    {
        var at = clock.GetUtcNow();
        var sourceId = await transaction.ScalarAsync<long?>(FindSourceSql, new { kind = request.Kind, name = source });
        if (sourceId is null)
        {
            sourceId = await transaction.NextIdsAsync("source");
            await transaction.ExecuteAsync(
                AddSourceSql,
                new
                {
                    id = sourceId,
                    kind = request.Kind,
                    name = source,
                    at,
                }
            );
        }
        var id = await transaction.NextIdsAsync("batch");
        await transaction.ExecuteAsync(
            AddBatchSql,
            new
            {
                id,
                kind = request.Kind,
                source = sourceId,
                file = request.FileName,
                hash,
                profile = request.Profile.Hash(),
                definition = request.Profile.ToJson(ImportRunner.FindKind(request.Kind)),
                at,
                by = request.By,
                replaces = request.Replaces,
                idempotencyKey = request.IdempotencyKey,
            }
        );
        return new ImportBatch(id, sourceId.Value, request.Replaces);
    }

    /// <summary>Makes the batch seen: all of it, in the statement that changes its status.</summary>
    public async Task PublishAsync(
        DatabaseTransaction transaction,
        ImportBatch batch,
        ImportAnswer answer,
        LoadResult loaded,
        IReadOnlyList<ImportMessage> warnings,
        string by
    )
    {
        foreach (var total in loaded.Tally.Totals)
        {
            await transaction.ExecuteAsync(
                AddTotalSql,
                new
                {
                    batch = batch.Id,
                    currency = total.Currency,
                    month = total.Month,
                    rows = total.Rows,
                    amount = (long)total.Amount,
                    unidentifiedRows = total.UnidentifiedRows,
                    unidentifiedAmount = (long)total.UnidentifiedAmount,
                }
            );
        }
        if (answer.Rows.Updated > 0)
        {
            await transaction.ExecuteAsync(KeepVersionsSql, new { source = batch.SourceId });
        }
        if (
            batch.Replaces is { } replaces
            && await transaction.ExecuteAsync(
                ReplaceSql,
                new
                {
                    replaces,
                    at = clock.GetUtcNow(),
                    by,
                }
            ) != 1
        )
        {
            throw new ImportRefusedException("replaces.gone", $"{replaces}");
        }
        await FinishAsync(transaction, batch, "published", answer, loaded, warnings);
    }

    /// <summary>Keeps a refused batch's line in the ledger, with its reasons.</summary>
    public Task RefuseAsync(
        DatabaseTransaction transaction,
        ImportBatch batch,
        ImportAnswer answer,
        LoadResult? loaded
    ) => FinishAsync(transaction, batch, "refused", answer, loaded, []);

    /// <summary>Published batches without keys whose days this one has too: perhaps the same lines again.</summary>
    public static Task<IReadOnlyList<OverlappingBatch>> OverlappingAsync(
        DatabaseTransaction transaction,
        ImportBatch batch,
        ImportTally tally
    ) =>
        transaction.QueryAsync<OverlappingBatch>(
            OverlappingSql,
            new
            {
                source = batch.SourceId,
                replaces = batch.Replaces ?? 0,
                first = tally.FirstDate,
                last = tally.LastDate,
            }
        );

    /// <summary>The company's currency and who set it; null when nobody has.</summary>
    public static Task<CurrencySetting?> CurrencyAsync(DatabaseTransaction transaction) =>
        transaction.SingleOrDefaultAsync<CurrencySetting>(CurrencySql);

    public static Task<IReadOnlyList<int>> RatedMonthsAsync(DatabaseTransaction transaction, string currency) =>
        transaction.QueryAsync<int>(RatedMonthsSql, new { currency });

    private async Task FinishAsync(
        DatabaseTransaction transaction,
        ImportBatch batch,
        string status,
        ImportAnswer answer,
        LoadResult? loaded,
        IReadOnlyList<ImportMessage> warnings
    )
    {
        var finished = await transaction.ExecuteAsync(
            FinishSql,
            new
            {
                id = batch.Id,
                status,
                at = status == "published" ? clock.GetUtcNow() : (DateTimeOffset?)null,
                read = answer.Rows.Read,
                @new = answer.Rows.New,
                updated = answer.Rows.Updated,
                unchanged = answer.Rows.Unchanged,
                quarantined = answer.Rows.Quarantined,
                notAnswered = answer.Rows.NotAnswered,
                withoutKey = loaded?.RowsWithoutKey ?? 0,
                unidentified = answer.Unidentified.Rows,
                notDescribed = answer.NotDescribed,
                firstDate = loaded?.Tally.FirstDate,
                lastDate = loaded?.Tally.LastDate,
                detected = answer.Detected is null ? null : KpiJson.Serialize(answer.Detected),
                warnings = warnings.Count == 0 ? null : KpiJson.Serialize(warnings),
                answer = KpiJson.Serialize(answer),
            }
        );
        if (finished != 1)
        {
            throw new InvalidOperationException($"Batch {batch.Id} is no longer being loaded.");
        }
    }
}

public sealed class OverlappingBatch
{
    public long Id { get; init; }

    public string FileName { get; init; } = "";
}

public sealed class CurrencySetting
{
    public string Value { get; init; } = "";

    public string ChangedBy { get; init; } = "";
}
