using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>What is planned and known of an initiative's work.</summary>
public sealed class PlanQueries(KpiDatabase database)
{
    private const string InitiativeSql = """
        SELECT i.[Id], i.[Title], i.[Status], i.[OwnerId], o.[Name] AS [Owner], i.[SponsorId], s.[Name] AS [Sponsor],
               i.[StartsOn], i.[EndsOn], i.[Progress], i.[EffortDays], i.[Budget], i.[BudgetCurrency]
          FROM [Initiative] i
          JOIN [AppUser] o ON o.[Id] = i.[OwnerId]
          LEFT JOIN [AppUser] s ON s.[Id] = i.[SponsorId]
         WHERE i.[Id] = @id
        """;

    private const string UnitsSql = """
        SELECT [BusinessUnit] FROM [InitiativeUnit] WHERE [InitiativeId] = @id ORDER BY [BusinessUnit]
        """;

    private const string MilestonesSql = """
        SELECT m.[Id], m.[Title], m.[DueOn], m.[DoneOn], m.[Version], m.[ChangedAt],
               COALESCE(u.[Name], m.[ChangedBy]) AS [ChangedBy]
          FROM [Milestone] m
          LEFT JOIN [PersonName] u ON u.[Email] = m.[ChangedBy]
         WHERE m.[InitiativeId] = @id AND m.[RemovedAt] IS NULL
         ORDER BY m.[DueOn], m.[Id]
        """;

    private const string SpansSql = """
        SELECT [Id], [Title], [Status], [StartsOn], [EndsOn]
          FROM [Initiative]
         ORDER BY [Title], [Id]
        """;

    /// <summary>All of them: a circle closes through others.</summary>
    public const string DependenciesSql = """
        SELECT [InitiativeId], [NeedsId], [Why]
          FROM [InitiativeDependency]
         WHERE [RemovedAt] IS NULL
         ORDER BY [InitiativeId], [NeedsId]
        """;

    private const string RisksSql = """
        SELECT r.[Id], r.[Title], r.[Likelihood], r.[Consequence], r.[Answer], r.[OwnerId], u.[Name] AS [Owner],
               r.[Version], r.[ClosedAt]
          FROM [Risk] r
          LEFT JOIN [AppUser] u ON u.[Id] = r.[OwnerId]
         WHERE r.[InitiativeId] = @id AND r.[RemovedAt] IS NULL
         ORDER BY r.[Likelihood] * r.[Consequence] DESC, r.[Id]
        """;

    private const string ActsSql = """
        SELECT a.[Id], a.[ActedOn], a.[What], COALESCE(u.[Name], a.[By]) AS [By]
          FROM [SponsorAct] a
          LEFT JOIN [AppUser] u ON u.[Id] = a.[ById]
         WHERE a.[InitiativeId] = @id AND a.[RemovedAt] IS NULL
         ORDER BY a.[ActedOn] DESC, a.[Id] DESC
        """;

    private const string HelpSql = """
        SELECT h.[Id], h.[InitiativeId], i.[Title] AS [Initiative], i.[OwnerId], i.[SponsorId], s.[Name] AS [Sponsor],
               h.[CheckInId], h.[What], h.[AskedById], COALESCE(a.[Name], h.[AskedBy]) AS [AskedBy], h.[AskedAt],
               h.[Answer], h.[AnsweredAt], COALESCE(b.[Name], h.[AnsweredBy]) AS [AnsweredBy], h.[Version]
          FROM [HelpRequest] h
          JOIN [Initiative] i ON i.[Id] = h.[InitiativeId]
          LEFT JOIN [AppUser] s ON s.[Id] = i.[SponsorId]
          LEFT JOIN [AppUser] a ON a.[Id] = h.[AskedById]
          LEFT JOIN [AppUser] b ON b.[Id] = h.[AnsweredById]
        """;

    private const string HelpOfSql = $"""
        {HelpSql}
         WHERE h.[InitiativeId] = @id
         ORDER BY h.[Id] DESC
        """;

    private const string HelpOpenSql = $"""
        {HelpSql}
         WHERE h.[AnsweredAt] IS NULL
         ORDER BY h.[Id]
        """;

    private const string CostsSql = """
        SELECT c.[Id], c.[BookedOn], c.[Amount], c.[Currency], c.[What], c.[AddedAt],
               COALESCE(u.[Name], c.[AddedBy]) AS [AddedBy]
          FROM [InitiativeCost] c
          LEFT JOIN [PersonName] u ON u.[Email] = c.[AddedBy]
         WHERE c.[InitiativeId] = @id AND c.[RemovedAt] IS NULL
         ORDER BY c.[BookedOn] DESC, c.[Id] DESC
        """;

    public const string WorkSql = """
        SELECT [BusinessUnit], [Month], [Days]
          FROM [WorkPlan]
         WHERE [InitiativeId] = @id
         ORDER BY [BusinessUnit], [Month]
        """;

    private const string WatchersSql = """
        SELECT u.[Id], u.[Name]
          FROM [AppUser] u
         WHERE u.[DisabledAt] IS NULL
           AND EXISTS (SELECT 1 FROM [UserRole] r WHERE r.[UserId] = u.[Id] AND r.[Role] IN @roles)
         ORDER BY u.[Name], u.[Id]
        """;

    public Task<PlannedInitiative?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<PlannedInitiative>(InitiativeSql, new { id }, ct);

    /// <summary>The whole plan as of one instant; null when there is no such initiative.</summary>
    public Task<Plan?> PlanAsync(long id, CancellationToken ct) =>
        database.ReadSnapshotAsync(
            async snapshot =>
            {
                var key = new { id };
                if (await snapshot.SingleOrDefaultAsync<PlannedInitiative>(InitiativeSql, key) is not { } row)
                {
                    return null;
                }
                return new Plan(row)
                {
                    Units = await snapshot.QueryAsync<string>(UnitsSql, key),
                    Milestones = await snapshot.QueryAsync<MilestoneRow>(MilestonesSql, key),
                    Spans = await snapshot.QueryAsync<SpanRow>(SpansSql),
                    Dependencies = await snapshot.QueryAsync<DependencyRow>(DependenciesSql),
                    Risks = await snapshot.QueryAsync<RiskRow>(RisksSql, key),
                    Acts = await snapshot.QueryAsync<SponsorActRow>(ActsSql, key),
                    Help = await snapshot.QueryAsync<HelpRow>(HelpOfSql, key),
                    Costs = await snapshot.QueryAsync<CostRow>(CostsSql, key),
                    Work = await snapshot.QueryAsync<WorkRow>(WorkSql, key),
                };
            },
            ct
        );

    /// <summary>Requests that nobody has answered, the oldest first.</summary>
    public Task<IReadOnlyList<HelpRow>> OpenHelpAsync(CancellationToken ct) =>
        database.QueryAsync<HelpRow>(HelpOpenSql, null, ct);

    public Task<IReadOnlyList<WatcherRow>> WatchersAsync(CancellationToken ct) =>
        database.QueryAsync<WatcherRow>(WatchersSql, new { roles = Role.All.ToArray() }, ct);
}
