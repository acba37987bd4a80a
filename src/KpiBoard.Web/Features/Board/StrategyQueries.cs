using KpiBoard.Core.Kpis;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Board;

/// <summary>What steers the strategy: what waits, what rests on guesses, who is asked for too much, what was decided.</summary>
public sealed class StrategyQueries(
    KpiDatabase database,
    GuessworkReader guesswork,
    CompanySettingsStore settings,
    TimeProvider clock
)
{
    /// <summary>So far back decisions are told.</summary>
    private const int MonthsBack = 3;

    private const string ProposalsSql = """
        SELECT p.[Id], p.[Kind], p.[InitiativeId], i.[Title], p.[FromRank], p.[ToRank], p.[Content]
          FROM [Proposal] p
          JOIN [Initiative] i ON i.[Id] = p.[InitiativeId]
         WHERE p.[Status] = 'open'
         ORDER BY p.[Id]
        """;

    private const string HelpSql = """
        SELECT h.[Id], h.[InitiativeId], i.[Title], h.[What], COALESCE(a.[Name], h.[AskedBy]) AS [AskedBy], h.[AskedAt]
          FROM [HelpRequest] h
          JOIN [Initiative] i ON i.[Id] = h.[InitiativeId]
          LEFT JOIN [AppUser] a ON a.[Id] = h.[AskedById]
         WHERE h.[AnsweredAt] IS NULL AND i.[Status] NOT IN ('closed', 'stopped')
         ORDER BY h.[AskedAt], h.[Id]
        """;

    private const string DecisionsSql = """
        SELECT d.[Id], d.[Kind], p.[Kind] AS [Proposed], p.[FromRank], p.[ToRank], p.[InitiativeId], i.[Title],
               COALESCE(u.[Name], d.[By]) AS [By], d.[DecidedAt]
          FROM [Decision] d
          LEFT JOIN [Proposal] p ON p.[Id] = d.[ProposalId]
          LEFT JOIN [Initiative] i ON i.[Id] = p.[InitiativeId]
          LEFT JOIN [AppUser] u ON u.[Id] = d.[ById]
         WHERE d.[DecidedAt] >= @from AND d.[UndoneAt] IS NULL
         ORDER BY d.[DecidedAt] DESC, d.[Id] DESC
        """;

    private const string ApproachesSql =
        "SELECT [Id], [Approach] FROM [Initiative] WHERE [Status] NOT IN ('closed', 'stopped')";

    private const string LastLookSql = """
        SELECT r.[At], f.[FinishedAt] AS [RefreshedAt]
          FROM [PriorityRun] r
          LEFT JOIN [RefreshRun] f ON f.[Id] = r.[RefreshRunId]
         WHERE r.[Id] = (SELECT MAX([Id]) FROM [PriorityRun])
        """;

    /// <summary>The initiatives that are for a unit or tied to a figure of it.</summary>
    private const string OfUnitSql = """
        SELECT [InitiativeId]
          FROM [InitiativeUnit]
         WHERE [BusinessUnit] = @unit
         UNION
        SELECT [InitiativeId]
          FROM [InitiativeLink]
         WHERE [Dimension] = @dimension AND [Member] = @unit
        """;

    /// <summary>Reads it.</summary>
    /// <param name="unit">The unit that is shown; null for the whole company.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<StrategyData> ReadAsync(string? unit, CancellationToken ct)
    {
        var company = await settings.GetAsync(ct);
        var today = company.DateOf(clock.GetUtcNow());
        var state = await guesswork.ReadAsync(ct);
        return await database.ReadSnapshotAsync(
            async snapshot => new StrategyData(state, await WorkReader.ReadAsync(snapshot, today))
            {
                Proposals = await snapshot.QueryAsync<OpenProposalRow>(ProposalsSql),
                Help = await snapshot.QueryAsync<OpenHelpRow>(HelpSql),
                DecidedFrom = today.AddMonths(-MonthsBack),
                Decisions = await snapshot.QueryAsync<TakenDecisionRow>(
                    DecisionsSql,
                    new { from = clock.GetUtcNow().AddMonths(-MonthsBack) }
                ),
                Approaches = (await snapshot.QueryAsync<ApproachRow>(ApproachesSql)).ToDictionary(
                    row => row.Id,
                    row => row.Approach
                ),
                LastLook = await snapshot.SingleOrDefaultAsync<OrderLookRow>(LastLookSql),
                Unit = unit,
                OfUnit = unit is null
                    ? null
                    : (
                        await snapshot.QueryAsync<long>(OfUnitSql, new { unit, dimension = KpiDimensions.BusinessUnit })
                    ).ToHashSet(),
            },
            ct
        );
    }

    private sealed class ApproachRow
    {
        public long Id { get; init; }
        public string? Approach { get; init; }
    }
}
