using KpiBoard.Web.Features.PersonalData.Erasing;
using KpiBoard.Web.Features.PersonalData.Files;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Features.PersonalData.Resources;
using KpiBoard.Web.Features.PersonalData.Retention;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData;

/// <summary>What is held of one customer: found, handed out, erased; and how long anything is kept.</summary>
public static class PersonalDataFeature
{
    /// <summary>What the commands and the web app share; whom imports must not bring back, these know themselves.</summary>
    public static IServiceCollection AddPersonalData(this IServiceCollection services)
    {
        services.AddLocalization();
        return services
            .AddSingleton<PersonQueries>()
            .AddSingleton<TableScan>()
            .AddSingleton<PersonFiles>()
            .AddSingleton<PersonExport>()
            .AddSingleton<ErasureStore>()
            .AddSingleton<Eraser>()
            .AddSingleton<IErasureReplay, ErasureReplay>()
            .AddSingleton<RetentionStore>()
            .AddSingleton<RetentionRows>()
            .AddSingleton<RetentionFiles>()
            .AddSingleton<RetentionRules>();
    }

    /// <summary>What only the web app has.</summary>
    public static IServiceCollection AddPersonalDataPages(this IServiceCollection services)
    {
        services.AddSingleton<BackupQueries>();
        services.AddSingleton<PersonalDataReader>();
        services.AddSingleton<ErasureSignal>();
        services.AddHostedService<ErasureWorker>();
        services.AddRetention();
        services.AddAdministrationTab<PersonalDataText>(80, "/administration/personal-data", "Title");
        services.AddAdministrationTab<PersonalDataText>(81, "/administration/retention", "Retention");
        return services;
    }
}
