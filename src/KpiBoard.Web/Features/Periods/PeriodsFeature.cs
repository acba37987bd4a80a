namespace KpiBoard.Web.Features.Periods;

/// <summary>Closing months, so that what has been reported stays as it was reported.</summary>
public static class PeriodsFeature
{
    /// <summary>What the commands and the web app share.</summary>
    public static IServiceCollection AddPeriods(this IServiceCollection services) =>
        services.AddSingleton<PeriodStore>();

    /// <summary>What only the web app has.</summary>
    public static IServiceCollection AddPeriodPages(this IServiceCollection services) =>
        services.AddSingleton<PeriodQueries>();
}
