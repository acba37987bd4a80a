namespace KpiBoard.Web.Features.Board;

/// <summary>What became of the strategy since a look.</summary>
internal static class SinceStrategy
{
    /// <summary>What was decided after an instant and stands; of a unit, on initiatives of it.</summary>
    internal const string DecisionsSql = """
        SELECT d.[Id], d.[Kind], p.[Kind] AS [Proposed], p.[FromRank], p.[ToRank], p.[InitiativeId], i.[Title],
               COALESCE(a.[Name], d.[By]) AS [By], d.[DecidedAt]
          FROM [Decision] d
          LEFT JOIN [Proposal] p ON p.[Id] = d.[ProposalId]
          LEFT JOIN [Initiative] i ON i.[Id] = p.[InitiativeId]
          LEFT JOIN [AppUser] a ON a.[Id] = d.[ById]
         WHERE d.[DecidedAt] > @at AND d.[UndoneAt] IS NULL
           AND (@dimension = ''
                OR EXISTS (SELECT 1 FROM [InitiativeUnit] u WHERE u.[InitiativeId] = i.[Id] AND u.[BusinessUnit] = @member)
                OR EXISTS (SELECT 1
                             FROM [InitiativeLink] l
                            WHERE l.[InitiativeId] = i.[Id] AND l.[Dimension] = @dimension AND l.[Member] = @member))
         ORDER BY d.[DecidedAt] DESC, d.[Id] DESC
        """;

    /// <summary>What was proposed after an instant and waits for a decision.</summary>
    internal const string ProposalsSql = """
        SELECT p.[Id], p.[Kind], p.[InitiativeId], i.[Title], p.[FromRank], p.[ToRank]
          FROM [Proposal] p
          JOIN [Initiative] i ON i.[Id] = p.[InitiativeId]
         WHERE p.[ProposedAt] > @at AND p.[Status] = 'open'
           AND (@dimension = ''
                OR EXISTS (SELECT 1 FROM [InitiativeUnit] u WHERE u.[InitiativeId] = i.[Id] AND u.[BusinessUnit] = @member)
                OR EXISTS (SELECT 1
                             FROM [InitiativeLink] l
                            WHERE l.[InitiativeId] = i.[Id] AND l.[Dimension] = @dimension AND l.[Member] = @member))
         ORDER BY p.[Id]
        """;
}
