using System.Data;
using System.Data.Common;
using Dapper;
using KpiBoard.Data.Backup;
using KpiBoard.Data.Bulk;
using Microsoft.Data.Sqlite;

namespace KpiBoard.Data;

/// <summary>The embedded engine: one file in write-ahead mode, many readers, one writer at a time.</summary>
public sealed class SqliteDialect : SqlDialect
{
    /// <summary>SQLite's own busy handler asks at least every 100 ms, so a pause of that length lets a waiter in.</summary>
    private const string SessionPragmas = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = NORMAL;";

    private const int UniqueConstraint = 2067;
    private const int PrimaryKeyConstraint = 1555;

    private readonly string connectionString;

    public SqliteDialect(string file)
    {
        File = Path.GetFullPath(file);
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = File,
            ForeignKeys = true,
            DefaultTimeout = 30,
            Mode = SqliteOpenMode.ReadWriteCreate,
        }.ToString();
    }

    public override string Name => "sqlite";

    public string File { get; }

    public string ConnectionString => connectionString;

    public override TimeSpan WriterPause { get; } = TimeSpan.FromMilliseconds(105);

    public override async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            await RunAsync(connection, SessionPragmas, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken ct) =>
        Task.FromResult<DbTransaction>(
            ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false)
        );

    public override async Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken ct)
    {
        var transaction = ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true);
        // The snapshot is taken by the first read, not by BEGIN.
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master";
        await command.ExecuteScalarAsync(ct);
        return transaction;
    }

    public override IBulkWriter CreateBulkWriter(
        DbTransaction transaction,
        string table,
        IReadOnlyList<BulkColumn> columns
    ) => new SqliteBulkWriter((SqliteConnection)transaction.Connection!, table, columns);

    public override IBulkReader CreateBulkReader(DbDataReader reader) => new SqliteBulkReader((SqliteDataReader)reader);

    public override async Task ExclusivelyAsync(Func<DbConnection, Task> action, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await using var connection = await OpenAsync(ct);
        await RunAsync(connection, "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;", ct);
        await action(connection);
    }

    public override async Task<bool> TableExistsAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string table,
        CancellationToken ct
    ) =>
        await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @table",
                new { table },
                transaction,
                cancellationToken: ct
            )
        ) > 0;

    public override Task PrepareForBulkAsync(DbConnection connection, CancellationToken ct) =>
        RunAsync(connection, "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 0;", ct);

    public override Task TidyUpAsync(DbConnection connection, CancellationToken ct) =>
        RunAsync(connection, "PRAGMA wal_checkpoint(PASSIVE);", ct);

    public override Task EndBulkAsync(DbConnection connection) =>
        RunAsync(
            connection,
            "PRAGMA cache_size = -2000; PRAGMA wal_autocheckpoint = 1000; PRAGMA shrink_memory;",
            CancellationToken.None
        );

    public override Task PrepareForErasureAsync(DbConnection connection, CancellationToken ct) =>
        RunAsync(connection, "PRAGMA secure_delete = ON;", ct);

    public override async Task EmptyLogAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await RunAsync(connection, "PRAGMA busy_timeout = 2000; PRAGMA wal_checkpoint(TRUNCATE);", ct);
    }

    public override async Task<EngineFacts> DescribeAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var log = new FileInfo(File + "-wal");
        return new(connection.ServerVersion, new FileInfo(File).Length + (log.Exists ? log.Length : 0));
    }

    public override async Task<IAsyncDisposable?> KeepInUseAsync(CancellationToken ct)
    {
        // In write-ahead mode a connection that has read once holds a shared lock until it is closed. The pool closes
        // its connections when they are idle, so this is one of its own.
        var connection = await SqliteFile.OpenAsync(File, SqliteOpenMode.ReadWrite, ct);
        await RunAsync(connection, "SELECT COUNT(*) FROM sqlite_master", ct);
        return connection;
    }

    public override bool IsUniqueViolation(DbException error) =>
        error is SqliteException { SqliteExtendedErrorCode: UniqueConstraint or PrimaryKeyConstraint };

    private static async Task RunAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}
