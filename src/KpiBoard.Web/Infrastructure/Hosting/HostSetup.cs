using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Telemetry;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>The web host: configuration, Kestrel, static files, health.</summary>
public static class HostSetup
{
    internal const string AllowedHostsKey = "AllowedHosts";

    private const string ApplicationName = "KpiBoard.Web";

    /// <summary>Whoever stops the process has to wait a little longer than this.</summary>
    internal static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    public static WebApplicationBuilder CreateBuilder(ServeOptions options, Action<WebApplicationBuilder>? configure)
    {
        // Files lie beside the program, from wherever it is started; only the data folder is relative to the caller.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = ApplicationName,
                ContentRootPath = AppContext.BaseDirectory,
                WebRootPath = "wwwroot",
            }
        );
        builder.WebHost.UseStaticWebAssets();
        // A built program serves as a published one does: the fingerprint changes with the file.
        builder.Configuration["EnableStaticAssetsDevelopmentCaching"] = bool.TrueString;
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = bool.FalseString;
        if (options.Demo)
        {
            builder.Configuration[DemoMode.Key] = bool.TrueString;
        }
        if (options.Urls is not null)
        {
            builder.WebHost.UseUrls(options.Urls);
        }
        configure?.Invoke(builder);
        return builder;
    }

    public static void AddHost(this WebApplicationBuilder builder)
    {
        // A started request is logged with its path, and the path of a password link is a secret.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // A request under a host name that is not served is somebody's mistake, or an attempt.
        builder.Logging.AddFilter("Microsoft.AspNetCore.HostFiltering", LogLevel.Information);
        // Keys are protected by the access to their folder, on purpose: the folder is copied as backups are, apart from them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        QuietLoggerFactory.Add(builder);
        RequestLimits.Add(builder);
        AllowHosts(builder.Configuration);
        builder.AddProxies();
        builder.AddRateLimits();
        builder.Services.AddSingleton<NodeStatus>();
        builder.Services.AddSingleton(HttpsOptions.From(builder.Configuration));
        // What is at work gets time to end; what does not is left so that the next start takes it up again.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton<StopGrace>();
        builder.AddTelemetry();
        builder.Services.AddHostedService<MigrateAtStart>();
        builder.Services.AddHostedService<DatabaseInUse>();
        builder.Services.AddHostedService<ServeAdvice>();
        builder.Services.AddHostedService<AdviseAtStart>();
        builder.Services.AddHostedService<SchedulerTables>();
        builder.Services.AddProblemDetails();
        builder.Services.AddHealth();
    }

    public static void UseHost(this WebApplication app)
    {
        // First, so that everything after it knows who called, and how.
        app.UseForwardedHeaders();
        app.UseRequestSpans();
        app.UseSecurityHeaders();
    }

    /// <summary>After the routes are found, which say what is limited, and after it is known who calls.</summary>
    public static void UseLimits(this WebApplication app)
    {
        app.UseRateLimiter();
        app.UseRequestTimeouts();
    }

    public static void MapHost(this WebApplication app)
    {
        // Answered where the route is found: neither session nor policy is looked at.
        app.MapStaticAssets().AllowAnonymous().ShortCircuit();
        app.MapControllers().WithStaticAssets();
        app.MapHealth();
    }

    /// <summary>Where only this machine can call, a page elsewhere must not reach it under a name of its own.</summary>
    private static void AllowHosts(ConfigurationManager configuration)
    {
        if (
            configuration[AllowedHostsKey] is null or ""
            && Listening.IsOnlyLoopback(configuration)
            && Proxies.From(configuration).Count == 0
        )
        {
            configuration[AllowedHostsKey] = "localhost;127.0.0.1;[::1]";
        }
    }
}
