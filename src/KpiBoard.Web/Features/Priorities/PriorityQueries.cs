using KpiBoard.Data;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>What was proposed and decided, and the order in force.</summary>
public sealed class PriorityQueries(KpiDatabase database)
{
    private const string Done = "done";

    private const string DecidedSql = """
        SELECT [InitiativeId], [Rank], [DecisionId]
          FROM [DecidedRank]
         ORDER BY [Rank], [InitiativeId]
        """;

    private const string RunSql = """
        SELECT [Id], [RefreshRunId], [Reason], [Seed], [Draws], [Input], [Result], [At]
          FROM [PriorityRun]
         WHERE [Id] = @id
        """;

    private const string RunsSql = """
        SELECT [Id], [RefreshRunId], [Reason], [Seed], [Draws], [Input], [Result], [At]
          FROM [PriorityRun]
         WHERE [Id] IN @ids
        """;

    private const string LastRunSql = """
        SELECT [Id], [RefreshRunId], [Reason], [Seed], [Draws], [Input], [Result], [At]
          FROM [PriorityRun]
         WHERE [Id] = (SELECT MAX([Id]) FROM [PriorityRun])
        """;

    private const string LastRefreshSql = "SELECT MAX([Id]) FROM [RefreshRun] WHERE [Status] = @done";

    private const string FollowedSql = """
        SELECT [RefreshRunId], [At]
          FROM [PriorityRun]
         WHERE [Id] = (SELECT MAX([Id]) FROM [PriorityRun])
        """;

    private const string NotFollowedSql = "SELECT COUNT(*) FROM [Decision] WHERE [DecidedAt] > @at OR [UndoneAt] > @at";

    private const string ProposalsSql = """
        SELECT p.[Id], p.[PriorityRunId], p.[ScenarioId], p.[Kind], p.[InitiativeId], i.[Title],
               i.[Status] AS [InitiativeStatus], p.[FromRank], p.[ToRank], p.[Status], p.[Content], p.[PostponedUntil],
               p.[ProposedAt], p.[ChangedAt], p.[Version]
          FROM [Proposal] p
          JOIN [Initiative] i ON i.[Id] = p.[InitiativeId]
         WHERE (@id IS NULL OR p.[Id] = @id) AND (@status IS NULL OR p.[Status] = @status)
         ORDER BY p.[Id]
        """;

    private const string DecisionsSql = """
        SELECT d.[Id], d.[ProposalId], d.[PriorityRunId], d.[Kind], d.[Reason], d.[Content],
               COALESCE(u.[Name], d.[By]) AS [By], d.[DecidedAt], d.[UndoneAt],
               COALESCE(n.[Name], d.[UndoneBy]) AS [UndoneBy]
          FROM [Decision] d
          LEFT JOIN [AppUser] u ON u.[Id] = d.[ById]
          LEFT JOIN [PersonName] n ON n.[Email] = d.[UndoneBy]
         WHERE (@id IS NULL OR d.[Id] = @id)
         ORDER BY d.[Id] DESC
        """;

    /// <summary>So many ids are asked for in one statement: SQL Server takes no more than 2,100 parameters.</summary>
    private const int MostAtOnce = 500;

    private const string LastDecisionSql = "SELECT MAX([Id]) FROM [Decision] WHERE [UndoneAt] IS NULL";

    private const string TitlesSql = "SELECT [Id], [Title], [Status] FROM [Initiative]";

    /// <summary>The order in force, by key; what is closed meanwhile is still in it.</summary>
    public async Task<IReadOnlyList<string>> DecidedAsync(CancellationToken ct) =>
        [
            .. (await database.QueryAsync<DecidedRow>(DecidedSql, null, ct)).Select(row =>
                SituationMaker.KeyOf(row.InitiativeId)
            ),
        ];

    public Task<RunRow?> RunAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<RunRow>(RunSql, new { id }, ct);

    public async Task<IReadOnlyDictionary<long, RunRow>> RunsAsync(IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        var runs = new Dictionary<long, RunRow>();
        foreach (var some in ids.Chunk(MostAtOnce))
        {
            foreach (var run in await database.QueryAsync<RunRow>(RunsSql, new { ids = some }, ct))
            {
                runs.Add(run.Id, run);
            }
        }
        return runs;
    }

    public Task<RunRow?> LastRunAsync(CancellationToken ct) =>
        database.SingleOrDefaultAsync<RunRow>(LastRunSql, null, ct);

    /// <summary>The newest refresh whose figures are in force.</summary>
    public Task<long?> LastRefreshAsync(CancellationToken ct) =>
        database.ScalarAsync<long?>(LastRefreshSql, new { done = Done }, ct);

    /// <summary>Whether nothing has followed yet from the newest refresh, or from what people decided last.</summary>
    public async Task<bool> IsBehindAsync(CancellationToken ct)
    {
        var followed = await database.SingleOrDefaultAsync<FollowedRow>(FollowedSql, null, ct);
        return await LastRefreshAsync(ct) > (followed?.RefreshRunId ?? 0)
            || await database.ScalarAsync<int>(NotFollowedSql, new { at = followed?.At ?? DateTimeOffset.MinValue }, ct)
                > 0;
    }

    /// <summary>Every proposal there ever was, the oldest first.</summary>
    public Task<IReadOnlyList<ProposalRow>> ProposalsAsync(CancellationToken ct) => ProposalsAsync(null, null, ct);

    /// <summary>What waits for a decision, in the order in which it came up.</summary>
    public Task<IReadOnlyList<ProposalRow>> OpenAsync(CancellationToken ct) =>
        ProposalsAsync(null, ProposalStatus.Open, ct);

    public Task<IReadOnlyList<ProposalRow>> PostponedAsync(CancellationToken ct) =>
        ProposalsAsync(null, ProposalStatus.Postponed, ct);

    public async Task<ProposalRow?> ProposalAsync(long id, CancellationToken ct) =>
        (await ProposalsAsync(id, null, ct)).FirstOrDefault();

    /// <summary>Every decision, the newest first.</summary>
    public Task<IReadOnlyList<DecisionRow>> DecisionsAsync(CancellationToken ct) =>
        database.QueryAsync<DecisionRow>(DecisionsSql, new { id = (long?)null }, ct);

    public Task<DecisionRow?> DecisionAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<DecisionRow>(DecisionsSql, new { id = (long?)id }, ct);

    /// <summary>The last decision that stands: the one that can be undone.</summary>
    public Task<long?> LastDecisionAsync(CancellationToken ct) =>
        database.ScalarAsync<long?>(LastDecisionSql, null, ct);

    /// <summary>What initiatives are called, the ended ones too, by key.</summary>
    public async Task<IReadOnlyDictionary<string, TitleRow>> TitlesAsync(CancellationToken ct) =>
        (await database.QueryAsync<TitleRow>(TitlesSql, null, ct)).ToDictionary(row => SituationMaker.KeyOf(row.Id));

    private Task<IReadOnlyList<ProposalRow>> ProposalsAsync(long? id, string? status, CancellationToken ct) =>
        database.QueryAsync<ProposalRow>(ProposalsSql, new { id, status }, ct);

    private sealed class FollowedRow
    {
        public long? RefreshRunId { get; init; }
        public DateTimeOffset At { get; init; }
    }
}
