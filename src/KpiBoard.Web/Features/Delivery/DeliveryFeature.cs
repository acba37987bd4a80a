using FluentValidation;
using KpiBoard.Web.Features.Delivery.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>The work itself: milestones, what comes first, risks, money, people's days, and help.</summary>
public static class DeliveryFeature
{
    /// <summary>What the web app, the commands and the demo company share.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services) =>
        services
            .AddSingleton<HelpCounts>()
            .AddSingleton<HelpDesk>()
            .AddSingleton<IHelpDesk>(provider => provider.GetRequiredService<HelpDesk>())
            .AddSingleton<PlanQueries>()
            .AddSingleton<PlanStore>()
            .AddSingleton<WorkStore>()
            .AddSingleton<DependencyStore>()
            .AddSingleton<WorkReader>();

    public static void AddDeliveryPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<PlanDesk>();
        services.AddScoped<IPersonalLink, HelpLink>();
        services.AddScoped<IValidator<MilestoneForm>, MilestoneFormValidator>();
        services.AddScoped<IValidator<DependencyForm>, DependencyFormValidator>();
        services.AddScoped<IValidator<RiskForm>, RiskFormValidator>();
        services.AddScoped<IValidator<ActForm>, ActFormValidator>();
        services.AddScoped<IValidator<HelpForm>, HelpFormValidator>();
        services.AddScoped<IValidator<AnswerForm>, AnswerFormValidator>();
        services.AddScoped<IValidator<CostForm>, CostFormValidator>();
        services.AddTab<DeliveryText>(
            TabGroup.Initiative,
            30,
            "/strategy/initiatives/{id}/plan",
            AccessPolicy.ReadBoard,
            "Tab"
        );
        builder.AddHelpMail();
    }
}
