using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>What the pages of the unit values and of the tree read.</summary>
public sealed class UnitValuePageQueries(KpiDatabase database)
{
    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    /// <summary>Who may answer for a value: those who may set one.</summary>
    private static readonly string[] OwnerRoles = [.. AccessTable.Roles[AccessPolicy.SetTargets]];

    private const string FindSql = """
        SELECT [Id], [Kpi], [Dimension], [Member], [Amount], [Currency], [Through], [OwnerId], [Source], [AsOf],
               [Version], [SetAt], [SetBy], [EndedAt], [EndedBy]
          FROM [UnitValue]
         WHERE [Id] = @id
        """;

    private const string VersionsSql = """
        SELECT v.[Id], v.[Kpi], v.[Dimension], v.[Member], v.[Amount], v.[Currency], v.[Through], v.[OwnerId],
               o.[Name] AS [Owner], v.[Source], v.[AsOf], v.[Version], v.[SetAt],
               COALESCE(s.[Name], v.[SetBy]) AS [SetBy], v.[EndedAt], COALESCE(e.[Name], v.[EndedBy]) AS [EndedBy]
          FROM [UnitValue] v
          LEFT JOIN [AppUser] o ON o.[Id] = v.[OwnerId]
          LEFT JOIN [PersonName] s ON s.[Email] = v.[SetBy]
          LEFT JOIN [PersonName] e ON e.[Email] = v.[EndedBy]
         WHERE v.[Kpi] = @Kpi AND v.[Dimension] = @Dimension AND v.[Member] = @Member
         ORDER BY v.[Version] DESC
        """;

    private const string PeopleSql = """
        SELECT u.[Id], u.[Name]
          FROM [AppUser] u
         WHERE u.[DisabledAt] IS NULL
           AND EXISTS (SELECT 1 FROM [UserRole] r WHERE r.[UserId] = u.[Id] AND r.[Role] IN @roles)
            OR EXISTS (SELECT 1 FROM [UnitValue] v WHERE v.[OwnerId] = u.[Id] AND v.[EndedAt] IS NULL)
         ORDER BY u.[Name], u.[Id]
        """;

    private const string MembersSql = """
        SELECT DISTINCT [Dimension], [Member]
          FROM [KpiValue]
         WHERE [Dimension] <> '' AND [ToRun] = @inForce
         ORDER BY [Dimension], [Member]
        """;

    private const string LinksSql = """
        SELECT l.[InitiativeId], i.[Title], i.[Status], t.[Title] AS [Theme], l.[Kpi], l.[Dimension], l.[Member],
               l.[ChangeLow], l.[ChangeLikely], l.[ChangeHigh], l.[ByWhen]
          FROM [InitiativeLink] l
          JOIN [Initiative] i ON i.[Id] = l.[InitiativeId]
          JOIN [Theme] t ON t.[Id] = i.[ThemeId]
         WHERE i.[Status] NOT IN ('closed', 'stopped')
         ORDER BY t.[SortOrder], t.[Id], i.[StartsOn], i.[Id], l.[Id]
        """;

    private const string UntiedSql = """
        SELECT i.[Id], i.[Title]
          FROM [Initiative] i
         WHERE i.[Status] NOT IN ('closed', 'stopped')
           AND NOT EXISTS (SELECT 1 FROM [InitiativeLink] l WHERE l.[InitiativeId] = i.[Id])
         ORDER BY i.[Title], i.[Id]
        """;

    public Task<UnitValueVersion?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<UnitValueVersion>(FindSql, new { id }, ct);

    /// <summary>All versions of a value, newest first.</summary>
    public Task<IReadOnlyList<UnitValueVersion>> VersionsAsync(UnitValueKey key, CancellationToken ct) =>
        database.QueryAsync<UnitValueVersion>(VersionsSql, key, ct);

    public Task<IReadOnlyList<PersonRow>> PeopleAsync(CancellationToken ct) =>
        database.QueryAsync<PersonRow>(PeopleSql, new { roles = OwnerRoles }, ct);

    public Task<IReadOnlyList<MemberRow>> MembersAsync(CancellationToken ct) =>
        database.QueryAsync<MemberRow>(MembersSql, new { inForce = InForce }, ct);

    /// <summary>What the open initiatives are meant to move, by theme and start.</summary>
    public static Task<IReadOnlyList<LinkRow>> LinksAsync(DatabaseTransaction snapshot) =>
        snapshot.QueryAsync<LinkRow>(LinksSql);

    /// <summary>The open initiatives that are tied to no figure.</summary>
    public static Task<IReadOnlyList<InitiativeName>> UntiedAsync(DatabaseTransaction snapshot) =>
        snapshot.QueryAsync<InitiativeName>(UntiedSql);
}
