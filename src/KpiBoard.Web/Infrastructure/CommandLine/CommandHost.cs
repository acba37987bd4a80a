using KpiBoard.Data.Migrations;
using KpiBoard.Web.Infrastructure.Telemetry;

namespace KpiBoard.Web.Infrastructure.CommandLine;

/// <summary>Runs the body of a command with the product's services, without starting the web app.</summary>
public sealed class CommandHost(Action<IServiceCollection, IConfiguration> addProduct, CommandConsole console)
{
    public CommandConsole Console => console;

    /// <summary>Runs <paramref name="body"/> on a database that is at the program's version, else says to migrate.</summary>
    public Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> body, CancellationToken ct) =>
        RunOnAnyDatabaseAsync(
            async (services, token) =>
            {
                if (!await services.GetRequiredService<Migrator>().IsCurrentAsync(token))
                {
                    throw new CommandException(
                        ExitCode.SystemFailed,
                        "The database is not at this program's version. Run `migrate` first."
                    );
                }
                return await body(services, token);
            },
            ct
        );

    public async Task<int> RunOnAnyDatabaseAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> body,
        CancellationToken ct
    )
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.ClearProviders();
        addProduct(builder.Services, builder.Configuration);
        builder.Services.AddSingleton(console);
        using var host = builder.Build();
        using var telemetry = TelemetryExport.Start(
            TelemetryOptions.From(builder.Configuration),
            host.Services.GetRequiredService<ILoggerFactory>()
        );
        await using var scope = host.Services.CreateAsyncScope();
        return await body(scope.ServiceProvider, ct);
    }
}
