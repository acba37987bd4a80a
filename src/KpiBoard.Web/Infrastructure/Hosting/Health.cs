using KpiBoard.Data.Migrations;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the database is reachable and at this version, and
/// whatever checks the features registered with <c>AddHealthChecks()</c>.
/// </summary>
public static class Health
{
    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync })
            .RequireAuthorization(AccessPolicy.ReadHealth);
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        var checks = report.Entries.Select(entry => new
        {
            name = entry.Key,
            status = entry.Value.Status,
            description = entry.Value.Description,
        });
        return context.Response.WriteAsync(KpiJson.Serialize(new { status = report.Status, checks }));
    }

    private sealed class DatabaseHealthCheck(Migrator migrator) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) =>
            await migrator.IsCurrentAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database is not at this program's version.");
    }
}
