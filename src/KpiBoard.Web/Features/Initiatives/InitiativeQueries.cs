using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>What is known of themes and initiatives.</summary>
public sealed class InitiativeQueries(KpiDatabase database)
{
    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    private const string ThemesSql = """
        SELECT [Id], [Title], [Why], [SortOrder], [Version], [ChangedAt], [ChangedBy]
          FROM [Theme]
         ORDER BY [SortOrder], [Id]
        """;

    private const string ThemeVersionsSql = """
        SELECT v.[Version], v.[At], COALESCE(u.[Name], v.[By]) AS [By], v.[Action], v.[Title], v.[Why], v.[SortOrder]
          FROM [ThemeVersion] v
          LEFT JOIN [PersonName] u ON u.[Email] = v.[By]
         WHERE v.[ThemeId] = @id
         ORDER BY v.[Version]
        """;

    private const string AllSql = """
        SELECT i.[Id], i.[ThemeId], t.[Title] AS [Theme], i.[Title], i.[Why], i.[CustomersWords], i.[BriefCustomers],
               i.[BriefNeed], i.[BriefSituation], i.[BriefDifference], i.[OwnerId], o.[Name] AS [Owner], i.[SponsorId],
               s.[Name] AS [Sponsor], i.[Status], i.[ClaimedStatus], i.[Progress], i.[Confidence], i.[StartsOn],
               i.[EndsOn], i.[EffortDays], i.[Budget], i.[BudgetCurrency], i.[Approach], i.[Diagnosis], i.[IsBet],
               i.[ProofDate], i.[KillCriterion], i.[Version], i.[CreatedAt], i.[CreatedBy], i.[ChangedAt], i.[ChangedBy], c.[At] AS [CheckedInAt], COALESCE(c.[NeedsHelp], 0) AS [NeedsHelp],
               (SELECT MIN(r.[RemindedAt])
                  FROM [CheckInReminder] r
                 WHERE r.[InitiativeId] = i.[Id] AND r.[AnsweredAt] IS NULL) AS [RemindedAt]
          FROM [Initiative] i
          JOIN [Theme] t ON t.[Id] = i.[ThemeId]
          JOIN [AppUser] o ON o.[Id] = i.[OwnerId]
          LEFT JOIN [AppUser] s ON s.[Id] = i.[SponsorId]
          LEFT JOIN [CheckIn] c ON c.[Id] = (SELECT MAX(n.[Id]) FROM [CheckIn] n WHERE n.[InitiativeId] = i.[Id])
         WHERE (@id IS NULL OR i.[Id] = @id)
         ORDER BY t.[SortOrder], t.[Id], i.[StartsOn], i.[Id]
        """;

    private const string UnitsSql = """
        SELECT [InitiativeId], [BusinessUnit]
          FROM [InitiativeUnit]
         WHERE (@id IS NULL OR [InitiativeId] = @id)
         ORDER BY [InitiativeId], [BusinessUnit]
        """;

    private const string LinksSql = """
        SELECT [Id], [InitiativeId], [Kpi], [Dimension], [Member], [ChangeLow], [ChangeLikely], [ChangeHigh], [ByWhen]
          FROM [InitiativeLink]
         WHERE (@id IS NULL OR [InitiativeId] = @id)
         ORDER BY [InitiativeId], [Id]
        """;

    /// <summary>Customers that were recorded together are one row: who they are is not for everybody.</summary>
    private const string ExposuresSql = """
        SELECT MIN([Id]) AS [FirstId], [Kind], [Member], [FromDay], [ToDay], [RecordedAt], [RecordedBy],
               COUNT([CustomerId]) AS [Customers]
          FROM [InitiativeExposure]
         WHERE [InitiativeId] = @id
         GROUP BY [Kind], [Member], [FromDay], [ToDay], [RecordedAt], [RecordedBy]
         ORDER BY [FromDay], [FirstId]
        """;

    private const string CheckInsSql = """
        SELECT c.[Id], c.[InitiativeId], c.[At], c.[ById], COALESCE(u.[Name], c.[By]) AS [By], c.[Progress], c.[Status],
               c.[Confidence], c.[Note], c.[NeedsHelp]
          FROM [CheckIn] c
          LEFT JOIN [AppUser] u ON u.[Id] = c.[ById]
         WHERE c.[InitiativeId] = @id
         ORDER BY c.[Id] DESC
        """;

    private const string VersionsSql = """
        SELECT v.[Version], v.[At], COALESCE(u.[Name], v.[By]) AS [By], v.[Action], v.[Content]
          FROM [InitiativeVersion] v
          LEFT JOIN [PersonName] u ON u.[Email] = v.[By]
         WHERE v.[InitiativeId] = @id
         ORDER BY v.[Id] DESC
        """;

    private const string StepsSql = """
        SELECT s.[Id], s.[InitiativeId], s.[FromStatus], s.[ToStatus], s.[Why], s.[At], COALESCE(u.[Name], s.[By]) AS [By]
          FROM [InitiativeStep] s
          LEFT JOIN [PersonName] u ON u.[Email] = s.[By]
         WHERE (@id IS NULL OR s.[InitiativeId] = @id)
         ORDER BY s.[Id] DESC
        """;

    private const string MilestonesSql = """
        SELECT [Id], [InitiativeId], [Title], [DueOn], [DoneOn]
          FROM [Milestone]
         WHERE [RemovedAt] IS NULL AND (@id IS NULL OR [InitiativeId] = @id)
         ORDER BY [InitiativeId], [DueOn], [Id]
        """;

    private const string PeopleSql = """
        SELECT u.[Id], u.[Name]
          FROM [AppUser] u
         WHERE EXISTS (SELECT 1 FROM [UserRole] r WHERE r.[UserId] = u.[Id] AND r.[Role] IN @roles)
           AND (u.[DisabledAt] IS NULL
                OR EXISTS (SELECT 1 FROM [Initiative] i WHERE i.[OwnerId] = u.[Id] OR i.[SponsorId] = u.[Id]))
         ORDER BY u.[Name], u.[Id]
        """;

    private const string AllUnitsSql = """
        SELECT DISTINCT [BusinessUnit]
          FROM [CurrentCustomerVersion]
         WHERE [BusinessUnit] IS NOT NULL
         ORDER BY [BusinessUnit]
        """;

    private const string MembersSql = """
        SELECT DISTINCT [Dimension], [Member]
          FROM [KpiValue]
         WHERE [ToRun] = @inForce AND [Kpi] IN @kpis AND [Grain] = 'month' AND [Dimension] <> ''
         ORDER BY [Dimension], [Member]
        """;

    public Task<IReadOnlyList<ThemeRow>> ThemesAsync(CancellationToken ct) =>
        database.QueryAsync<ThemeRow>(ThemesSql, null, ct);

    public async Task<ThemeRow?> ThemeAsync(long id, CancellationToken ct) =>
        (await ThemesAsync(ct)).FirstOrDefault(theme => theme.Id == id);

    /// <summary>Every version of a theme, the oldest first.</summary>
    public Task<IReadOnlyList<ThemeVersionRow>> ThemeVersionsAsync(long id, CancellationToken ct) =>
        database.QueryAsync<ThemeVersionRow>(ThemeVersionsSql, new { id }, ct);

    /// <summary>All initiatives, by theme and start, with their units.</summary>
    public Task<InitiativeList> ListAsync(CancellationToken ct) =>
        database.ReadSnapshotAsync(
            async snapshot =>
            {
                var everything = new { id = (long?)null };
                return new InitiativeList(
                    await snapshot.QueryAsync<ThemeRow>(ThemesSql),
                    await snapshot.QueryAsync<InitiativeRow>(AllSql, everything),
                    (await snapshot.QueryAsync<UnitRow>(UnitsSql, everything)).ToLookup(
                        row => row.InitiativeId,
                        row => row.BusinessUnit
                    ),
                    (await snapshot.QueryAsync<LinkRow>(LinksSql, everything)).ToLookup(row => row.InitiativeId)
                )
                {
                    Milestones = (await snapshot.QueryAsync<MilestoneRow>(MilestonesSql, everything)).ToLookup(row =>
                        row.InitiativeId
                    ),
                };
            },
            ct
        );

    /// <summary>What the figures say that initiatives are tied to, month by month.</summary>
    public Task<TiedFigures> TiedAsync(PeriodCalendar calendar, CancellationToken ct) =>
        database.ReadSnapshotAsync(
            async snapshot =>
                await TiedFigures.ReadAsync(
                    snapshot,
                    Grain.Month,
                    calendar,
                    await KpiBookQueries.ReadAsync(snapshot),
                    await TargetQueries.ReadAsync(snapshot)
                ),
            ct
        );

    /// <summary>The steps of all initiatives, the newest first.</summary>
    public async Task<ILookup<long, StepRow>> StepsAsync(CancellationToken ct) =>
        (await database.QueryAsync<StepRow>(StepsSql, new { id = (long?)null }, ct)).ToLookup(row => row.InitiativeId);

    public Task<InitiativeRow?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<InitiativeRow>(AllSql, new { id = (long?)id }, ct);

    /// <summary>One initiative with everything that hangs on it; null when there is none.</summary>
    public Task<InitiativeWhole?> WholeAsync(long id, CancellationToken ct) =>
        database.ReadSnapshotAsync(
            async snapshot =>
            {
                var one = new { id = (long?)id };
                if (await snapshot.SingleOrDefaultAsync<InitiativeRow>(AllSql, one) is not { } row)
                {
                    return null;
                }
                return new InitiativeWhole(
                    row,
                    [.. (await snapshot.QueryAsync<UnitRow>(UnitsSql, one)).Select(unit => unit.BusinessUnit)],
                    await snapshot.QueryAsync<LinkRow>(LinksSql, one),
                    await snapshot.QueryAsync<ExposureRow>(ExposuresSql, one),
                    await snapshot.QueryAsync<CheckInRow>(CheckInsSql, one),
                    await snapshot.QueryAsync<VersionRow>(VersionsSql, one),
                    await snapshot.QueryAsync<StepRow>(StepsSql, one)
                )
                {
                    Milestones = await snapshot.QueryAsync<MilestoneRow>(MilestonesSql, one),
                };
            },
            ct
        );

    public async Task<CheckInRow?> LastCheckInAsync(long id, CancellationToken ct) =>
        (await database.QueryAsync<CheckInRow>(CheckInsSql, new { id }, ct)).FirstOrDefault();

    /// <summary>What a form offers to choose from.</summary>
    public async Task<InitiativeChoices> ChoicesAsync(CancellationToken ct) =>
        new(
            await ThemesAsync(ct),
            await database.QueryAsync<PersonRow>(PeopleSql, new { roles = OwnerRoles }, ct),
            await database.QueryAsync<string>(AllUnitsSql, null, ct),
            await MembersAsync(ct),
            await KpiBookQueries.ReadAsync(database, ct)
        );

    public async Task<IReadOnlyList<MemberRow>> MembersAsync(CancellationToken ct) =>
        await database.QueryAsync<MemberRow>(
            MembersSql,
            new { inForce = InForce, kpis = (await KpiBookQueries.ReadAsync(database, ct)).Codes.ToArray() },
            ct
        );

    /// <summary>Whoever can check in can be responsible.</summary>
    private static readonly string[] OwnerRoles =
    [
        Infrastructure.Access.Role.Owner,
        Infrastructure.Access.Role.Executive,
    ];
}

public sealed record InitiativeList(
    IReadOnlyList<ThemeRow> Themes,
    IReadOnlyList<InitiativeRow> Rows,
    ILookup<long, string> Units,
    ILookup<long, LinkRow> Links
)
{
    /// <summary>Of each initiative, the first due first.</summary>
    public required ILookup<long, MilestoneRow> Milestones { get; init; }
}

public sealed record InitiativeWhole(
    InitiativeRow Row,
    IReadOnlyList<string> Units,
    IReadOnlyList<LinkRow> Links,
    IReadOnlyList<ExposureRow> Exposures,
    IReadOnlyList<CheckInRow> CheckIns,
    IReadOnlyList<VersionRow> Versions,
    IReadOnlyList<StepRow> Steps
)
{
    /// <summary>The first due first.</summary>
    public required IReadOnlyList<MilestoneRow> Milestones { get; init; }

    public InitiativeContent Content => Row.ToContent(Units, Links.Select(link => link.ToContent()));
}

public sealed record InitiativeChoices(
    IReadOnlyList<ThemeRow> Themes,
    IReadOnlyList<PersonRow> People,
    IReadOnlyList<string> Units,
    IReadOnlyList<MemberRow> Members,
    KpiBook Figures
);
