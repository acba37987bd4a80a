using KpiBoard.Web.Features.Operations.Resources;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Operations;

/// <summary>How the installation is doing, and what to do where it is not well.</summary>
public static class OperationsFeature
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<NodeStore>();
        services.AddSingleton<OperationsQueries>();
        services.AddHostedService<NodeHeartbeat>();
        services.AddHostedService<OperationsGauges>();
        services.AddAdministrationTab<OperationsText>(60, "/administration/operations", "Operations");
        return services;
    }
}
