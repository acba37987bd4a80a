using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Database;

namespace KpiBoard.Web.Features.Operations;

/// <summary>Reads how the installation is doing: small tables only, so that the page answers when nothing else does.</summary>
public sealed class OperationsQueries(
    KpiDatabase database,
    NodeStore nodes,
    DatabaseOptions options,
    TimeProvider clock
)
{
    private static readonly TimeSpan InboxLooksBack = TimeSpan.FromDays(7);

    private const string SchemaSql = """
        SELECT [Version], [Name], [AppliedAt]
          FROM [SchemaVersion]
         WHERE [Version] = (SELECT MAX([Version]) FROM [SchemaVersion])
        """;

    private const string LeasesSql = """
        SELECT [Name], [Holder], [ExpiresAt]
          FROM [Lease]
         WHERE [Holder] IS NOT NULL AND [Name] IN ('import', 'refresh')
         ORDER BY [Name]
        """;

    private const string RefreshSql = """
        SELECT [Id], [Status], [StartedAt], [FinishedAt]
          FROM [RefreshRun]
         WHERE [Id] IN ((SELECT MAX([Id]) FROM [RefreshRun] WHERE [Status] = 'done'),
                        (SELECT MAX([Id]) FROM [RefreshRun] WHERE [Status] IN ('done', 'failed', 'abandoned')))
         ORDER BY [Id] DESC
        """;

    private const string WaitingSql = """
        SELECT (SELECT COUNT(*) FROM [ImportUpload] WHERE [Status] IN ('queued', 'running')) AS [Uploads],
               (SELECT MIN([RequestedAt]) FROM [ImportUpload] WHERE [Status] IN ('queued', 'running')) AS [OldestUploadAt],
               (SELECT COUNT(*)
                  FROM [ImportBatch]
                 WHERE [Status] IN ('published', 'undone') AND COALESCE([ReflectedStatus], 'undone') <> [Status]) AS [Batches],
               (SELECT COUNT(*) FROM [InboxFile] WHERE [Status] IN ('taken', 'decided')) AS [InboxUnfinished],
               (SELECT COUNT(*) FROM [InboxFile] WHERE [Status] = 'refused' AND [TakenAt] >= @since) AS [InboxRefused],
               (SELECT MAX([TakenAt]) FROM [InboxFile]) AS [InboxLastAt]
        """;

    private const string SourcesSql = """
        SELECT s.[Kind], s.[Name], s.[CadenceDays], MAX(b.[PublishedAt]) AS [LastAt]
          FROM [Source] s
          JOIN [ImportBatch] b ON b.[SourceId] = s.[Id] AND b.[Status] = 'published'
         GROUP BY s.[Id], s.[Kind], s.[Name], s.[CadenceDays]
         ORDER BY [LastAt]
        """;

    private const string JobsSql = """
        SELECT r.[Job], r.[StartedAt], r.[FinishedAt], r.[Error]
          FROM (SELECT [Job], [StartedAt], [FinishedAt], [Error],
                       ROW_NUMBER() OVER (PARTITION BY [Job] ORDER BY [Id] DESC) AS [Place]
                  FROM [JobRun]) r
         WHERE r.[Place] = 1
         ORDER BY r.[Job]
        """;

    public async Task<OperationsFacts> ReadAsync(CancellationToken ct)
    {
        var engine = await database.Dialect.DescribeAsync(ct);
        return new OperationsFacts(
            database.Dialect.Name,
            engine,
            (await database.QueryAsync<SchemaRow>(SchemaSql, null, ct))[0],
            DataDisk(),
            await nodes.AllAsync(ct),
            await database.QueryAsync<LeaseRow>(LeasesSql, null, ct),
            await database.QueryAsync<RefreshRow>(RefreshSql, null, ct),
            await WaitingAsync(ct),
            await SourcesAsync(ct),
            await database.QueryAsync<JobRow>(JobsSql, null, ct)
        );
    }

    public async Task<WaitingRow> WaitingAsync(CancellationToken ct) =>
        (await database.QueryAsync<WaitingRow>(WaitingSql, new { since = clock.GetUtcNow() - InboxLooksBack }, ct))[0];

    public Task<IReadOnlyList<SourceRow>> SourcesAsync(CancellationToken ct) =>
        database.QueryAsync<SourceRow>(SourcesSql, null, ct);

    public Disk? DataDisk() => Disk.Of(options.DataFolder);
}
