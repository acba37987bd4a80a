using KpiBoard.Data;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KpiBoard.Web.Features.Refresh.Scheduling;

/// <summary>Not healthy while the last run that ended is a failed one.</summary>
internal sealed class RefreshHealthCheck(KpiDatabase database) : IHealthCheck
{
    private const string LastSql = """
        SELECT [Status]
          FROM [RefreshRun]
         WHERE [Id] = (SELECT MAX([Id]) FROM [RefreshRun] WHERE [Status] IN ('done', 'failed'))
        """;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        await database.ScalarAsync<string>(LastSql, null, cancellationToken) == RunStatus.Failed
            ? HealthCheckResult.Unhealthy("The last refresh failed; see /refreshes.")
            : HealthCheckResult.Healthy();
}
