using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Hosting;

namespace KpiBoard.Web.Infrastructure.Database;

/// <summary>
/// Configuration: <c>Database:Engine</c>, <c>ConnectionStrings:KpiBoard</c>, <c>Database:AllowUnencrypted</c>,
/// <c>Data:Folder</c>.
/// </summary>
public sealed record DatabaseOptions(
    string Engine,
    string? ConnectionString,
    string DataFolder,
    string FileName = DatabaseOptions.CompanyFile
)
{
    public const string Sqlite = "sqlite";
    public const string SqlServer = "sqlserver";
    public const string CompanyFile = "kpiboard.db";
    public const string DemoFile = "kpiboard-demo.db";

    /// <summary>The demo is always embedded and in a file of its own: it can never meet the company's figures.</summary>
    public static DatabaseOptions From(IConfiguration configuration)
    {
        var folder = Path.GetFullPath(configuration["Data:Folder"] ?? "data");
        return DemoMode.From(configuration).IsOn ? new DatabaseOptions(Sqlite, null, folder, DemoFile)
            : configuration["Database:Engine"] is { } engine and not Sqlite
                ? new DatabaseOptions(engine, Connection(configuration, engine), folder)
            : new DatabaseOptions(Sqlite, null, folder);
    }

    public bool IsSqlServer => Engine == SqlServer;

    /// <summary>The embedded database's file.</summary>
    public string File => Path.Combine(DataFolder, FileName);

    private static string Connection(IConfiguration configuration, string engine) =>
        (engine, configuration.GetConnectionString("KpiBoard")) switch
        {
            (SqlServer, { Length: > 0 } connection) => SqlServerConnection.Checked(
                connection,
                configuration.GetValue(SqlServerConnection.AllowUnencryptedKey, false)
            ),
            (SqlServer, _) => throw CommandException.WrongUsage(
                "Database:Engine is sqlserver: set ConnectionStrings:KpiBoard as well."
            ),
            _ => throw CommandException.WrongUsage($"Database:Engine is '{engine}'. It must be sqlite or sqlserver."),
        };
}
