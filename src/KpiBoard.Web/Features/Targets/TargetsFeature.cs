using FluentValidation;
using KpiBoard.Web.Features.Targets.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Targets;

/// <summary>What the figures are to reach, by when, and the way there.</summary>
public static class TargetsFeature
{
    public static IServiceCollection AddTargets(this IServiceCollection services)
    {
        services.AddSingleton<TargetStore>();
        services.AddSingleton<TargetPageQueries>();
        services.AddScoped<TargetComposer>();
        services.AddScoped<TargetLister>();
        services.AddScoped<IValidator<TargetForm>, TargetFormValidator>();
        services.AddNavigation<TargetsText>(25, "target", "/targets", AccessPolicy.ReadBoard, "Navigation");
        return services;
    }
}
