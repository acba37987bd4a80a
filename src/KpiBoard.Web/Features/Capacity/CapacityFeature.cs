using FluentValidation;
using KpiBoard.Web.Features.Capacity.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Capacity;

/// <summary>People's days, by unit and month, and what units commit to.</summary>
public static class CapacityFeature
{
    /// <summary>What the web app and the demo company share.</summary>
    public static IServiceCollection AddCapacity(this IServiceCollection services) =>
        services.AddSingleton<CapacityStore>().AddSingleton<CommitmentStore>();

    public static IServiceCollection AddCapacityPages(this IServiceCollection services)
    {
        services.AddScoped<IValidator<CapacityForm>, CapacityFormValidator>();
        services.AddScoped<IValidator<CommitmentForm>, CommitmentFormValidator>();
        services.AddTab<CapacityText>(TabGroup.Strategy, 40, "/strategy/capacity", AccessPolicy.ReadBoard, "Tab");
        services.AddTab<CapacityText>(
            TabGroup.Strategy,
            50,
            "/strategy/commitments",
            AccessPolicy.ReadBoard,
            "Commitments.Tab"
        );
        return services;
    }
}
