using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Files that people have sent and that wait for their import: a queue that outlives a restart.</summary>
public sealed class UploadStore(KpiDatabase database, TimeProvider clock)
{
    private const string AddSql = """
        INSERT INTO [ImportUpload] ([Id], [Kind], [FileName], [StoredFile], [SizeBytes], [Options], [Status], [BytesRead],
               [RowsRead], [RequestedAt], [RequestedBy])
        VALUES (@id, @kind, @fileName, @storedFile, @size, @options, 'queued', 0,
               0, @at, @by)
        """;

    private const string Columns = """
        [Id], [Kind], [FileName], [StoredFile], [SizeBytes], [Options], [Status], [BytesRead], [RowsRead], [RequestedAt],
        [RequestedBy], [Answer]
        """;

    private const string FindSql = $"SELECT {Columns} FROM [ImportUpload] WHERE [Id] = @id";

    private const string UnfinishedSql =
        $"SELECT {Columns} FROM [ImportUpload] WHERE [Status] IN ('queued', 'running') ORDER BY [Id]";

    private const string TakeSql =
        "UPDATE [ImportUpload] SET [Status] = 'running' WHERE [Id] = @id AND [Status] = 'queued'";

    private const string GiveBackSql =
        "UPDATE [ImportUpload] SET [Status] = 'queued' WHERE [Id] = @id AND [Status] = 'running'";

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
        ImportParameters options,
        string by,
        CancellationToken ct
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

    /// <summary>False when another node was faster.</summary>
    public async Task<bool> TakeAsync(long id, CancellationToken ct) =>
        await database.ExecuteAsync(TakeSql, new { id }, ct) == 1;

    /// <summary>Puts back what a process was working on when it ended.</summary>
    public Task GiveBackAsync(long id, CancellationToken ct) => database.ExecuteAsync(GiveBackSql, new { id }, ct);

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

    public Task FinishAsync(long id, UploadResult result, CancellationToken ct) =>
        database.ExecuteAsync(
            FinishSql,
            new
            {
                id,
                status = result.Import is null ? ImportUpload.Failed : ImportUpload.Done,
                answer = KpiJson.Serialize(result),
                at = clock.GetUtcNow(),
            },
            ct
        );
}

/// <summary>How an upload ended.</summary>
/// <param name="Import">The import it became, a refused one too.</param>
/// <param name="Reason">Why there was none; without it the system failed.</param>
public sealed record UploadResult(long? Import, ImportMessage? Reason = null);

public sealed class ImportUpload
{
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Running = "running";

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

    public string? Answer { get; init; }

    public UploadResult? Result => Answer is null ? null : KpiJson.Deserialize<UploadResult>(Answer);
}
