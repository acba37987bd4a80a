namespace KpiBoard.Web.Features.Reconciliation;

/// <summary>What has been imported beside what the general ledger says.</summary>
public static class ReconciliationFeature
{
    public static IServiceCollection AddReconciliationPages(this IServiceCollection services) =>
        services.AddSingleton<ReconciliationQueries>().AddSingleton<LedgerTotalStore>();
}
