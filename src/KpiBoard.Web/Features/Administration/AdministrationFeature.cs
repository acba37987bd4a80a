namespace KpiBoard.Web.Features.Administration;

/// <summary>People and their roles, tokens of scripts, the company's settings.</summary>
public static class AdministrationFeature
{
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        return services;
    }
}
