using FluentValidation;
using KpiBoard.Web.Features.Administration.Backups;
using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Search;
using Quartz;

namespace KpiBoard.Web.Features.Administration;

/// <summary>People and their roles, tokens of scripts, the company's settings.</summary>
public static class AdministrationFeature
{
    public static void AddAdministration(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
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
        services.AddAdministrationTab<AdministrationText>(10, "/administration/users", "Users");
        services.AddAdministrationTab<AdministrationText>(20, "/administration/settings", "Settings");
        services.AddAdministrationTab<AdministrationText>(40, "/administration/tokens", "Tokens");
        services.AddAdministrationTab<AdministrationText>(50, "/administration/jobs", "Jobs");
        services.AddAdministrationTab<AdministrationText>(45, "/administration/sign-ins", "SignIns");
        services.AddScoped<ISearchSource, SettingSource>();
        services.AddSingleton<JobLog>();
        services.AddSingleton(
            new JobTitle(BackupCommand.Job, factory => factory.Create(typeof(AdministrationText))["Jobs.Backup"])
        );
        services.AddQuartz(quartz => quartz.AddJobListener<JobHistory>());
    }
}
