using KpiBoard.Data;

namespace KpiBoard.Web.Tests.Board;

/// <summary>Writes what other slices write of the strategy, for tests of what the board makes of it.</summary>
internal sealed class StrategySeed(KpiDatabase database)
{
    private const string RunSql = """
        INSERT INTO [PriorityRun] ([Id], [RefreshRunId], [Reason], [Seed], [Draws], [Input], [Result], [At])
        VALUES (@id, @refresh, 'refresh', 1, 10000, '{}', '{}', @at)
        """;

    private const string ProposalSql = """
        INSERT INTO [Proposal] ([Id], [PriorityRunId], [Kind], [InitiativeId], [FromRank], [ToRank], [Status], [Content],
               [ProposedAt], [ChangedAt], [Version])
        VALUES (@id, @run, @kind, @initiative, @from, @to, 'open',
                '{"certainty":0.91,"benefit":6200000,"lower":2900000,"upper":10100000}', @at, @at, 1)
        """;

    private const string DecisionSql = """
        INSERT INTO [Decision] ([Id], [ProposalId], [PriorityRunId], [Kind], [Reason], [Content], [By], [DecidedAt])
        VALUES (@id, @proposal, @run, @kind, 'It pays.', '{}', 'eva', @at)
        """;

    private const string UndoSql = "UPDATE [Decision] SET [UndoneAt] = @at, [UndoneBy] = 'eva' WHERE [Id] = @id";
    private const string CloseSql = "UPDATE [Proposal] SET [Status] = 'accepted' WHERE [Id] = @id";

    private const string HelpSql = """
        INSERT INTO [HelpRequest] ([Id], [InitiativeId], [What], [AskedBy], [AskedAt], [Answer], [MailTries], [Version])
        VALUES (@id, @initiative, 'Two engineers', 'Freja', @at, '', 0, 1)
        """;

    private const string AnswerSql = "UPDATE [HelpRequest] SET [Answer] = 'Yes', [AnsweredAt] = @at WHERE [Id] = @id";

    private const string CostSql = """
        INSERT INTO [InitiativeCost] ([Id], [InitiativeId], [BookedOn], [Amount], [Currency], [What], [AddedAt], [AddedBy])
        VALUES (@id, @initiative, 20261101, 10000, 'DKK', 'Travel', @at, 'eva')
        """;

    private const string CapacitySql = """
        INSERT INTO [UnitCapacity] ([BusinessUnit], [FromMonth], [Days], [ChangedAt], [ChangedBy])
        VALUES (@unit, @month, @days, @at, 'eva')
        """;

    private const string WorkSql = """
        INSERT INTO [WorkPlan] ([InitiativeId], [BusinessUnit], [Month], [Days]) VALUES (@initiative, @unit, @month, @days)
        """;

    private const string BetSql =
        "UPDATE [Initiative] SET [IsBet] = 1, [ProofDate] = @due, [KillCriterion] = 'No gain' WHERE [Id] = @initiative";

    private const string EvidenceSql = """
        INSERT INTO [Evidence] ([Id], [InitiativeId], [Kind], [Grade], [FoundOn], [Says], [Origin], [IsAgainst],
               [AssessedBy], [AssessedAt], [Version])
        VALUES (@id, @initiative, 'survey', 'quantitative', @found, 'They wait.', '', 0, 'eva', @at, 1)
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    public Task RunAsync(int id, DateTimeOffset at, long? refresh = null) =>
        database.ExecuteAsync(
            RunSql,
            new
            {
                id,
                refresh,
                at,
            },
            None
        );

    public Task ProposeAsync(
        int id,
        long initiative,
        DateTimeOffset at,
        string kind = "move-up",
        int? from = 5,
        int? to = 1
    ) =>
        database.ExecuteAsync(
            ProposalSql,
            new
            {
                id,
                run = 1,
                kind,
                initiative,
                from,
                to,
                at,
            },
            None
        );

    /// <summary>Accepts a proposal, or keeps an order that people put themselves.</summary>
    public async Task DecideAsync(int id, int? proposal, DateTimeOffset at)
    {
        var kind = proposal is null ? "order" : "accept";
        await database.ExecuteAsync(
            DecisionSql,
            new
            {
                id,
                proposal,
                run = 1,
                kind,
                at,
            },
            None
        );
        await database.ExecuteAsync(CloseSql, new { id = proposal }, None);
    }

    public Task UndoAsync(int id, DateTimeOffset at) => database.ExecuteAsync(UndoSql, new { id, at }, None);

    public Task AskHelpAsync(int id, long initiative, DateTimeOffset at) =>
        database.ExecuteAsync(
            HelpSql,
            new
            {
                id,
                initiative,
                at,
            },
            None
        );

    public Task AnswerAsync(int id, DateTimeOffset at) => database.ExecuteAsync(AnswerSql, new { id, at }, None);

    public Task SpendAsync(int id, long initiative, DateTimeOffset at) =>
        database.ExecuteAsync(
            CostSql,
            new
            {
                id,
                initiative,
                at,
            },
            None
        );

    public Task HasDaysAsync(string unit, int month, double days, DateTimeOffset at) =>
        database.ExecuteAsync(
            CapacitySql,
            new
            {
                unit,
                month,
                days,
                at,
            },
            None
        );

    public Task PlanAsync(long initiative, string unit, int month, double days) =>
        database.ExecuteAsync(
            WorkSql,
            new
            {
                initiative,
                unit,
                month,
                days,
            },
            None
        );

    public Task BetAsync(long initiative, DateOnly due) =>
        database.ExecuteAsync(
            BetSql,
            new { initiative, due = (due.Year * 10_000) + (due.Month * 100) + due.Day },
            None
        );

    public Task FindAsync(int id, long initiative, DateOnly found, DateTimeOffset at) =>
        database.ExecuteAsync(
            EvidenceSql,
            new
            {
                id,
                initiative,
                found = (found.Year * 10_000) + (found.Month * 100) + found.Day,
                at,
            },
            None
        );
}
