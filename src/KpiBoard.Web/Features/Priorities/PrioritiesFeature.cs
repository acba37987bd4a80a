using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Refreshing;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>What should come first: worked out, proposed, decided.</summary>
public static class PrioritiesFeature
{
    public static IServiceCollection AddPriorities(this IServiceCollection services) =>
        services
            .AddSingleton<PriorityReader>()
            .AddSingleton<PriorityRanker>()
            .AddSingleton<PriorityQueries>()
            .AddSingleton<PriorityStore>()
            .AddSingleton<PriorityDesk>()
            .AddSingleton<PriorityRunner>()
            .AddSingleton<IAfterRefresh>(services => services.GetRequiredService<PriorityRunner>());

    public static IServiceCollection AddPriorityPages(this IServiceCollection services)
    {
        services.AddScoped<PriorityLanguage>();
        services.AddNavigation<PriorityText>(12, "order", "/priorities", AccessPolicy.ReadBoard, "Navigation");
        services.AddTab<PriorityText>(TabGroup.Priorities, 10, "/priorities", AccessPolicy.ReadBoard, "Tab.Order");
        return services;
    }
}
