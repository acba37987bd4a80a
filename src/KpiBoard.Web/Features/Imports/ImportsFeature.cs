namespace KpiBoard.Web.Features.Imports;

public static class ImportsFeature
{
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
            .AddSingleton<ImportRunner>()
            .AddSingleton<ProfileStore>()
            .AddSingleton<QuarantineDownload>()
            .AddSingleton<SpoolFolder>();
}
