using KpiBoard.Data;
using KpiBoard.Data.Leases;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Files that people have sent and that wait for their import: a queue that outlives a restart.</summary>
public sealed class UploadStore(KpiDatabase database, LeaseStore leases, TimeProvider clock)
{
    private const string AddSql = """
        INSERT INTO [ImportUpload] ([Id], [Kind], [FileName], [StoredFile], [SizeBytes], [Options], [Status], [BytesRead],
               [RowsRead], [RequestedAt], [RequestedBy])
        VALUES (@id, @kind, @fileName, @storedFile, @size, @options, @status, 0,
               0, @at, @by)
        """;

    private const string Columns = """
        [Id], [Kind], [FileName], [StoredFile], [SizeBytes], [Options], [Status], [BytesRead], [RowsRead], [RequestedAt],
        [RequestedBy], [StartedAt], [Answer]
        """;

    private const string FindSql = $"SELECT {Columns} FROM [ImportUpload] WHERE [Id] = @id";

    private const string UnfinishedSql =
        $"SELECT {Columns} FROM [ImportUpload] WHERE [Status] IN ('queued', 'running') ORDER BY [Id]";

    private const string DraftsSql = $"SELECT {Columns} FROM [ImportUpload] WHERE [Status] = 'draft' ORDER BY [Id]";

    private const string ChangeSql = """
        UPDATE [ImportUpload]
           SET [Kind] = @kind, [Options] = @options, [Status] = @status, [BytesRead] = 0, [RowsRead] = 0, [Answer] = NULL
         WHERE [Id] = @id AND [Status] = 'draft'
        """;

    private const string RemoveSql = "DELETE FROM [ImportUpload] WHERE [Id] = @id AND [Status] = 'draft'";

    // Whoever has the lease of the queue knows that nobody else is at work: what is running was left by one that ended.
    private const string TakeSql = """
        UPDATE [ImportUpload]
           SET [Status] = 'running', [StartedAt] = @at, [BytesRead] = 0, [RowsRead] = 0
         WHERE [Id] = @id AND [Status] IN ('queued', 'running')
        """;

    private const string ProgressSql = """
        UPDATE [ImportUpload]
           SET [BytesRead] = @bytes, [RowsRead] = @rows
         WHERE [Id] = @id AND [Status] = 'running'
        """;

    private const string FinishSql = """
        UPDATE [ImportUpload]
           SET [Status] = @status, [Answer] = @answer, [FinishedAt] = @at
         WHERE [Id] = @id
        """;

    public async Task<long> AddAsync(
        string kind,
        string fileName,
        string storedFile,
        long size,
        UploadParameters options,
        string by,
        CancellationToken ct,
        bool isDraft = false
    ) =>
        await database.WriteAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("upload");
                await transaction.ExecuteAsync(
                    AddSql,
                    new
                    {
                        id,
                        kind,
                        fileName,
                        storedFile,
                        size,
                        options = KpiJson.Serialize(options),
                        status = isDraft ? ImportUpload.Draft : "queued",
                        at = clock.GetUtcNow(),
                        by,
                    }
                );
                return id;
            },
            ct
        );

    public Task<ImportUpload?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<ImportUpload>(FindSql, new { id }, ct);

    /// <summary>What waits and what runs, in the order in which it came.</summary>
    public Task<IReadOnlyList<ImportUpload>> UnfinishedAsync(CancellationToken ct) =>
        database.QueryAsync<ImportUpload>(UnfinishedSql, null, ct);

    /// <summary>What lies ready until its sender has decided.</summary>
    public Task<IReadOnlyList<ImportUpload>> DraftsAsync(CancellationToken ct) =>
        database.QueryAsync<ImportUpload>(DraftsSql, null, ct);

    /// <summary>Keeps what was decided about a draft, and puts it into the queue if it is to run.</summary>
    public async Task<bool> ChangeAsync(
        long id,
        string kind,
        UploadParameters options,
        bool isToRun,
        CancellationToken ct
    ) =>
        await database.ExecuteAsync(
            ChangeSql,
            new
            {
                id,
                kind,
                options = KpiJson.Serialize(options),
                status = isToRun ? "queued" : ImportUpload.Draft,
            },
            ct
        ) == 1;

    /// <summary>False when it is no draft any more.</summary>
    public async Task<bool> RemoveAsync(long id, CancellationToken ct) =>
        await database.ExecuteAsync(RemoveSql, new { id }, ct) == 1;

    /// <summary>Begins with an upload, or anew with one that a process left when it ended; false when it is over.</summary>
    /// <param name="lease">Of the queue, which one node works through at a time.</param>
    public Task<bool> TakeAsync(long id, Lease lease, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                await leases.CheckAsync(transaction, lease);
                return await transaction.ExecuteAsync(TakeSql, new { id, at = clock.GetUtcNow() }) == 1;
            },
            ct
        );

    public Task ReportAsync(long id, long bytes, long rows, CancellationToken ct) =>
        database.ExecuteAsync(
            ProgressSql,
            new
            {
                id,
                bytes,
                rows,
            },
            ct
        );

    /// <summary>Keeps how it ended; what was only tried lies ready again.</summary>
    /// <exception cref="LeaseLostException">Another node has taken the queue over, and this upload with it.</exception>
    public Task FinishAsync(long id, UploadResult result, bool isTrial, Lease lease, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                await leases.CheckAsync(transaction, lease);
                await transaction.ExecuteAsync(
                    FinishSql,
                    new
                    {
                        id,
                        status = isTrial ? ImportUpload.Draft
                        : result.Import is null ? ImportUpload.Failed
                        : ImportUpload.Done,
                        answer = KpiJson.Serialize(result),
                        at = clock.GetUtcNow(),
                    }
                );
            },
            ct
        );
}

/// <summary>How an upload ended.</summary>
/// <param name="Import">The import it became, a refused one too.</param>
/// <param name="Reason">Why there was none; without it the system failed.</param>
public sealed record UploadResult(long? Import, ImportMessage? Reason = null)
{
    /// <summary>What a trial run found.</summary>
    public ImportAnswer? Trial { get; init; }

    /// <summary>Its warnings, to be said in any language.</summary>
    public IReadOnlyList<ImportMessage> Notes { get; init; } = [];
}

public sealed class ImportUpload
{
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Running = "running";

    /// <summary>It lies ready until its sender has looked at it.</summary>
    public const string Draft = "draft";

    public long Id { get; init; }

    public string Kind { get; init; } = "";

    public string FileName { get; init; } = "";

    public string StoredFile { get; init; } = "";

    public long SizeBytes { get; init; }

    public string Options { get; init; } = "";

    public string Status { get; init; } = "";

    public long BytesRead { get; init; }

    public long RowsRead { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public string RequestedBy { get; init; } = "";

    public DateTimeOffset? StartedAt { get; init; }

    public string? Answer { get; init; }

    public bool IsUnderWay => Status is not (Done or Failed or Draft);

    public UploadParameters Parameters => KpiJson.Deserialize<UploadParameters>(Options)!;

    /// <summary>Rows per second since the import began; 0 before there is anything to say.</summary>
    public long RowsPerSecond(DateTimeOffset now) =>
        StartedAt is { } started && now > started ? (long)(RowsRead / (now - started).TotalSeconds) : 0;

    public UploadResult? Result => Answer is null ? null : KpiJson.Deserialize<UploadResult>(Answer);
}
