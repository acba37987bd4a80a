using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>
/// What the pages of the figures read. All of it is as known at one finished run, so that a refresh in between cannot
/// make one part contradict another.
/// </summary>
public sealed class FigurePageQueries(KpiDatabase database, KpiQueries figures)
{
    private const int Ever = int.MaxValue;

    private const string RunsSql = """
        SELECT r.[Id], r.[FinishedAt]
          FROM [RefreshRun] r
         WHERE r.[Status] = @done
         ORDER BY r.[Id] DESC
        """;

    private const string SummarySql = "SELECT [Summary] FROM [RefreshRun] WHERE [Id] = @run";

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

    /// <summary>All figures of the choice.</summary>
    public async Task<FigurePageData> ReadAllAsync(FigureChoice choice, CancellationToken ct)
    {
        var (run, runs) = await RunAsync(choice, ct);
        var book = await figures.BookAsync(ct);
        return new(run, runs, await FiguresAsync(book.All, choice, run, ct), [], [], [], []) { Book = book };
    }

    public async Task<FigurePageData> ReadAsync(
        KpiDefinition kpi,
        FigureChoice choice,
        PeriodCalendar calendar,
        CancellationToken ct
    )
    {
        var (run, runs) = await RunAsync(choice, ct);
        var book = await figures.BookAsync(ct);
        var all = await FiguresAsync(With(book.All, kpi), choice, run, ct);
        var known = new FigurePageData(run, runs, all, [], [], [], []) { Book = book };
        if (run is null || LastComplete(all, kpi, choice, calendar) is not { } period)
        {
            return known;
        }
        return known with
        {
            Members = await MembersAsync(kpi, choice, period, run, ct),
            Growth = MemberTables.Growth(kpi) is { } growth ? await MembersAsync(growth, choice, period, run, ct) : [],
            LeftOut = LeftOut.Of(await database.ScalarAsync<string>(SummarySql, new { run = run.Id }, ct)),
            Bridges = await BridgesAsync(kpi, choice, period, run, ct),
            Restated = await database.QueryAsync<RestatedRow>(
                RestatedSql,
                new
                {
                    kpi = kpi.Code,
                    grain = choice.Grain.Text(),
                    dimension = choice.Dimension,
                    member = choice.Member,
                    run = run.Id,
                },
                ct
            ),
        };
    }

    private async Task<IReadOnlyList<KpiPoint>> FiguresAsync(
        IEnumerable<KpiDefinition> kpis,
        FigureChoice choice,
        KnownRunRow? run,
        CancellationToken ct
    )
    {
        var all = new List<KpiPoint>();
        foreach (var kpi in run is null ? [] : kpis)
        {
            all.AddRange(await figures.ShowAsync(kpi, Request(choice, run!, choice.Dimension, choice.Member), ct));
        }
        return all;
    }

    private async Task<IReadOnlyList<KpiPoint>> MembersAsync(
        KpiDefinition kpi,
        FigureChoice choice,
        Period period,
        KnownRunRow run,
        CancellationToken ct
    )
    {
        var members = new List<KpiPoint>();
        foreach (var dimension in KpiDimensions.All)
        {
            var request = Request(choice, run, dimension, null) with
            {
                FromMonth = period.Last.Key,
                ToMonth = period.Last.Key,
            };
            members.AddRange(await figures.ShowAsync(kpi, request, ct));
        }
        return members;
    }

    private async Task<IReadOnlyList<BridgePoint>> BridgesAsync(
        KpiDefinition kpi,
        FigureChoice choice,
        Period period,
        KnownRunRow run,
        CancellationToken ct
    )
    {
        var bridges = new List<BridgePoint>();
        foreach (var measure in BridgeMeasure.Of(kpi).Shown)
        {
            var request = Request(choice, run, choice.Dimension, choice.Member) with
            {
                FromMonth = period.Last.Key,
                ToMonth = period.Last.Key,
                Measure = measure,
            };
            bridges.AddRange(await figures.BridgeAsync(request, ct));
        }
        return bridges;
    }

    /// <summary>The last run, or the last one that had finished at the time asked for; and all runs, newest first.</summary>
    private async Task<(KnownRunRow? Run, IReadOnlyList<KnownRunRow> All)> RunAsync(
        FigureChoice choice,
        CancellationToken ct
    )
    {
        var runs = await database.QueryAsync<KnownRunRow>(RunsSql, new { done = KnownRunRow.Done }, ct);
        return (runs.FirstOrDefault(run => choice.AsKnownAt is not { } at || run.FinishedAt <= at), runs);
    }

    /// <summary>A retired figure has its page, and is judged with those in use.</summary>
    public static IEnumerable<KpiDefinition> With(IReadOnlyList<KpiDefinition> used, KpiDefinition kpi) =>
        used.Any(other => other.Code == kpi.Code) ? used : used.Append(kpi);

    /// <summary>Figures as known at the run; a target counts from the moment it is set, unless the past is asked for.</summary>
    private static KpiRequest Request(FigureChoice choice, KnownRunRow run, string dimension, string? member) =>
        new(choice.Grain, dimension, member, 0, Ever, run.FinishedAt, BridgeMeasure.Revenue)
        {
            TargetsAt = choice.AsKnownAt,
        };

    private static Period? LastComplete(
        IReadOnlyList<KpiPoint> all,
        KpiDefinition kpi,
        FigureChoice choice,
        PeriodCalendar calendar
    ) =>
        all.Where(point => point.Kpi == kpi.Code && point.Complete)
            .Select(point => (Period?)calendar.Parse(point.Period))
            .Where(period => choice.To is not { } to || period <= to)
            .Max();
}
