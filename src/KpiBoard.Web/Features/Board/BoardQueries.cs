using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Board;

/// <summary>What the board reads. All of it is one snapshot, so that no sentence contradicts a tile.</summary>
public sealed class BoardQueries(KpiDatabase database)
{
    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    private const string VersionSql = """
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
               (SELECT MAX([Id]) FROM [OwnKpiVersion]) AS [LastOwnKpiVersion]
        """;

    private const string CompanySql = """
        SELECT [Kpi], [Dimension], [Member], [Period], [Value], [MoneyValue], [Lower], [Upper], [Unweighted], [N],
               [Reason], [IsComplete], [IsGap], [ComparedWith], [Difference], [DifferenceLower], [DifferenceUpper],
               [PValue]
          FROM [KpiValue]
         WHERE [Kpi] IN @kpis AND [Grain] = @grain AND [Dimension] = '' AND [Member] = ''
           AND [ToRun] = @inForce AND [LastMonth] >= @from
         ORDER BY [Kpi], [LastMonth]
        """;

    private const string MembersSql = """
        SELECT v.[Kpi], v.[Dimension], v.[Member], v.[Period], v.[Value], v.[MoneyValue], v.[Lower], v.[Upper],
               v.[Unweighted], v.[N], v.[Reason], v.[IsComplete], v.[IsGap], v.[ComparedWith], v.[Difference],
               v.[DifferenceLower], v.[DifferenceUpper], v.[PValue]
          FROM [KpiValue] v
         WHERE v.[Kpi] IN @kpis AND v.[Grain] = @grain AND v.[Dimension] <> '' AND v.[IsComplete] = 1
           AND v.[ToRun] = @inForce AND v.[LastMonth] >= @from
         ORDER BY v.[Kpi], v.[Dimension], v.[Member], v.[LastMonth]
        """;

    private const string LatestMonthSql = """
        SELECT MAX([LastMonth])
          FROM [KpiValue]
         WHERE [Kpi] IN @kpis AND [Grain] = @grain AND [Dimension] = '' AND [Member] = ''
           AND [ToRun] = @inForce AND [IsComplete] = 1
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
         WHERE n.[Kpi] IN @kpis AND n.[Grain] = @grain AND n.[Dimension] = '' AND n.[Member] = ''
           AND n.[FromRun] = @run AND o.[IsComplete] = 1 AND n.[IsComplete] = 1
         ORDER BY n.[LastMonth] DESC, n.[Kpi]
        """;

    private const string UnidentifiedSql = """
        SELECT [Period], [Unidentified]
          FROM [Bridge]
         WHERE [Measure] = 'revenue' AND [Grain] = @grain AND [Dimension] = '' AND [Member] = ''
           AND [ToRun] = @inForce AND [IsComplete] = 1 AND [LastMonth] >= @from
         ORDER BY [LastMonth]
        """;

    /// <summary>What people are at work on; what waits, rests or is over stands on the strategy page.</summary>
    private const string InitiativesSql = """
        SELECT i.[Id], i.[Title], o.[Name] AS [Owner], i.[ClaimedStatus], COALESCE(c.[NeedsHelp], 0) AS [NeedsHelp]
          FROM [Initiative] i
          JOIN [Theme] t ON t.[Id] = i.[ThemeId]
          JOIN [AppUser] o ON o.[Id] = i.[OwnerId]
          LEFT JOIN [CheckIn] c ON c.[Id] = (SELECT MAX(n.[Id]) FROM [CheckIn] n WHERE n.[InitiativeId] = i.[Id])
         WHERE i.[Status] = 'running'
         ORDER BY t.[SortOrder], t.[Id], i.[StartsOn], i.[Id]
        """;

    private const string InitiativeLinksSql = """
        SELECT l.[InitiativeId], l.[Kpi], l.[Dimension], l.[Member]
          FROM [InitiativeLink] l
          JOIN [Initiative] i ON i.[Id] = l.[InitiativeId]
         WHERE i.[Status] = 'running'
         ORDER BY l.[InitiativeId], l.[Id]
        """;

    /// <summary>Changes whenever the board would: what is cached is kept under it.</summary>
    public async Task<string> VersionAsync(CancellationToken ct) =>
        (await database.SingleOrDefaultAsync<BoardVersionRow>(VersionSql, null, ct))!.ToString();

    public Task<BoardData> ReadAsync(Grain grain, PeriodCalendar calendar, CancellationToken ct) =>
        database.ReadSnapshotAsync(snapshot => ReadAsync(snapshot, grain, calendar), ct);

    private static async Task<BoardData> ReadAsync(DatabaseTransaction snapshot, Grain grain, PeriodCalendar calendar)
    {
        var runs = await snapshot.QueryAsync<BoardRunRow>(RunsSql, new { done = BoardRunRow.Done });
        var done = runs.FirstOrDefault(run => run.IsDone);
        var book = await KpiBookQueries.ReadAsync(snapshot);
        var links = await snapshot.QueryAsync<BoardLinkRow>(InitiativeLinksSql);
        var inForce = new
        {
            // An initiative may be tied to a figure that has no tile.
            kpis = book.OnBoard.Select(kpi => kpi.Code).Union(links.Select(link => link.Kpi)).ToArray(),
            grain = grain.Text(),
            inForce = InForce,
        };
        var latest = await snapshot.ScalarAsync<int?>(LatestMonthSql, inForce);
        var wanted = new
        {
            inForce.kpis,
            inForce.grain,
            inForce.inForce,
            from = latest is { } last ? (Month.FromKey(last) - MonthsBack(grain)).Key : 0,
            run = done?.Id,
        };
        var targets = await TargetQueries.ReadAsync(snapshot);
        return new(grain)
        {
            Company = await snapshot.QueryAsync<FigureRow>(CompanySql, wanted),
            Members = await snapshot.QueryAsync<FigureRow>(MembersSql, wanted),
            Restated = await snapshot.QueryAsync<BoardRestatedRow>(RestatedSql, wanted),
            Unidentified = await snapshot.QueryAsync<UnidentifiedRow>(UnidentifiedSql, wanted),
            Deliveries = await snapshot.QueryAsync<BoardDeliveryRow>(DeliveriesSql),
            Levels = await snapshot.QueryAsync<SurveyLevelRow>(LevelsSql),
            Waiting = await snapshot.ScalarAsync<int>(WaitingSql),
            Initiatives = await snapshot.QueryAsync<BoardInitiativeRow>(InitiativesSql),
            InitiativeLinks = links,
            Book = book,
            Targets = targets,
            Tied = await TiedFigures.ReadAsync(snapshot, grain, calendar, book, targets),
            LastRun = runs.LastOrDefault(),
            LastDone = done,
        };
    }

    /// <summary>Enough for a usual range.</summary>
    private static int MonthsBack(Grain grain) => FigureSeries.UsualPeriods * (grain == Grain.R12 ? 1 : grain.Months());
}
