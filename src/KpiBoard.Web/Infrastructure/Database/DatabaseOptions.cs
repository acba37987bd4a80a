namespace KpiBoard.Web.Infrastructure.Database;

/// <summary>Configuration: <c>Database:Engine</c>, <c>ConnectionStrings:KpiBoard</c>, <c>Data:Folder</c>.</summary>
public sealed record DatabaseOptions(string Engine, string? ConnectionString, string DataFolder)
{
    public const string FileName = "kpiboard.db";

    public static DatabaseOptions From(IConfiguration configuration) =>
        new(
            configuration["Database:Engine"] ?? "sqlite",
            configuration.GetConnectionString("KpiBoard"),
            Path.GetFullPath(configuration["Data:Folder"] ?? "data")
        );

    /// <summary>The embedded database's file.</summary>
    public string File => Path.Combine(DataFolder, FileName);
}
