namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>The web host: configuration, Kestrel, static files, health.</summary>
public static class HostSetup
{
    private const string ApplicationName = "KpiBoard.Web";

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
        // Keys are protected by the access to their folder, on purpose: the folder goes with the backup.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHostedService<MigrateAtStart>();
        builder.Services.AddProblemDetails();
        builder.Services.AddHealth();
    }

    public static void UseHost(this WebApplication app)
    {
        app.UseSecurityHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }
    }

    public static void MapHost(this WebApplication app)
    {
        // Answered where the route is found: neither session nor policy is looked at.
        app.MapStaticAssets().AllowAnonymous().ShortCircuit();
        app.MapControllers().WithStaticAssets();
        app.MapHealth();
    }
}
