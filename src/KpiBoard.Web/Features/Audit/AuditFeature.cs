using KpiBoard.Web.Features.Audit.Resources;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Audit;

/// <summary>Who changed what, and whether the record of it is whole.</summary>
public static class AuditFeature
{
    public static IServiceCollection AddAuditPages(this IServiceCollection services)
    {
        services.AddSingleton<AuditQueries>();
        services.AddAdministrationTab<AuditText>(70, "/administration/audit", "Audit");
        return services;
    }
}
