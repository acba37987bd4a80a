using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Database;

namespace KpiBoard.Web.Features.PersonalData;

/// <summary>Copies of the database that are known: backups as the log of jobs has them, and what restores left beside it.</summary>
public sealed class BackupQueries(KpiDatabase database, DatabaseOptions options)
{
    private const string BackupsSql =
        "SELECT [FinishedAt] FROM [JobRun] WHERE [Job] = 'backup' AND [Error] IS NULL ORDER BY [FinishedAt] DESC";

    public Task<IReadOnlyList<DateTimeOffset>> MadeAsync(CancellationToken ct) =>
        database.QueryAsync<DateTimeOffset>(BackupsSql, null, ct);

    /// <summary>What was there before a restore, kept beside the database.</summary>
    public IReadOnlyList<string> Beside() =>
        Directory.Exists(options.DataFolder)
            ?
            [
                .. Directory
                    .EnumerateFiles(options.DataFolder, "*.before-restore-*")
                    .Select(file => Path.GetFileName(file)!)
                    .Order(StringComparer.Ordinal),
            ]
            : [];
}
