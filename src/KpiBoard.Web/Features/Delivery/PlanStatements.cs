namespace KpiBoard.Web.Features.Delivery;

/// <summary>How the rows of one kind are written: added, ended and brought back.</summary>
/// <param name="Sequence">Where their numbers come from.</param>
public sealed record PlanStatements(string Sequence, string Add, string End, string BringBack)
{
    private const string AddMilestoneSql = """
        INSERT INTO [Milestone] ([Id], [InitiativeId], [Title], [DueOn], [DoneOn], [Version], [ChangedAt], [ChangedBy])
        VALUES (@id, @initiative, @Title, @DueOn, @DoneOn, @version, @now, @by)
        """;

    private const string AddRiskSql = """
        INSERT INTO [Risk] ([Id], [InitiativeId], [Title], [Likelihood], [Consequence], [Answer], [OwnerId], [Version],
               [ChangedAt], [ChangedBy], [ClosedAt])
        VALUES (@id, @initiative, @Title, @Likelihood, @Consequence, @Answer, @OwnerId, @version, @now, @by, @closedAt)
        """;

    private const string AddCostSql = """
        INSERT INTO [InitiativeCost] ([Id], [InitiativeId], [BookedOn], [Amount], [Currency], [What], [AddedAt],
               [AddedBy])
        VALUES (@id, @initiative, @BookedOn, @amount, @Currency, @What, @now, @by)
        """;

    private const string AddActSql = """
        INSERT INTO [SponsorAct] ([Id], [InitiativeId], [ActedOn], [What], [ById], [By], [RecordedAt])
        VALUES (@id, @initiative, @day, @what, @byId, @by, @now)
        """;

    private const string EndMilestoneSql = """
        UPDATE [Milestone]
           SET [RemovedAt] = @now
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string EndRiskSql = """
        UPDATE [Risk]
           SET [RemovedAt] = @now
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string EndCostSql = """
        UPDATE [InitiativeCost]
           SET [RemovedAt] = @now
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string EndActSql = """
        UPDATE [SponsorAct]
           SET [RemovedAt] = @now
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string BringMilestoneSql = """
        UPDATE [Milestone]
           SET [RemovedAt] = NULL
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NOT NULL
        """;

    private const string BringRiskSql = """
        UPDATE [Risk]
           SET [RemovedAt] = NULL
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NOT NULL
        """;

    private const string BringCostSql = """
        UPDATE [InitiativeCost]
           SET [RemovedAt] = NULL
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NOT NULL
        """;

    private const string BringActSql = """
        UPDATE [SponsorAct]
           SET [RemovedAt] = NULL
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NOT NULL
        """;

    private const string MilestoneVersionSql = """
        SELECT [Version] FROM [Milestone] WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string RiskVersionSql = """
        SELECT [Version] FROM [Risk] WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    /// <summary>Asks for the version that stands; none for rows that are not changed, only removed.</summary>
    public string? Version { get; init; }

    /// <summary>Those of a kind; see <see cref="PlanKind"/>.</summary>
    public static PlanStatements Of(string kind) =>
        kind switch
        {
            PlanKind.Milestone => new("milestone", AddMilestoneSql, EndMilestoneSql, BringMilestoneSql)
            {
                Version = MilestoneVersionSql,
            },
            PlanKind.Risk => new("risk", AddRiskSql, EndRiskSql, BringRiskSql) { Version = RiskVersionSql },
            PlanKind.Cost => new("initiative-cost", AddCostSql, EndCostSql, BringCostSql),
            PlanKind.Act => new("sponsor-act", AddActSql, EndActSql, BringActSql),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
