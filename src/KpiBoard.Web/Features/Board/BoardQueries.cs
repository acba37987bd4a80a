using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Board;

/// <summary>What the board reads. All of it is one snapshot, so that no sentence contradicts a tile.</summary>
public sealed class BoardQueries(KpiDatabase database)
{
    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    internal const string VersionSql = """
        SELECT (SELECT MAX([Id]) FROM [RefreshRun]) AS [LastRun],
               (SELECT r.[Status] FROM [RefreshRun] r WHERE r.[Id] = (SELECT MAX([Id]) FROM [RefreshRun])) AS [Status],
               (SELECT r.[Progress] FROM [RefreshRun] r WHERE r.[Id] = (SELECT MAX([Id]) FROM [RefreshRun])) AS [Progress],
               (SELECT MAX([Id]) FROM [ImportBatch]) AS [LastBatch],
               (SELECT COUNT(*) FROM [ImportBatch] WHERE [Status] = 'published') AS [Published],
               (SELECT MAX([ChangedAt]) FROM [Setting]) AS [SettingsChangedAt],
               (SELECT MAX([Id]) FROM [InitiativeVersion]) AS [LastInitiativeVersion],
               (SELECT MAX([Id]) FROM [CheckIn]) AS [LastCheckIn],
               (SELECT MAX([Id]) FROM [Target]) AS [LastTarget],
               (SELECT COUNT(*) FROM [Target] WHERE [EndedAt] IS NULL) AS [Targets],
               (SELECT MAX([Id]) FROM [OwnKpiVersion]) AS [LastOwnKpiVersion],
               (SELECT MAX([Id]) FROM [RefreshRun] WHERE [Status] = 'done') AS [LastDone],
               (SELECT MAX([At]) FROM [CheckIn]) AS [LastCheckInAt],
               (SELECT MAX([At]) FROM [InitiativeVersion]) AS [LastInitiativeAt],
               (SELECT MAX([AddedAt]) FROM [Event]) AS [LastEventAt],
               (SELECT SUM([Version]) FROM [Event]) AS [EventVersions],
               (SELECT MAX([Id]) FROM [PriorityRun]) AS [LastPriorityRun],
               (SELECT MAX([Id]) FROM [Proposal]) AS [LastProposal],
               (SELECT MAX([ProposedAt]) FROM [Proposal]) AS [LastProposedAt],
               (SELECT MAX([DecidedAt]) FROM [Decision]) AS [LastDecidedAt],
               (SELECT MAX([Id]) FROM [AuditEntry] WHERE [Subject] = 'Decision') AS [LastOfDecisions],
               (SELECT MAX([Id]) FROM [AuditEntry] WHERE [Subject] = 'Evidence') AS [LastOfEvidence],
               (SELECT MAX([Id]) FROM [AuditEntry] WHERE [Subject] = 'HelpRequest') AS [LastOfHelp],
               (SELECT MAX([Id]) FROM [AuditEntry] WHERE [Subject] = 'InitiativeCost') AS [LastOfCosts],
               (SELECT MAX([Id]) FROM [AuditEntry] WHERE [Subject] = 'UnitCapacity') AS [LastOfCapacity],
               (SELECT MAX([Id]) FROM [AuditEntry] WHERE [Subject] = 'WorkPlan') AS [LastOfWork]
        """;

    private const string ScopeSql = """
        SELECT [Kpi], [Dimension], [Member], [Period], [Value], [MoneyValue], [Lower], [Upper], [Unweighted], [N],
               [Reason], [IsComplete], [IsGap], [ComparedWith], [Difference], [DifferenceLower], [DifferenceUpper],
               [PValue]
          FROM [KpiValue]
         WHERE [Kpi] IN @Kpis AND [Grain] = @Grain AND [Dimension] = @Dimension AND [Member] = @Member
           AND [ToRun] = @InForce AND [LastMonth] BETWEEN @From AND @To
         ORDER BY [Kpi], [LastMonth]
        """;

    private const string MembersSql = """
        SELECT v.[Kpi], v.[Dimension], v.[Member], v.[Period], v.[Value], v.[MoneyValue], v.[Lower], v.[Upper],
               v.[Unweighted], v.[N], v.[Reason], v.[IsComplete], v.[IsGap], v.[ComparedWith], v.[Difference],
               v.[DifferenceLower], v.[DifferenceUpper], v.[PValue]
          FROM [KpiValue] v
         WHERE v.[Kpi] IN @Kpis AND v.[Grain] = @Grain AND v.[Dimension] <> '' AND v.[IsComplete] = 1
           AND v.[ToRun] = @InForce AND v.[LastMonth] BETWEEN @From AND @To
         ORDER BY v.[Kpi], v.[Dimension], v.[Member], v.[LastMonth]
        """;

    private const string LatestMonthSql = """
        SELECT MAX([LastMonth])
          FROM [KpiValue]
         WHERE [Kpi] IN @Kpis AND [Grain] = @Grain AND [Dimension] = @Dimension AND [Member] = @Member
           AND [ToRun] = @InForce AND [IsComplete] = 1
        """;

    /// <summary>The units that have figures of their own.</summary>
    private const string UnitsSql = """
        SELECT DISTINCT [Member]
          FROM [KpiValue]
         WHERE [Kpi] IN @Kpis AND [Grain] = @Grain AND [Dimension] = @UnitDimension AND [ToRun] = @InForce
           AND [LastMonth] BETWEEN @From AND @To
         ORDER BY [Member]
        """;

    private const string DeliveriesSql = """
        SELECT s.[Kind], s.[Name], s.[CadenceDays], b.[PublishedAt], b.[LastDate]
          FROM [ImportBatch] b
          JOIN [Source] s ON s.[Id] = b.[SourceId]
         WHERE b.[Status] = 'published' AND b.[Kind] <> 'targets'
        """;

    private const string LevelsSql = """
        SELECT s.[Kind], s.[Name], l.[Level]
          FROM [SurveySourceLevel] l
          JOIN [Source] s ON s.[Id] = l.[SourceId]
         UNION ALL
        SELECT DISTINCT s.[Kind], s.[Name], m.[Kpi]
          FROM [Measure] m
          JOIN [Source] s ON s.[Id] = m.[SourceId]
        """;

    /// <summary>The newest run, and the newest one of those that finished well.</summary>
    private const string RunsSql = """
        SELECT [Id], [Status], [RequestedAt], [StartedAt], [FinishedAt], [Stage], [Progress], [BatchesTaken],
               [Summary], [Error]
          FROM [RefreshRun]
         WHERE [Id] = (SELECT MAX([Id]) FROM [RefreshRun])
            OR [Id] = (SELECT MAX([Id]) FROM [RefreshRun] WHERE [Status] = @done)
         ORDER BY [Id]
        """;

    private const string WaitingSql = """
        SELECT COUNT(*)
          FROM [ImportBatch]
         WHERE ([Status] = 'published' AND COALESCE([ReflectedStatus], '') <> 'published')
            OR ([Status] <> 'published' AND [ReflectedStatus] = 'published')
        """;

    private const string RestatedSql = """
        SELECT n.[Kpi], n.[Period], o.[Value] AS [Before], o.[MoneyValue] AS [MoneyBefore], n.[Value] AS [After],
               n.[MoneyValue] AS [MoneyAfter]
          FROM [KpiValue] n
          JOIN [KpiValue] o ON o.[Kpi] = n.[Kpi] AND o.[Grain] = n.[Grain] AND o.[Dimension] = n.[Dimension]
                           AND o.[Member] = n.[Member] AND o.[Period] = n.[Period] AND o.[ToRun] = n.[FromRun]
         WHERE n.[Kpi] IN @Kpis AND n.[Grain] = @Grain AND n.[Dimension] = @Dimension AND n.[Member] = @Member
           AND n.[FromRun] = @Run AND o.[IsComplete] = 1 AND n.[IsComplete] = 1
         ORDER BY n.[LastMonth] DESC, n.[Kpi]
        """;

    private const string UnidentifiedSql = """
        SELECT [Period], [Unidentified]
          FROM [Bridge]
         WHERE [Measure] = 'revenue' AND [Grain] = @Grain AND [Dimension] = '' AND [Member] = ''
           AND [ToRun] = @InForce AND [IsComplete] = 1 AND [LastMonth] BETWEEN @From AND @To
         ORDER BY [LastMonth]
        """;

    /// <summary>What people are at work on; what waits, rests or is over stands on the strategy page.</summary>
    private const string InitiativesSql = """
        SELECT i.[Id], i.[Title], o.[Name] AS [Owner], i.[ClaimedStatus], COALESCE(c.[NeedsHelp], 0) AS [NeedsHelp]
          FROM [Initiative] i
          JOIN [Theme] t ON t.[Id] = i.[ThemeId]
          JOIN [AppUser] o ON o.[Id] = i.[OwnerId]
          LEFT JOIN [CheckIn] c ON c.[Id] = (SELECT MAX(n.[Id]) FROM [CheckIn] n WHERE n.[InitiativeId] = i.[Id])
         WHERE i.[Status] IN ('running', 'closing')
         ORDER BY t.[SortOrder], t.[Id], i.[StartsOn], i.[Id]
        """;

    private const string InitiativeLinksSql = """
        SELECT l.[InitiativeId], l.[Kpi], l.[Dimension], l.[Member]
          FROM [InitiativeLink] l
          JOIN [Initiative] i ON i.[Id] = l.[InitiativeId]
         WHERE i.[Status] IN ('running', 'closing')
         ORDER BY l.[InitiativeId], l.[Id]
        """;

    private const string InitiativeUnitsSql = """
        SELECT u.[InitiativeId], u.[BusinessUnit]
          FROM [InitiativeUnit] u
          JOIN [Initiative] i ON i.[Id] = u.[InitiativeId]
         WHERE i.[Status] IN ('running', 'closing')
        """;

    /// <summary>The figures as they were known at a run.</summary>
    private const string KnownSql = """
        SELECT [Kpi], [Dimension], [Member], [Period], [Value], [MoneyValue], [Lower], [Upper], [Unweighted], [N],
               [Reason], [IsComplete], [IsGap], [ComparedWith], [Difference], [DifferenceLower], [DifferenceUpper],
               [PValue]
          FROM [KpiValue]
         WHERE [Kpi] IN @Kpis AND [Grain] = @Grain AND [Dimension] = @Dimension AND [Member] = @Member
           AND [FromRun] <= @Run AND [ToRun] > @Run AND [LastMonth] BETWEEN @From AND @To
         ORDER BY [Kpi], [LastMonth]
        """;

    private const string StartsSql = """
        SELECT [Measure], [Period], [Start]
          FROM [Bridge]
         WHERE [Measure] IN ('revenue', 'margin') AND [Grain] = @Grain AND [Dimension] = @Dimension
           AND [Member] = @Member AND [ToRun] = @InForce AND [IsComplete] = 1 AND [LastMonth] BETWEEN @From AND @To
        """;

    /// <summary>Initiatives with a newer check-in than an instant: what the owner said before it, and says now.</summary>
    private const string CheckInsSql = """
        SELECT i.[Id], i.[Title], o.[Name] AS [Owner], b.[Status] AS [Before], n.[Status] AS [After],
               COALESCE(b.[NeedsHelp], 0) AS [NeededHelp], n.[NeedsHelp]
          FROM [Initiative] i
          JOIN [AppUser] o ON o.[Id] = i.[OwnerId]
          JOIN [CheckIn] n ON n.[Id] = (SELECT MAX(c.[Id]) FROM [CheckIn] c WHERE c.[InitiativeId] = i.[Id])
          LEFT JOIN [CheckIn] b ON b.[Id] = (SELECT MAX(c.[Id])
                                               FROM [CheckIn] c
                                              WHERE c.[InitiativeId] = i.[Id] AND c.[At] <= @at)
         WHERE i.[Status] IN ('running', 'closing') AND n.[At] > @at
         ORDER BY n.[At] DESC, i.[Id]
        """;

    /// <summary>Initiatives that were changed after an instant; of a unit, those that are for it or tied to a figure of it.</summary>
    private const string ShiftsSql = """
        SELECT i.[Id], i.[Title], o.[Name] AS [Owner], i.[Status], i.[StartsOn], i.[Budget], i.[BudgetCurrency],
               b.[Content] AS [Before]
          FROM [Initiative] i
          JOIN [AppUser] o ON o.[Id] = i.[OwnerId]
          LEFT JOIN [InitiativeVersion] b ON b.[Id] = (SELECT MAX(v.[Id])
                                                         FROM [InitiativeVersion] v
                                                        WHERE v.[InitiativeId] = i.[Id] AND v.[At] <= @at
                                                          AND v.[Action] <> 'check-in-undone')
         WHERE EXISTS (SELECT 1 FROM [InitiativeVersion] n WHERE n.[InitiativeId] = i.[Id] AND n.[At] > @at)
           AND (@dimension = ''
                OR EXISTS (SELECT 1 FROM [InitiativeUnit] u WHERE u.[InitiativeId] = i.[Id] AND u.[BusinessUnit] = @member)
                OR EXISTS (SELECT 1
                             FROM [InitiativeLink] l
                            WHERE l.[InitiativeId] = i.[Id] AND l.[Dimension] = @dimension AND l.[Member] = @member))
         ORDER BY i.[Id]
        """;

    /// <summary>What was recorded after an instant; of a member, what concerns it or everybody.</summary>
    private const string EventsSql = """
        SELECT [Id], [Title], [Language], [FromDay], [ToDay], [Dimension], [Member]
          FROM [Event]
         WHERE [RemovedAt] IS NULL AND [AddedAt] > @at
           AND (@dimension = '' OR [Dimension] = '' OR ([Dimension] = @dimension AND [Member] = @member))
         ORDER BY [FromDay] DESC, [Id] DESC
        """;

    private static readonly string[] BuiltIn = [.. KpiCatalogue.All.Select(kpi => kpi.Code)];

    /// <summary>Changes whenever the board would: what is cached is kept under it.</summary>
    public async Task<BoardVersionRow> VersionAsync(CancellationToken ct) =>
        (await database.SingleOrDefaultAsync<BoardVersionRow>(VersionSql, null, ct))!;

    public Task<BoardData> ReadAsync(BoardChoice choice, PeriodCalendar calendar, CancellationToken ct) =>
        database.ReadSnapshotAsync(snapshot => ReadAsync(snapshot, choice, calendar), ct);

    /// <summary>The figures as a run knew them, and as they are known now; the bridge's start turns shares into money.</summary>
    public Task<SinceData> SinceAsync(BoardChoice choice, LookPoint since, CancellationToken ct) =>
        database.ReadSnapshotAsync(snapshot => SinceAsync(snapshot, choice, since), ct);

    private static async Task<BoardData> ReadAsync(
        DatabaseTransaction snapshot,
        BoardChoice choice,
        PeriodCalendar calendar
    )
    {
        var runs = await snapshot.QueryAsync<BoardRunRow>(RunsSql, new { done = BoardRunRow.Done });
        var done = runs.FirstOrDefault(run => run.IsDone);
        var book = await KpiBookQueries.ReadAsync(snapshot);
        var (company, newest) = await WantedAsync(snapshot, choice.OfCompany(), book, done?.Id);
        var unit = company with { Dimension = choice.Dimension, Member = choice.Member };
        var targets = await TargetQueries.ReadAsync(snapshot);
        return new(choice.Grain)
        {
            Choice = choice,
            Book = book,
            NewestMonth = newest,
            Company = await snapshot.QueryAsync<FigureRow>(ScopeSql, company),
            OfMember = choice.IsCompany ? [] : await snapshot.QueryAsync<FigureRow>(ScopeSql, unit),
            Members = await snapshot.QueryAsync<FigureRow>(MembersSql, company),
            Units = await snapshot.QueryAsync<string>(UnitsSql, company),
            Restated = await snapshot.QueryAsync<BoardRestatedRow>(RestatedSql, unit),
            Unidentified = await snapshot.QueryAsync<UnidentifiedRow>(UnidentifiedSql, company),
            Deliveries = await snapshot.QueryAsync<BoardDeliveryRow>(DeliveriesSql),
            Levels = await snapshot.QueryAsync<SurveyLevelRow>(LevelsSql),
            Waiting = await snapshot.ScalarAsync<int>(WaitingSql),
            Initiatives = await snapshot.QueryAsync<BoardInitiativeRow>(InitiativesSql),
            InitiativeLinks = await snapshot.QueryAsync<BoardLinkRow>(InitiativeLinksSql),
            InitiativeUnits = await snapshot.QueryAsync<BoardInitiativeUnitRow>(InitiativeUnitsSql),
            Targets = targets,
            Tied = await TiedFigures.ReadAsync(snapshot, choice.Grain, calendar, book, targets),
            LastRun = runs.LastOrDefault(),
            LastDone = done,
        };
    }

    private static async Task<SinceData> SinceAsync(DatabaseTransaction snapshot, BoardChoice choice, LookPoint since)
    {
        var book = await KpiBookQueries.ReadAsync(snapshot);
        var (wanted, _) = await WantedAsync(snapshot, choice, book, since.Run);
        var happened = new
        {
            at = since.HappenedAt ?? DateTimeOffset.UnixEpoch,
            dimension = choice.Dimension,
            member = choice.Member,
        };
        return new(choice)
        {
            Book = book,
            Then = await snapshot.QueryAsync<FigureRow>(KnownSql, wanted),
            Now = await snapshot.QueryAsync<FigureRow>(ScopeSql, wanted),
            Starts = await snapshot.QueryAsync<BridgeStartRow>(StartsSql, wanted),
            CheckIns = await snapshot.QueryAsync<SinceCheckInRow>(
                CheckInsSql,
                new { at = since.CheckInAt ?? DateTimeOffset.UnixEpoch }
            ),
            Shifts = await snapshot.QueryAsync<SinceShiftRow>(ShiftsSql, happened),
            Events = await snapshot.QueryAsync<SinceEventRow>(EventsSql, happened),
            Decisions = await snapshot.QueryAsync<TakenDecisionRow>(SinceStrategy.DecisionsSql, happened),
            Proposals = await snapshot.QueryAsync<OpenProposalRow>(SinceStrategy.ProposalsSql, happened),
            Targets = await TargetQueries.ReadAsync(snapshot),
        };
    }

    /// <summary>Which rows of figures are read: enough for a usual range, up to the period that the link is about.</summary>
    private static async Task<(Wanted Wanted, int? Newest)> WantedAsync(
        DatabaseTransaction snapshot,
        BoardChoice choice,
        KpiBook book,
        long? run
    )
    {
        // An initiative or a favourite may be a figure that has no tile.
        var all = book.All.Concat(book.Own).Select(kpi => kpi.Code).Distinct().ToArray();
        var wanted = new Wanted(choice.Grain.Text(), choice.Dimension, choice.Member, run) { Kpis = all };
        // The board is about the newest period of what the product computes, where there is any.
        var newest =
            await snapshot.ScalarAsync<int?>(LatestMonthSql, wanted with { Kpis = BuiltIn })
            ?? await snapshot.ScalarAsync<int?>(LatestMonthSql, wanted);
        if ((newest, choice.Period) is ({ } known, { } asked) && asked.Last.Key < known)
        {
            wanted = wanted with { To = asked.Last.Key };
        }
        return newest is { } last
            ? (wanted with { From = (Month.FromKey(Math.Min(last, wanted.To)) - MonthsBack(choice.Grain)).Key }, newest)
            : (wanted, newest);
    }

    private static int MonthsBack(Grain grain) => FigureSeries.UsualPeriods * (grain == Grain.R12 ? 1 : grain.Months());

    /// <summary>The parameters of the queries above.</summary>
    private sealed record Wanted(string Grain, string Dimension, string Member, long? Run)
    {
        public required string[] Kpis { get; init; }
        public long InForce => BoardQueries.InForce;
        public string UnitDimension => KpiDimensions.BusinessUnit;
        public int From { get; init; }
        public int To { get; init; } = int.MaxValue;
    }
}
