using FluentValidation;
using KpiBoard.Web.Features.Imports.Resources;
using KpiBoard.Web.Features.Imports.Samples;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.Imports;

public static class ImportsFeature
{
    /// <summary>The sections beside the imports, which are slices of their own.</summary>
    private static readonly string[] Books = ["/reconciliation", "/periods", "/restatements", "/customers"];

    /// <summary>What the commands and the web app share.</summary>
    public static IServiceCollection AddImports(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(configuration.GetSection("Imports").Get<ImportOptions>() ?? new ImportOptions())
            .AddSingleton<ImportStore>()
            .AddSingleton<SourcePromises>()
            .AddSingleton<ImportQueries>()
            .AddSingleton<ImportUndo>()
            .AddSingleton<ImportCleaner>()
            .AddSingleton<ImportComparer>()
            .AddSingleton<ImportPublisher>()
            .AddSingleton<ImportEffects>()
            .AddSingleton<ImportRunner>()
            .AddSingleton<ProfileStore>()
            .AddSingleton<QuarantineDownload>()
            .AddSingleton<QuarantineRows>()
            .AddSingleton<QuarantineCorrection>()
            .AddSingleton<SpoolFolder>()
            .AddSingleton(services => new ErasureFolder(
                services.GetRequiredService<DatabaseOptions>(),
                configuration[ErasureFolder.FolderKey]
            ))
            .AddSingleton<ErasedCustomers>()
            .AddSingleton(configuration.GetSection("Inbox").Get<InboxOptions>() ?? new InboxOptions())
            .AddSingleton(provider => new PersonalFolder(
                PersonalFolder.Uploads,
                provider.GetRequiredService<SpoolFolder>().Path
            ))
            .AddSingleton(provider => new PersonalFolder(
                PersonalFolder.Inbox,
                InboxFolder.RootOf(
                    provider.GetRequiredService<InboxOptions>(),
                    provider.GetRequiredService<DatabaseOptions>()
                )
            ))
            .AddSingleton(AlertOptions.Read(configuration));

    /// <summary>What only the web app has: pages, and the worker that imports what they send.</summary>
    public static IServiceCollection AddImportPages(this IServiceCollection services)
    {
        services.AddSingleton<LedgerQueries>();
        services.AddSingleton<UndoPreviews>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton<UploadContents>();
        services.AddSingleton<UploadSignal>();
        services.AddHostedService<UploadWorker>();
        services.AddSingleton<InboxFolder>();
        services.AddSingleton<InboxStore>();
        services.AddSingleton<InboxReport>();
        services.AddSingleton<InboxRunner>();
        services.AddSingleton<InboxAlerts>();
        // To the configured address and nowhere else.
        services
            .AddHttpClient(InboxAlerts.Client, client => client.Timeout = TimeSpan.FromSeconds(15))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddHostedService<InboxSchedule>();
        services.AddSingleton(new JobTitle(InboxJob.Key.Name, factory => factory.Create(typeof(ImportsText))["Inbox"]));
        services.AddScoped<IValidator<UploadForm>, UploadFormValidator>();
        services.AddSingleton<SampleFiles>();
        services.AddAdministrationTab<SourcesText>(30, "/administration/sources", "Sources");
        services.AddNavigation<ImportsText>(50, "import", "/imports", AccessPolicy.ReadImports, "Navigation", Books);
        return services;
    }
}
