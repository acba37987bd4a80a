namespace KpiBoard.Web.Features.Kpis;

public static class KpisFeature
{
    /// <summary>What the commands and the web app share.</summary>
    public static IServiceCollection AddKpis(this IServiceCollection services) => services.AddSingleton<KpiQueries>();
}
