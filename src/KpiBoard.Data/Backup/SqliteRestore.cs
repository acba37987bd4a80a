using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using KpiBoard.Data.Migrations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KpiBoard.Data.Backup;

/// <summary>
/// Puts a backup in the place of the embedded database. What is put there is a copy that was checked in the same folder;
/// what was there is kept beside it. Killed at any instant, the database's name stands for the one or the other.
/// </summary>
public static class SqliteRestore
{
    private const string ReleaseSql = "UPDATE [Lease] SET [Holder] = NULL, [ExpiresAt] = NULL";

    /// <summary>Puts the backup in the place of the database.</summary>
    /// <exception cref="BackupRefusedException">Nothing has changed: the backup cannot be used, or the database is in use.</exception>
    /// <exception cref="DatabaseTooNewException">Nothing has changed: the backup is of a newer program.</exception>
    public static async Task<RestoreMade> RunAsync(
        SqliteDialect database,
        string backup,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(clock);
        backup = Path.GetFullPath(backup);
        if (!File.Exists(backup))
        {
            throw new BackupRefusedException($"There is no file {backup}.");
        }
        if (backup == database.File)
        {
            throw new BackupRefusedException("That is the database itself. Name the backup.");
        }
        Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
        var copy = $"{database.File}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}{SqliteBackup.Unfinished}";
        try
        {
            var version = await CopyAsync(backup, copy, ct);
            ct.ThrowIfCancellationRequested();
            return new RestoreMade(version, await ReplaceAsync(database, copy, clock));
        }
        finally
        {
            SqliteFile.Delete(copy);
        }
    }

    /// <summary>Copies the backup and checks the copy, so that what was checked is what is put in place.</summary>
    private static async Task<int> CopyAsync(string backup, string copy, CancellationToken ct)
    {
        SqliteFile.Create(copy);
        await using (var source = new FileStream(backup, FileMode.Open, FileAccess.Read))
        await using (var target = new FileStream(copy, FileMode.Open, FileAccess.Write))
        {
            await source.CopyToAsync(target, ct);
        }
        int version;
        await using (var connection = await SqliteFile.OpenAsync(copy, SqliteOpenMode.ReadWrite, ct))
        {
            version = await SqliteFile.CheckAsync(connection, backup, ct);
            if (version > SqliteFile.ProgramVersion)
            {
                throw new DatabaseTooNewException(version, SqliteFile.ProgramVersion);
            }
            // Whoever held something when the backup was made does not hold it any more: nobody has this database open.
            await connection.ExecuteAsync(ReleaseSql);
            // A backup is one file without a log; the database works with one.
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
        }
        SqliteFile.Flush(copy);
        return version;
    }

    /// <summary>Swaps the files.</summary>
    /// <returns>Where what was there is kept; null when nothing was.</returns>
    private static async Task<string?> ReplaceAsync(SqliteDialect database, string copy, TimeProvider clock)
    {
        if (!File.Exists(database.File))
        {
            // A log without its database would be taken for the log of the new one.
            SqliteFile.Delete(database.File);
            File.Move(copy, database.File);
            return null;
        }
        var kept = KeptName(database.File, clock);
        var alone = await AloneAsync(database);
        try
        {
            if (alone is not null && OperatingSystem.IsWindows())
            {
                // Windows replaces no file that is open.
                await alone.DisposeAsync();
            }
            KeepLog(database.File, kept);
            File.Replace(copy, database.File, kept);
            return kept;
        }
        finally
        {
            if (alone is not null)
            {
                await alone.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// Opens the database alone and folds its log into it. Whoever has it open holds a lock that leaving write-ahead mode
    /// waits for in vain.
    /// </summary>
    /// <returns>The connection, which keeps everybody else out; null when the database is too damaged to be opened.</returns>
    private static async Task<SqliteConnection?> AloneAsync(SqliteDialect database)
    {
        using (var pooled = new SqliteConnection(database.ConnectionString))
        {
            SqliteConnection.ClearPool(pooled);
        }
        var connection = await SqliteFile.OpenAsync(database.File, SqliteOpenMode.ReadWrite, CancellationToken.None);
        connection.DefaultTimeout = 1;
        try
        {
            await connection.ExecuteAsync("PRAGMA busy_timeout = 1000");
            if (await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode = DELETE") != "delete")
            {
                throw InUse(database);
            }
            await connection.ExecuteAsync("BEGIN EXCLUSIVE");
            return connection;
        }
        catch (SqliteException error)
        {
            await connection.DisposeAsync();
            return error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB ? null : throw InUse(database);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static BackupRefusedException InUse(SqliteDialect database) =>
        new($"{database.File} is in use. Stop the web app and every other command first; nothing has changed.");

    /// <summary>The log of a database that could not be opened belongs to it, and to no other.</summary>
    private static void KeepLog(string file, string kept)
    {
        if (File.Exists(file + "-wal"))
        {
            File.Move(file + "-wal", kept + "-wal");
        }
        File.Delete(file + "-shm");
    }

    private static string KeptName(string file, TimeProvider clock)
    {
        var at = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var name = $"{file}.before-restore-{at}";
        var kept = name;
        for (var number = 2; File.Exists(kept); number++)
        {
            kept = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        }
        return kept;
    }
}

/// <summary>A restore that was made.</summary>
/// <param name="Version">Of the schema of the backup.</param>
/// <param name="Kept">Where what was there before is now; null when nothing was.</param>
public sealed record RestoreMade(int Version, string? Kept)
{
    /// <summary>Whether the database has to be migrated before it can be used.</summary>
    public bool IsOlder => Version < SqliteFile.ProgramVersion;
}
