namespace KpiBoard.Web.Features.Refresh;

public static class RefreshFeature
{
    /// <summary>What the commands and the web app share.</summary>
    public static IServiceCollection AddRefresh(this IServiceCollection services) =>
        services
            .AddSingleton<RunLedger>()
            .AddSingleton<VersionThinning>()
            .AddSingleton<RefreshEngine>()
            .AddSingleton<RefreshRunner>();
}
