using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;

namespace KpiBoard.Data.Backup;

/// <summary>
/// Copies the embedded database as of one instant while others read and write it. The copy is written under a temporary
/// name beside its place, checked, and only then given its name: under that name stands a whole backup or none.
/// </summary>
public static class SqliteBackup
{
    /// <summary>How a copy ends that is still being written.</summary>
    public const string Unfinished = ".part";

    /// <summary>What a killed backup left is not of one that is still at work after this time.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>Copies the database as of one instant, while others work in it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="file">Where the backup goes.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <param name="clock">The time.</param>
    /// <param name="ct">Asked between the steps.</param>
    /// <exception cref="BackupRefusedException">There is nothing to copy, or the place is taken.</exception>
    public static async Task<BackupMade> WriteAsync(
        SqliteDialect database,
        string file,
        bool overwrite,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(clock);
        file = Path.GetFullPath(file);
        Refuse(database, file, overwrite);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        RemoveAbandoned(file, clock);
        var part = $"{file}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}{Unfinished}";
        try
        {
            SqliteFile.Create(part);
            await using (var connection = await database.OpenAsync(ct))
            {
                // One read of the database as of one instant. It keeps no writer waiting and, unlike a copy of pages,
                // does not begin again when somebody writes.
                await connection.ExecuteAsync(
                    new CommandDefinition("VACUUM INTO @part", new { part }, commandTimeout: 0, cancellationToken: ct)
                );
            }
            int version;
            await using (var copy = await SqliteFile.OpenAsync(part, SqliteOpenMode.ReadOnly, ct))
            {
                version = await SqliteFile.CheckAsync(copy, "The copy", ct);
            }
            SqliteFile.Flush(part);
            ct.ThrowIfCancellationRequested();
            File.Move(part, file, overwrite);
            return new BackupMade(file, version, new FileInfo(file).Length);
        }
        finally
        {
            SqliteFile.Delete(part);
        }
    }

    private static void Refuse(SqliteDialect database, string file, bool overwrite)
    {
        if (!File.Exists(database.File))
        {
            throw new BackupRefusedException($"There is no database at {database.File}. See Data:Folder.");
        }
        if (file == database.File)
        {
            throw new BackupRefusedException("That is the database itself. Name another file.");
        }
        if (Directory.Exists(file))
        {
            throw new BackupRefusedException($"{file} is a folder. Name a file in it.");
        }
        if (!overwrite && File.Exists(file))
        {
            throw new BackupRefusedException($"{file} exists. Name another file, or add --force to replace it.");
        }
    }

    private static void RemoveAbandoned(string file, TimeProvider clock)
    {
        var pattern = Path.GetFileName(file) + ".*" + Unfinished;
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, pattern))
        {
            if (clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(left) > Abandoned)
            {
                File.Delete(left);
            }
        }
    }
}

/// <summary>A backup that was made.</summary>
/// <param name="Version">Of the schema.</param>
public sealed record BackupMade(string File, int Version, long Bytes);
