using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>What the pages of the figures read: the versions that were in force at a run, in one snapshot.</summary>
public sealed class FigurePageQueries(KpiDatabase database)
{
    private const string RunsSql = """
        SELECT r.[Id], r.[FinishedAt]
          FROM [RefreshRun] r
         WHERE r.[Status] = @done
         ORDER BY r.[Id] DESC
        """;

    private const string FiguresSql = """
        SELECT [Kpi], [Dimension], [Member], [Period], [Value], [MoneyValue], [Lower], [Upper], [Unweighted], [N],
               [Reason], [IsComplete], [IsGap], [ComparedWith], [Difference], [DifferenceLower], [DifferenceUpper],
               [PValue]
          FROM [KpiValue]
         WHERE [Kpi] IN @kpis AND [Grain] = @grain AND [Dimension] = @dimension AND [Member] = @member
           AND [FromRun] <= @run AND [ToRun] > @run
         ORDER BY [Kpi], [LastMonth]
        """;

    private const string MembersSql = """
        SELECT [Kpi], [Dimension], [Member], [Period], [Value], [MoneyValue], [Lower], [Upper], [Unweighted], [N],
               [Reason], [IsComplete], [IsGap], [ComparedWith], [Difference], [DifferenceLower], [DifferenceUpper],
               [PValue]
          FROM [KpiValue]
         WHERE [Kpi] = @kpi AND [Grain] = @grain AND [Dimension] IN @dimensions AND [IsComplete] = 1
           AND [LastMonth] = @last AND [FromRun] <= @run AND [ToRun] > @run
         ORDER BY [Dimension], [Member]
        """;

    private const string MemberNamesSql = """
        SELECT DISTINCT [Dimension], [Member]
          FROM [KpiValue]
         WHERE [Kpi] = @kpi AND [Grain] = @grain AND [Dimension] IN @dimensions
           AND [FromRun] <= @run AND [ToRun] > @run
         ORDER BY [Dimension], [Member]
        """;

    private const string BridgesSql = """
        SELECT [Measure], [Period], [Start], [New], [Reactivated], [Expansion], [Contraction], [Churned], [End],
               [CustomersStart], [CustomersNew], [CustomersReactivated], [CustomersExpanded], [CustomersContracted],
               [CustomersChurned], [CustomersEnd], [Moved], [Unidentified], [CoveredAmount], [TotalAmount]
          FROM [Bridge]
         WHERE [Measure] IN @measures AND [Grain] = @grain AND [Dimension] = @dimension AND [Member] = @member
           AND [Period] = @period AND [FromRun] <= @run AND [ToRun] > @run
         ORDER BY [Measure]
        """;

    private const string RestatedSql = """
        SELECT n.[Period], o.[Value] AS [Before], o.[MoneyValue] AS [MoneyBefore], n.[Value] AS [After],
               n.[MoneyValue] AS [MoneyAfter], r.[FinishedAt]
          FROM [KpiValue] n
          JOIN [KpiValue] o ON o.[Kpi] = n.[Kpi] AND o.[Grain] = n.[Grain] AND o.[Dimension] = n.[Dimension]
                           AND o.[Member] = n.[Member] AND o.[Period] = n.[Period] AND o.[ToRun] = n.[FromRun]
          JOIN [RefreshRun] r ON r.[Id] = n.[FromRun]
         WHERE n.[Kpi] = @kpi AND n.[Grain] = @grain AND n.[Dimension] = @dimension AND n.[Member] = @member
           AND n.[FromRun] <= @run AND o.[IsComplete] = 1
         ORDER BY n.[FromRun] DESC, n.[LastMonth] DESC
        """;

    private static readonly string[] AllKpis = [.. KpiCatalogue.All.Select(kpi => kpi.Code)];

    /// <summary>The list of all figures, as they are now.</summary>
    public Task<FigurePageData> ReadAllAsync(FigureChoice choice, CancellationToken ct) =>
        database.ReadSnapshotAsync(
            async snapshot =>
            {
                var (run, runs) = await RunAsync(snapshot, choice);
                var figures = await FiguresAsync(snapshot, choice, run);
                return new FigurePageData(run, runs, figures, [], [], [], []);
            },
            ct
        );

    public Task<FigurePageData> ReadAsync(
        KpiDefinition kpi,
        FigureChoice choice,
        PeriodCalendar calendar,
        CancellationToken ct
    ) => database.ReadSnapshotAsync(snapshot => ReadAsync(snapshot, kpi, choice, calendar), ct);

    private static async Task<FigurePageData> ReadAsync(
        DatabaseTransaction snapshot,
        KpiDefinition kpi,
        FigureChoice choice,
        PeriodCalendar calendar
    )
    {
        var (run, runs) = await RunAsync(snapshot, choice);
        var figures = await FiguresAsync(snapshot, choice, run);
        var last = LastComplete(figures, kpi, choice, calendar);
        var wanted = new
        {
            kpi = kpi.Code,
            grain = choice.Grain.Text(),
            dimension = choice.Dimension,
            member = choice.Member,
            dimensions = KpiDimensions.All,
            measures = BridgeMeasure.Of(kpi).Shown,
            last = last?.Last.Key,
            period = last is { } period ? calendar.Text(period) : null,
            run = run?.Id,
        };
        return new(
            run,
            runs,
            figures,
            choice.IsTotal ? await snapshot.QueryAsync<FigureRow>(MembersSql, wanted) : [],
            await snapshot.QueryAsync<MemberRow>(MemberNamesSql, wanted),
            await snapshot.QueryAsync<BridgeRow>(BridgesSql, wanted),
            await snapshot.QueryAsync<RestatedRow>(RestatedSql, wanted)
        );
    }

    private static Task<IReadOnlyList<FigureRow>> FiguresAsync(
        DatabaseTransaction snapshot,
        FigureChoice choice,
        KnownRunRow? run
    ) =>
        snapshot.QueryAsync<FigureRow>(
            FiguresSql,
            new
            {
                kpis = AllKpis,
                grain = choice.Grain.Text(),
                dimension = choice.Dimension,
                member = choice.Member,
                run = run?.Id,
            }
        );

    /// <summary>The last run, or the last one that had finished at the time asked for, and all runs, newest first.</summary>
    private static async Task<(KnownRunRow? Run, IReadOnlyList<KnownRunRow> All)> RunAsync(
        DatabaseTransaction snapshot,
        FigureChoice choice
    )
    {
        var runs = await snapshot.QueryAsync<KnownRunRow>(RunsSql, new { done = KnownRunRow.Done });
        return (runs.FirstOrDefault(run => choice.AsKnownAt is not { } at || run.FinishedAt <= at), runs);
    }

    private static Period? LastComplete(
        IReadOnlyList<FigureRow> figures,
        KpiDefinition kpi,
        FigureChoice choice,
        PeriodCalendar calendar
    ) =>
        figures
            .Where(row => row.Kpi == kpi.Code && row.IsComplete)
            .Select(row => (Period?)calendar.Parse(row.Period))
            .Where(period => choice.To is not { } to || period <= to)
            .Max();
}
