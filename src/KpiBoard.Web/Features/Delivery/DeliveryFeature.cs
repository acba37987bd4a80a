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
            .AddSingleton<WorkReader>();
}
