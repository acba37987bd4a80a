using KpiBoard.Web.Infrastructure.Hosting;

namespace KpiBoard.Web.Infrastructure.Database;

/// <summary>Configuration: <c>Database:Engine</c>, <c>ConnectionStrings:KpiBoard</c>, <c>Data:Folder</c>.</summary>
public sealed record DatabaseOptions(
    string Engine,
    string? ConnectionString,
    string DataFolder,
    string FileName = DatabaseOptions.CompanyFile
)
{
    public const string CompanyFile = "kpiboard.db";
    public const string DemoFile = "kpiboard-demo.db";

    /// <summary>The demo is always embedded and in a file of its own: it can never meet the company's figures.</summary>
    public static DatabaseOptions From(IConfiguration configuration)
    {
        var folder = Path.GetFullPath(configuration["Data:Folder"] ?? "data");
        return DemoMode.From(configuration).IsOn
            ? new DatabaseOptions("sqlite", null, folder, DemoFile)
            : new DatabaseOptions(
                configuration["Database:Engine"] ?? "sqlite",
                configuration.GetConnectionString("KpiBoard"),
                folder
            );
    }

    /// <summary>The embedded database's file.</summary>
    public string File => Path.Combine(DataFolder, FileName);
}
