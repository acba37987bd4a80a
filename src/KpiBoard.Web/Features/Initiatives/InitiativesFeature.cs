using FluentValidation;
using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Features.Initiatives.Reminders;
using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Strategy: themes, initiatives, check-ins.</summary>
public static class InitiativesFeature
{
    public static IServiceCollection AddInitiatives(this IServiceCollection services) =>
        services
            .AddSingleton<InitiativeQueries>()
            .AddSingleton<InitiativeStore>()
            .AddSingleton<LifeStore>()
            .AddSingleton<ThemeStore>()
            .AddSingleton<CheckInStore>()
            .AddSingleton<ExposureStore>()
            .AddSingleton<ReminderStore>();

    public static void AddInitiativePages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ReminderMails>();
        services.AddSingleton<MovedWords>();
        services.AddScoped<InitiativeWords>();
        services.AddScoped<ThemeWords>();
        services.AddScoped<InitiativePageComposer>();
        services.AddScoped<LifeWords>();
        services.AddScoped<IInitiativeLife, InitiativeLifeSteps>();
        services.AddScoped<IAnnotationSource, InitiativeAnnotations>();
        services.AddScoped<IValidator<InitiativeForm>, InitiativeFormValidator>();
        services.AddScoped<IValidator<StepForm>, StepFormValidator>();
        services.AddScoped<IValidator<ThemeForm>, ThemeFormValidator>();
        services.AddScoped<IValidator<CheckInForm>, CheckInFormValidator>();
        services.AddScoped<IValidator<ExposureForm>, ExposureFormValidator>();
        services.AddNavigation<InitiativeText>(15, "flag", "/strategy", AccessPolicy.ReadBoard, "Navigation");
        services.AddTab<InitiativeText>(TabGroup.Strategy, 10, "/strategy", AccessPolicy.ReadBoard, "Tab.Initiatives");
        services.AddTab<InitiativeText>(
            TabGroup.Initiative,
            10,
            "/strategy/initiatives/{id}",
            AccessPolicy.ReadBoard,
            "Tab.Overview"
        );
        builder.AddCheckInReminders();
    }
}
