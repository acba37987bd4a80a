using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>What somebody saves.</summary>
public sealed record ScenarioContent(string Name, string Why, ScenarioChanges Changes);

/// <summary>A row of [Scenario] with its owner's name.</summary>
public sealed class ScenarioRow
{
    private ScenarioChanges? read;

    public long Id { get; init; }
    public string Name { get; init; } = "";
    public string Why { get; init; } = "";
    public string Changes { get; init; } = "";
    public long? OwnerId { get; init; }
    public string? Owner { get; init; }
    public int Version { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>The newest proposal that was made of it, and where it stands.</summary>
    public long? ProposalId { get; init; }

    public ScenarioChanges Read() => read ??= new(KpiJson.Deserialize<IReadOnlyList<ScenarioChange>>(Changes) ?? []);
}

/// <summary>What was saved.</summary>
public sealed class ScenarioQueries(KpiDatabase database)
{
    private const string AllSql = """
        SELECT s.[Id], s.[Name], s.[Why], s.[Changes], s.[OwnerId], u.[Name] AS [Owner], s.[Version], s.[CreatedAt],
               s.[ChangedAt], s.[ChangedBy], s.[RemovedAt],
               (SELECT MAX(p.[Id]) FROM [Proposal] p WHERE p.[ScenarioId] = s.[Id]) AS [ProposalId]
          FROM [Scenario] s
          LEFT JOIN [AppUser] u ON u.[Id] = s.[OwnerId]
         WHERE (@id IS NULL OR s.[Id] = @id)
         ORDER BY s.[ChangedAt] DESC, s.[Id] DESC
        """;

    /// <summary>Those that are not removed, the last changed first.</summary>
    public async Task<IReadOnlyList<ScenarioRow>> AllAsync(CancellationToken ct) =>
        [
            .. (await database.QueryAsync<ScenarioRow>(AllSql, new { id = (long?)null }, ct)).Where(row =>
                row.RemovedAt is null
            ),
        ];

    /// <summary>The removed one too.</summary>
    public Task<ScenarioRow?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<ScenarioRow>(AllSql, new { id = (long?)id }, ct);
}

/// <summary>Writes scenarios. A change is made to the version that a person had before them, or not at all.</summary>
public sealed class ScenarioStore(KpiDatabase database, TimeProvider clock)
{
    private const string AddSql = """
        INSERT INTO [Scenario] ([Id], [Name], [Why], [Changes], [OwnerId], [Version], [CreatedAt], [ChangedAt], [ChangedBy])
        VALUES (@id, @name, @why, @changes, @owner, 1, @at, @at, @by)
        """;

    private const string ChangeSql = """
        UPDATE [Scenario]
           SET [Name] = @name, [Why] = @why, [Changes] = @changes, [Version] = [Version] + 1, [ChangedAt] = @at,
               [ChangedBy] = @by
         WHERE [Id] = @id AND [Version] = @version AND [RemovedAt] IS NULL
        """;

    private const string RemoveSql = """
        UPDATE [Scenario]
           SET [RemovedAt] = @at, [Version] = [Version] + 1, [ChangedBy] = @by
         WHERE [Id] = @id AND [RemovedAt] IS NULL
        """;

    private const string RestoreSql = """
        UPDATE [Scenario]
           SET [RemovedAt] = NULL, [Version] = [Version] + 1, [ChangedBy] = @by
         WHERE [Id] = @id AND [RemovedAt] IS NOT NULL
        """;

    public Task<long> AddAsync(ScenarioContent content, long? owner, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("scenario");
                await transaction.ExecuteAsync(AddSql, Values(id, 0, content, owner, by));
                return id;
            },
            ct
        );

    /// <summary>False when somebody else has changed or removed it meanwhile.</summary>
    public async Task<bool> ChangeAsync(
        long id,
        int version,
        ScenarioContent content,
        string by,
        CancellationToken ct
    ) => await database.ExecuteAsync(ChangeSql, Values(id, version, content, null, by), ct) == 1;

    public Task<bool> RemoveAsync(long id, string by, CancellationToken ct) => WriteAsync(RemoveSql, id, by, ct);

    public Task<bool> RestoreAsync(long id, string by, CancellationToken ct) => WriteAsync(RestoreSql, id, by, ct);

    private async Task<bool> WriteAsync(string sql, long id, string by, CancellationToken ct)
    {
        var values = new
        {
            id,
            at = clock.GetUtcNow(),
            by,
        };
        return await database.ExecuteAsync(sql, values, ct) == 1;
    }

    private object Values(long id, int version, ScenarioContent content, long? owner, string by) =>
        new
        {
            id,
            version,
            name = content.Name,
            why = content.Why,
            changes = KpiJson.Serialize(content.Changes.All),
            owner,
            at = clock.GetUtcNow(),
            by,
        };
}
