using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The files that came through the inbox, and how far each has come.</summary>
public sealed class InboxStore(KpiDatabase database, TimeProvider clock)
{
    /// <summary>An alert that cannot be delivered is given up; the page still shows what it was about.</summary>
    public const int MostTries = 20;

    private const string Columns = """
        [Id], [Profile], [FileName], [SizeBytes], [Status], [Control], [BatchId], [Outcome], [TakenAt], [FinishedAt],
        [AlertedAt], [AlertTries], [AlertProblem]
        """;

    private const string AddSql = """
        INSERT INTO [InboxFile] ([Id], [Profile], [FileName], [Folder], [SizeBytes], [Status], [Control], [TakenAt],
               [AlertTries])
        VALUES (@id, @profile, @fileName, @folder, @size, 'taken', @control, @at,
               0)
        """;

    private const string RemoveSql = "DELETE FROM [InboxFile] WHERE [Id] = @id AND [Status] = 'taken'";

    private const string UnfinishedSql = $"""
        SELECT {Columns}
          FROM [InboxFile]
         WHERE [Status] IN ('taken', 'decided') AND [Folder] = @folder
         ORDER BY [Id]
        """;

    private const string DecideSql = """
        UPDATE [InboxFile]
           SET [Status] = 'decided', [BatchId] = @batch, [Outcome] = @outcome
         WHERE [Id] = @id AND [Status] = 'taken'
        """;

    private const string FinishSql = """
        UPDATE [InboxFile]
           SET [Status] = @status, [FinishedAt] = @at
         WHERE [Id] = @id AND [Status] = 'decided'
        """;

    private const string AlertsDueSql = $"""
        SELECT {Columns}
          FROM [InboxFile]
         WHERE [Status] = 'refused' AND [AlertedAt] IS NULL AND [AlertTries] < @most
         ORDER BY [Id]
        """;

    private const string AlertedSql = """
        UPDATE [InboxFile]
           SET [AlertedAt] = @at, [AlertTries] = [AlertTries] + 1, [AlertProblem] = NULL
         WHERE [Id] = @id
        """;

    private const string AlertFailedSql = """
        UPDATE [InboxFile]
           SET [AlertTries] = [AlertTries] + 1, [AlertProblem] = @problem
         WHERE [Id] = @id
        """;

    private const string LatestSql = $"""
        SELECT {Columns}
          FROM (SELECT f.*, ROW_NUMBER() OVER (ORDER BY f.[Id] DESC) AS [Number] FROM [InboxFile] f) l
         WHERE l.[Number] <= @count
         ORDER BY l.[Number]
        """;

    private const string RefusedSinceSql =
        "SELECT COUNT(*) FROM [InboxFile] WHERE [Status] = 'refused' AND [TakenAt] >= @since";

    public Task<long> AddAsync(InboxEntry entry, string folder, string? control, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("inbox");
                await transaction.ExecuteAsync(
                    AddSql,
                    new
                    {
                        id,
                        profile = entry.Profile,
                        fileName = entry.Name,
                        folder,
                        size = entry.Size,
                        control,
                        at = clock.GetUtcNow(),
                    }
                );
                return id;
            },
            ct
        );

    /// <summary>Forgets a file that could not be taken after all.</summary>
    public Task RemoveAsync(long id, CancellationToken ct) => database.ExecuteAsync(RemoveSql, new { id }, ct);

    public Task<IReadOnlyList<InboxFile>> UnfinishedAsync(string folder, CancellationToken ct) =>
        database.QueryAsync<InboxFile>(UnfinishedSql, new { folder }, ct);

    public Task DecideAsync(long id, InboxOutcome outcome, CancellationToken ct) =>
        database.ExecuteAsync(
            DecideSql,
            new
            {
                id,
                batch = outcome.Answer?.Id,
                outcome = KpiJson.Serialize(outcome),
            },
            ct
        );

    public Task FinishAsync(long id, string status, CancellationToken ct) =>
        database.ExecuteAsync(
            FinishSql,
            new
            {
                id,
                status,
                at = clock.GetUtcNow(),
            },
            ct
        );

    public Task<IReadOnlyList<InboxFile>> AlertsDueAsync(CancellationToken ct) =>
        database.QueryAsync<InboxFile>(AlertsDueSql, new { most = MostTries }, ct);

    public Task AlertedAsync(long id, CancellationToken ct) =>
        database.ExecuteAsync(AlertedSql, new { id, at = clock.GetUtcNow() }, ct);

    public Task AlertFailedAsync(long id, string problem, CancellationToken ct) =>
        database.ExecuteAsync(AlertFailedSql, new { id, problem }, ct);

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<InboxFile>> LatestAsync(int count, CancellationToken ct) =>
        database.QueryAsync<InboxFile>(LatestSql, new { count }, ct);

    public Task<long> RefusedSinceAsync(DateTimeOffset since, CancellationToken ct) =>
        database.ScalarAsync<long>(RefusedSinceSql, new { since }, ct);
}

/// <summary>How a file of the inbox ended, decided before anything is moved.</summary>
/// <param name="Status">processed or refused.</param>
/// <param name="Target">What the file is called from then on.</param>
/// <param name="Answer">What the import said; null when it never began.</param>
/// <param name="Reason">Why it never began.</param>
public sealed record InboxOutcome(string Status, string Target, ImportAnswer? Answer, ImportMessage? Reason)
{
    /// <summary>The warnings, to be said in any language.</summary>
    public IReadOnlyList<ImportMessage> Notes { get; init; } = [];

    /// <summary>The first thing that is wrong.</summary>
    public ImportMessage? Problem =>
        Reason ?? (Status == InboxFolder.Refused ? Answer?.Errors?.FirstOrDefault()?.ToMessage() : null);
}

public sealed class InboxFile
{
    public long Id { get; init; }

    public string Profile { get; init; } = "";

    public string FileName { get; init; } = "";

    public long SizeBytes { get; init; }

    public string Status { get; init; } = "";

    public string? Control { get; init; }

    public long? BatchId { get; init; }

    public string? Outcome { get; init; }

    public DateTimeOffset TakenAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? AlertedAt { get; init; }

    public int AlertTries { get; init; }

    public string? AlertProblem { get; init; }

    public InboxOutcome? Result => Outcome is null ? null : KpiJson.Deserialize<InboxOutcome>(Outcome);
}
