namespace KpiBoard.Web.Features.Restatements;

/// <summary>What figures said on one day and say on another, and what changed them.</summary>
public static class RestatementsFeature
{
    public static IServiceCollection AddRestatementPages(this IServiceCollection services) =>
        services.AddSingleton<RestatementQueries>();
}
