using FluentValidation;
using KpiBoard.Web.Features.UnitValues.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>What one unit of each figure is worth, and the way from customer to money.</summary>
public static class UnitValuesFeature
{
    public static IServiceCollection AddUnitValues(this IServiceCollection services) =>
        services.AddSingleton<UnitValueStore>().AddSingleton<UnitValuePageQueries>();

    public static IServiceCollection AddUnitValuePages(this IServiceCollection services)
    {
        services.AddScoped<UnitValueReader>();
        services.AddScoped<UnitValueComposer>();
        services.AddScoped<UnitValuePreviewer>();
        services.AddScoped<TreeComposer>();
        services.AddScoped<IValidator<UnitValueForm>, UnitValueFormValidator>();
        return services.AddTab<UnitValuesText>(
            TabGroup.Strategy,
            20,
            "/strategy/tree",
            AccessPolicy.ReadBoard,
            "Title"
        );
    }
}
