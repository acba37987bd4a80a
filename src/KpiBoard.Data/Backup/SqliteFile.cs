using Dapper;
using KpiBoard.Data.Migrations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KpiBoard.Data.Backup;

/// <summary>What backup and restore both do with a file that is not the running database.</summary>
internal static class SqliteFile
{
    private const string VersionTable =
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'SchemaVersion'";
    private const string Version = "SELECT COALESCE(MAX([Version]), 0) FROM [SchemaVersion]";

    /// <summary>Opens a file of one connection only: nothing stays open when it is disposed.</summary>
    public static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken ct)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads all of the database and returns its version.</summary>
    /// <exception cref="BackupRefusedException">It is damaged, or not a database of this product.</exception>
    public static async Task<int> CheckAsync(SqliteConnection connection, string name, CancellationToken ct)
    {
        try
        {
            var problem = await connection.ExecuteScalarAsync<string>(
                new CommandDefinition("PRAGMA integrity_check(1)", commandTimeout: 0, cancellationToken: ct)
            );
            if (problem != "ok")
            {
                throw new BackupRefusedException($"{name} is damaged: {problem}.");
            }
            if (await connection.ExecuteScalarAsync<long>(VersionTable) == 0)
            {
                throw new BackupRefusedException($"{name} is no database of KpiBoard.");
            }
            return await connection.ExecuteScalarAsync<int>(Version);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            throw new BackupRefusedException($"{name} is damaged or no database: {error.Message}");
        }
    }

    public static int ProgramVersion { get; } = Migration.For("sqlite")[^1].Number;

    /// <summary>Makes an empty file that only its owner reads: it will hold what customers said.</summary>
    public static void Create(string file) => PrivateFiles.Open(file, FileMode.CreateNew).Dispose();

    /// <summary>Waits until the content is on the disk, so that a name never stands for content that a power cut took.</summary>
    public static void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Removes a temporary database with what stands beside it.</summary>
    public static void Delete(string file)
    {
        foreach (var suffix in (string[])["", "-journal", "-wal", "-shm"])
        {
            File.Delete(file + suffix);
        }
    }
}
