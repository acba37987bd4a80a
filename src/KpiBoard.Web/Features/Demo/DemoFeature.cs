using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Hosting;

namespace KpiBoard.Web.Features.Demo;

public static class DemoFeature
{
    /// <summary>The <paramref name="steps"/> say how a file is imported and the figures are refreshed.</summary>
    public static IServiceCollection AddDemo(
        this IServiceCollection services,
        Func<IServiceProvider, DemoSteps> steps
    ) => services.AddSingleton(steps).AddSingleton<DemoMarkStore>().AddSingleton<DemoFiller>();

    /// <summary>Under <c>serve --demo</c> the company is there before the first page.</summary>
    public static void AddDemoAtStart(this WebApplicationBuilder builder)
    {
        if (DemoMode.From(builder.Configuration).IsOn)
        {
            builder.Services.AddHostedService<DemoAtStart>();
            // A refusal is told in one sentence by the command line; the host would tell it again with its stack.
            builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        }
    }
}

/// <summary>Registered after the migration and before everything that works on its own.</summary>
internal sealed partial class DemoAtStart(DemoFiller filler, KpiDatabase database, ILogger<DemoAtStart> log)
    : IHostedLifecycleService
{
    /// <summary>Before anything touches the database, the migration included.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (database.Dialect is SqliteDialect sqlite && !File.Exists(sqlite.File))
        {
            return;
        }
        await using var connection = await database.Dialect.OpenAsync(cancellationToken);
        if (await database.Dialect.TableExistsAsync(connection, null, "Setting", cancellationToken))
        {
            await filler.CheckAsync(cancellationToken);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        LogFilling();
        await filler.FillAsync(_ => { }, cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "The demo company is brought up to date; the first time takes some seconds.")]
    private partial void LogFilling();
}
