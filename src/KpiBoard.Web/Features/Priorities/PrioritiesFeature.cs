using FluentValidation;
using KpiBoard.Web.Features.Priorities.Approaches;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Features.Priorities.TrackRecord;
using KpiBoard.Web.Features.Priorities.WhatIf;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Refreshing;
using KpiBoard.Web.Infrastructure.Strategy;

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
            .AddSingleton<DecisionStore>()
            .AddSingleton<PriorityDesk>()
            .AddSingleton<PriorityRunner>()
            .AddSingleton<TrialMaker>()
            .AddSingleton<ScenarioQueries>()
            .AddSingleton<ScenarioComparer>()
            .AddSingleton<ScenarioStore>()
            .AddSingleton<ScenarioProposer>()
            .AddSingleton<ApproachReader>()
            .AddSingleton<IOrderPreview, OrderPreview>()
            .AddSingleton<TrackQueries>()
            .AddSingleton<TrackReader>()
            .AddSingleton<OwnerCalls>()
            .AddSingleton<IAfterRefresh>(services => services.GetRequiredService<PriorityRunner>());

    public static IServiceCollection AddPriorityPages(this IServiceCollection services)
    {
        services.AddScoped<PriorityLanguage>();
        services.AddScoped<TrackLanguage>();
        services.AddScoped<ProposalComposer>();
        services.AddScoped<DecisionDesk>();
        services.AddScoped<IValidator<DecisionForm>, DecisionFormValidator>();
        services.AddNavigation<PriorityText>(12, "order", "/priorities", AccessPolicy.ReadBoard, "Navigation");
        services.AddTab<PriorityText>(TabGroup.Priorities, 10, "/priorities", AccessPolicy.ReadBoard, "Tab.Order");
        services.AddTab<PriorityText>(
            TabGroup.Priorities,
            20,
            "/priorities/decisions",
            AccessPolicy.ReadBoard,
            "Tab.Decisions"
        );
        services.AddScoped<IValidator<ScenarioForm>, ScenarioFormValidator>();
        services.AddTab<WhatIfText>(TabGroup.Priorities, 30, "/priorities/what-if", AccessPolicy.ReadBoard, "Tab");
        services.AddTab<WhatIfText>(
            TabGroup.Priorities,
            40,
            "/priorities/scenarios",
            AccessPolicy.ReadBoard,
            "Tab.Scenarios"
        );
        services.AddTab<ApproachText>(TabGroup.Priorities, 50, "/priorities/approaches", AccessPolicy.ReadBoard, "Tab");
        services.AddTab<TrackText>(TabGroup.Priorities, 60, "/priorities/track-record", AccessPolicy.ReadBoard, "Tab");
        services.AddTab<PriorityText>(
            TabGroup.Initiative,
            40,
            "/priorities/initiatives/{id}",
            AccessPolicy.ReadBoard,
            "Tab.Score"
        );
        return services;
    }
}
