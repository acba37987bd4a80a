using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>Reads figures and bridges: those in force, or those that were known at a moment.</summary>
public sealed class KpiQueries(KpiDatabase database, CompanySettingsStore settings)
{
    // Runs finish in the order of their numbers. What the last one that had finished knew is the answer.
    private const string RunAtSql =
        "SELECT MAX([Id]) FROM [RefreshRun] WHERE [Status] = 'done' AND [FinishedAt] <= @at";

    private const string LastRunSql = "SELECT MAX([Id]) FROM [RefreshRun] WHERE [Status] = 'done'";

    private const string ValuesSql = """
        SELECT v.[Kpi], v.[Grain], v.[Dimension], v.[Member], v.[Period], v.[LastMonth], v.[Value], v.[MoneyValue],
               v.[Lower], v.[Upper], v.[StandardError], v.[Unweighted], v.[N], v.[Reason], v.[IsComplete],
               v.[IsGap], v.[ComparedWith], v.[Difference], v.[DifferenceLower], v.[DifferenceUpper], v.[PValue],
               r.[FinishedAt] AS [ComputedAt]
          FROM [KpiValue] v
          JOIN [RefreshRun] r ON r.[Id] = v.[FromRun]
         WHERE v.[Kpi] = @kpi AND v.[Grain] = @grain AND v.[Dimension] = @dimension
           AND (v.[Member] = @member OR @member IS NULL)
           AND v.[LastMonth] BETWEEN @from AND @to
           AND v.[FromRun] <= @run AND v.[ToRun] > @run
         ORDER BY v.[LastMonth], v.[Member]
        """;

    private const string BridgesSql = """
        SELECT b.[Measure], b.[Grain], b.[Dimension], b.[Member], b.[Period], b.[Start], b.[New], b.[Reactivated],
               b.[Expansion], b.[Contraction], b.[Churned], b.[End], b.[Moved], b.[Unidentified], b.[TotalAmount],
               b.[CoveredAmount], b.[CustomersStart], b.[CustomersNew], b.[CustomersReactivated],
               b.[CustomersExpanded], b.[CustomersContracted], b.[CustomersFlat], b.[CustomersChurned],
               b.[CustomersEnd], b.[IsComplete], b.[IsGap], r.[FinishedAt] AS [ComputedAt]
          FROM [Bridge] b
          JOIN [RefreshRun] r ON r.[Id] = b.[FromRun]
         WHERE b.[Measure] = @measure AND b.[Grain] = @grain AND b.[Dimension] = @dimension
           AND (b.[Member] = @member OR @member IS NULL)
           AND b.[LastMonth] BETWEEN @from AND @to
           AND b.[FromRun] <= @run AND b.[ToRun] > @run
         ORDER BY b.[LastMonth], b.[Member]
        """;

    /// <summary>Which figures there are.</summary>
    public Task<KpiBook> BookAsync(CancellationToken ct) => KpiBookQueries.ReadAsync(database, ct);

    /// <summary>One figure over its periods.</summary>
    public Task<IReadOnlyList<KpiPoint>> ShowAsync(KpiDefinition kpi, KpiRequest request, CancellationToken ct) =>
        database.ReadSnapshotAsync(
            async transaction =>
                await ValuesAsync(
                    transaction,
                    kpi,
                    request,
                    await RunAsync(transaction, request),
                    await TargetQueries.ReadAsync(transaction, request.TargetsAt)
                ),
            ct
        );

    /// <summary>Every figure in its last complete period, or so far where none is complete.</summary>
    public Task<IReadOnlyList<KpiPoint>> ListAsync(KpiRequest request, CancellationToken ct) =>
        database.ReadSnapshotAsync<IReadOnlyList<KpiPoint>>(
            async transaction =>
            {
                var run = await RunAsync(transaction, request);
                var targets = await TargetQueries.ReadAsync(transaction, request.TargetsAt);
                var points = new List<KpiPoint>();
                foreach (var kpi in (await KpiBookQueries.ReadAsync(transaction)).All)
                {
                    var series = await ValuesAsync(transaction, kpi, request, run, targets);
                    var last = series.LastOrDefault(point => point.Complete) ?? series.LastOrDefault();
                    points.AddRange(series.Where(point => point.Period == last?.Period));
                }
                return points;
            },
            ct
        );

    public async Task<IReadOnlyList<BridgePoint>> BridgeAsync(KpiRequest request, CancellationToken ct)
    {
        var currency = (await settings.GetAsync(ct)).Currency ?? "";
        return await database.ReadSnapshotAsync<IReadOnlyList<BridgePoint>>(
            async transaction =>
            {
                var wanted = new
                {
                    measure = request.Measure,
                    grain = request.Grain.Text(),
                    dimension = request.Dimension,
                    member = request.Member,
                    from = request.FromMonth,
                    to = request.ToMonth,
                    run = await RunAsync(transaction, request),
                };
                var rows = await transaction.QueryAsync<BridgeValueRow>(BridgesSql, wanted);
                return [.. rows.Select(row => row.ToPoint(currency))];
            },
            ct
        );
    }

    private static async Task<IReadOnlyList<KpiPoint>> ValuesAsync(
        DatabaseTransaction transaction,
        KpiDefinition kpi,
        KpiRequest request,
        long run,
        TargetBook targets
    )
    {
        var wanted = new
        {
            kpi = kpi.Code,
            grain = request.Grain.Text(),
            dimension = request.Dimension,
            member = request.Member,
            from = request.FromMonth,
            to = request.ToMonth,
            run,
        };
        var rows = await transaction.QueryAsync<KpiValueRow>(ValuesSql, wanted);
        return
        [
            .. rows.Select(row =>
                row.ToPoint(
                    kpi,
                    targets.Of(kpi.Code, request.Grain, row.Dimension, row.Member, Month.FromKey(row.LastMonth))
                )
            ),
        ];
    }

    private static async Task<long> RunAsync(DatabaseTransaction transaction, KpiRequest request) =>
        (
            request.AsKnownAt is { } at
                ? await transaction.ScalarAsync<long?>(RunAtSql, new { at })
                : await transaction.ScalarAsync<long?>(LastRunSql)
        ) ?? 0;
}
