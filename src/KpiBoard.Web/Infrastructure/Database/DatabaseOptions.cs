using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Hosting;

namespace KpiBoard.Web.Infrastructure.Database;

/// <summary>
/// Configuration: <c>Database:Engine</c>, <c>ConnectionStrings:KpiBoard</c>, <c>ConnectionStrings:KpiBoardDemo</c>,
/// <c>Database:AllowUnencrypted</c>, <c>Data:Folder</c>.
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

    private const string CompanyConnection = "KpiBoard";
    private const string DemoConnection = "KpiBoardDemo";

    /// <summary>
    /// The demo never looks at the company's database: it is embedded, in a file of its own, or on SQL Server where a
    /// database is named for it.
    /// </summary>
    public static DatabaseOptions From(IConfiguration configuration)
    {
        var isDemo = DemoMode.From(configuration).IsOn;
        var folder = Path.GetFullPath(configuration["Data:Folder"] ?? "data");
        var file = isDemo ? DemoFile : CompanyFile;
        var name = isDemo ? DemoConnection : CompanyConnection;
        return
            configuration["Database:Engine"] is { } engine and not Sqlite
            && !(isDemo && string.IsNullOrEmpty(configuration.GetConnectionString(name)))
            ? new DatabaseOptions(engine, Connection(configuration, engine, name), folder, file)
            : new DatabaseOptions(Sqlite, null, folder, file);
    }

    /// <summary>True when the demo company is shown: what lies beside the database is kept apart from the company's.</summary>
    public bool IsDemo => FileName == DemoFile;

    public bool IsSqlServer => Engine == SqlServer;

    /// <summary>The embedded database's file.</summary>
    public string File => Path.Combine(DataFolder, FileName);

    private static string Connection(IConfiguration configuration, string engine, string name) =>
        (engine, configuration.GetConnectionString(name)) switch
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
