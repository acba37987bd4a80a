using KpiBoard.Data;
using KpiBoard.Data.Leases;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Refresh;

/// <summary>
/// Older than thirteen months, what was known is kept as it stood at each month's end: versions in between go, and the
/// one from the month's end before stands for them.
/// </summary>
public sealed class VersionThinning(
    KpiDatabase database,
    LeaseStore leases,
    CompanySettingsStore settings,
    TimeProvider clock
)
{
    private const int MonthsKeptWhole = 13;

    // Each night has one month to thin; nights may have been missed.
    private const int MonthsLookedBack = 3;

    private const string LastRunSql =
        "SELECT COALESCE(MAX([Id]), 0) FROM [RefreshRun] WHERE [Status] = 'done' AND [FinishedAt] < @at";

    private const string DeleteValuesSql =
        "DELETE FROM [KpiValue] WHERE [ToRun] > @from AND [ToRun] <= @to AND [FromRun] > @from";

    private const string DeleteBridgesSql =
        "DELETE FROM [Bridge] WHERE [ToRun] > @from AND [ToRun] <= @to AND [FromRun] > @from";

    private const string ExtendValuesSql = """
        UPDATE [KpiValue]
           SET [ToRun] = COALESCE((SELECT MIN(n.[FromRun])
                                     FROM [KpiValue] n
                                    WHERE n.[Kpi] = [KpiValue].[Kpi] AND n.[Grain] = [KpiValue].[Grain]
                                      AND n.[Dimension] = [KpiValue].[Dimension] AND n.[Member] = [KpiValue].[Member]
                                      AND n.[Period] = [KpiValue].[Period] AND n.[FromRun] >= [KpiValue].[ToRun]
                                      AND n.[FromRun] <= @to),
                                  [ToRun])
         WHERE [ToRun] > @from AND [ToRun] <= @to
        """;

    private const string ExtendBridgesSql = """
        UPDATE [Bridge]
           SET [ToRun] = COALESCE((SELECT MIN(n.[FromRun])
                                     FROM [Bridge] n
                                    WHERE n.[Measure] = [Bridge].[Measure] AND n.[Grain] = [Bridge].[Grain]
                                      AND n.[Dimension] = [Bridge].[Dimension] AND n.[Member] = [Bridge].[Member]
                                      AND n.[Period] = [Bridge].[Period] AND n.[FromRun] >= [Bridge].[ToRun]
                                      AND n.[FromRun] <= @to),
                                  [ToRun])
         WHERE [ToRun] > @from AND [ToRun] <= @to
        """;

    public async Task RunAsync(Lease lease, CancellationToken ct)
    {
        var company = await settings.GetAsync(ct);
        var today = company.DateOf(clock.GetUtcNow());
        var newest = new DateOnly(today.Year, today.Month, 1).AddMonths(-MonthsKeptWhole);
        for (var month = newest.AddMonths(-MonthsLookedBack); month < newest; month = month.AddMonths(1))
        {
            var (begins, ends) = (month, month.AddMonths(1));
            await database.WriteAsync(
                async transaction =>
                {
                    await leases.CheckAsync(transaction, lease);
                    await ThinAsync(
                        transaction,
                        await LastRunAsync(transaction, begins, company),
                        await LastRunAsync(transaction, ends, company)
                    );
                },
                ct
            );
        }
    }

    private static async Task ThinAsync(DatabaseTransaction transaction, long from, long to)
    {
        var between = new { from, to };
        await transaction.ExecuteAsync(DeleteValuesSql, between);
        await transaction.ExecuteAsync(ExtendValuesSql, between);
        await transaction.ExecuteAsync(DeleteBridgesSql, between);
        await transaction.ExecuteAsync(ExtendBridgesSql, between);
    }

    /// <summary>The last run that had finished when a day began.</summary>
    private static Task<long> LastRunAsync(DatabaseTransaction transaction, DateOnly day, CompanySettings company)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return transaction.ScalarAsync<long>(
            LastRunSql,
            new { at = new DateTimeOffset(midnight, company.TimeZone.GetUtcOffset(midnight)) }
        );
    }
}
