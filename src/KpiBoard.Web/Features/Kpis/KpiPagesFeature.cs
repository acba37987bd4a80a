using KpiBoard.Web.Features.Kpis.Pages;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>The pages of the figures.</summary>
public static class KpiPagesFeature
{
    public static IServiceCollection AddKpiPages(this IServiceCollection services)
    {
        services.AddSingleton<FigurePageQueries>();
        services.AddSingleton<BridgeCustomerQueries>();
        services.AddNavigation<KpiText>(20, "figures", "/figures", AccessPolicy.ReadBoard, "Navigation");
        return services;
    }
}
