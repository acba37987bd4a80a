using FluentValidation;
using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Administration;

/// <summary>People and their roles, tokens of scripts, the company's settings.</summary>
public static class AdministrationFeature
{
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddSingleton<UnitQueries>();
        services.AddScoped<IValidator<UserForm>, UserFormValidator>();
        services.AddScoped<IValidator<TokenForm>, TokenFormValidator>();
        services.AddScoped<IValidator<SettingsForm>, SettingsFormValidator>();
        services.AddNavigation<AdministrationText>(
            90,
            "person",
            "/administration",
            AccessPolicy.Administer,
            "Navigation"
        );
        return services;
    }
}
