using KpiBoard.Data;

namespace KpiBoard.Web.Tests.Access;

/// <summary>What people have written in <see cref="MarkedCompany"/>, a line for each row that somebody could change.</summary>
internal static class CompanyDump
{
    /// <summary>How the lines begin where nothing is missing.</summary>
    public static readonly string[] Marks =
    [
        "comment",
        "task",
        "target",
        "initiative",
        "exposure",
        "evidence",
        "attachment",
        "milestone",
        "dependency",
        "risk",
        "act",
        "help",
        "cost",
        "work",
        "capacity",
        "commitment",
        "value",
        "scenario",
        "proposal",
        "decision",
        "rank",
    ];

    private const string Sql = """
        SELECT CONCAT('comment ', [Id], ' ', [Version], ' ', [Text], ' ', [ResolvedAt], ' ', [DeletedAt]) FROM [Comment]
         UNION ALL
        SELECT CONCAT('task ', [Id], ' ', [Version], ' ', [OwnerId], ' ', [DueOn], ' ', [DoneAt]) FROM [Task]
         UNION ALL
        SELECT CONCAT('target ', [Id], ' ', [Value], ' ', [EndedAt]) FROM [Target]
         UNION ALL
        SELECT CONCAT('initiative ', [Id], ' ', [Version], ' ', [Progress]) FROM [Initiative]
         UNION ALL
        SELECT CONCAT('exposure ', [Id], ' ', [ToDay]) FROM [InitiativeExposure]
         UNION ALL
        SELECT CONCAT('evidence ', [Id], ' ', [Version], ' ', [RemovedAt]) FROM [Evidence]
         UNION ALL
        SELECT CONCAT('attachment ', [Id], ' ', [RemovedAt]) FROM [Attachment]
         UNION ALL
        SELECT CONCAT('step ', [Id]) FROM [InitiativeStep]
         UNION ALL
        SELECT CONCAT('milestone ', [Id], ' ', [Version], ' ', [DoneOn], ' ', [RemovedAt]) FROM [Milestone]
         UNION ALL
        SELECT CONCAT('dependency ', [InitiativeId], ' ', [NeedsId], ' ', [RemovedAt]) FROM [InitiativeDependency]
         UNION ALL
        SELECT CONCAT('risk ', [Id], ' ', [Version], ' ', [ClosedAt], ' ', [RemovedAt]) FROM [Risk]
         UNION ALL
        SELECT CONCAT('act ', [Id], ' ', [RemovedAt]) FROM [SponsorAct]
         UNION ALL
        SELECT CONCAT('help ', [Id], ' ', [Version], ' ', [AnsweredAt]) FROM [HelpRequest]
         UNION ALL
        SELECT CONCAT('cost ', [Id], ' ', [RemovedAt]) FROM [InitiativeCost]
         UNION ALL
        SELECT CONCAT('work ', [InitiativeId], ' ', [Month], ' ', [Days]) FROM [WorkPlan]
         UNION ALL
        SELECT CONCAT('capacity ', [FromMonth], ' ', [Days]) FROM [UnitCapacity]
         UNION ALL
        SELECT CONCAT('commitment ', [InitiativeId], ' ', [Version]) FROM [UnitCommitment]
         UNION ALL
        SELECT CONCAT('value ', [Id], ' ', [EndedAt]) FROM [UnitValue]
         UNION ALL
        SELECT CONCAT('scenario ', [Id], ' ', [Version]) FROM [Scenario]
         UNION ALL
        SELECT CONCAT('proposal ', [Id], ' ', [Version]) FROM [Proposal]
         UNION ALL
        SELECT CONCAT('decision ', [Id], ' ', [UndoneAt]) FROM [Decision]
         UNION ALL
        SELECT CONCAT('rank ', [InitiativeId], ' ', [Rank]) FROM [DecidedRank]
         ORDER BY 1
        """;

    public static Task<IReadOnlyList<string>> ReadAsync(KpiDatabase database) =>
        database.QueryAsync<string>(Sql, null, CancellationToken.None);
}
