using System.CommandLine;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web;

/// <summary>The composition: one AddX(), one MapX() and at most one list of commands per feature.</summary>
public static class Product
{
    /// <summary>What the web app and the commands share.</summary>
    public static void AddProduct(IServiceCollection services, IConfiguration configuration)
    {
        services.AddDatabase(configuration);
        services.AddCompanySettings();
    }

    /// <summary>What only the web app needs.</summary>
    public static void AddWeb(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapWeb(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }

    public static IEnumerable<Command> Commands(CommandHost host) => [.. DatabaseCommands.Create(host)];
}
