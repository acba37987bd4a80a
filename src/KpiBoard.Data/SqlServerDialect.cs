using System.Data;
using System.Data.Common;
using Dapper;
using KpiBoard.Data.Bulk;
using KpiBoard.Data.Migrations;
using Microsoft.Data.SqlClient;

namespace KpiBoard.Data;

/// <summary>
/// The production engine. Locks rest on sp_getapplock and on first updates, which every server that speaks T-SQL has,
/// and not on table hints, which some ignore.
/// </summary>
public sealed class SqlServerDialect : SqlDialect
{
    /// <summary>A refused lock is an error of the server, so that whoever handles those handles this one.</summary>
    private const string LockSql = """
        DECLARE @granted INT;
        EXEC @granted = sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = @owner, @LockTimeout = @wait;
        IF @granted < 0 THROW 50001, 'Another writer has kept the database for too long; nothing was stored. Try again.', 1;
        """;

    private const string UnlockSql = "EXEC sp_releaseapplock @Resource = @resource, @LockOwner = 'Session'";

    private const string SnapshotStateSql =
        "SELECT [snapshot_isolation_state] FROM [sys].[databases] WHERE [name] = DB_NAME()";

    private const string SizeSql = "SELECT SUM(CAST([size] AS BIGINT)) * 8192 FROM [sys].[database_files]";

    private const string StateSql = """
        SELECT CAST(SERVERPROPERTY('ProductVersion') AS NVARCHAR(128)) AS [Version],
               CASE WHEN [is_read_committed_snapshot_on] = 1 THEN 1 ELSE 0 END AS [ReadCommittedSnapshot],
               CASE WHEN [snapshot_isolation_state] = 1 THEN 1 ELSE 0 END AS [SnapshotIsolation]
          FROM [sys].[databases]
         WHERE [name] = DB_NAME()
        """;

    /// <summary>As long as SQLite's driver waits for its write lock.</summary>
    private static readonly TimeSpan WriterWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan MigrationWait = TimeSpan.FromMinutes(10);

    /// <summary>Pauses before opening is tried again: a restart or failover of the server takes seconds.</summary>
    private static readonly TimeSpan[] OpenPauses =
    [
        TimeSpan.FromMilliseconds(200),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(3),
    ];

    private readonly string connectionString;

    // A lock's name is the database's own in Microsoft's server; where it is the whole server's, it must name the database.
    private readonly string writerResource;
    private readonly string migrationResource;

    // What stays true once it was: asked again only where it was not.
    private volatile bool hasSnapshots;
    private bool? loadsAgain;

    public SqlServerDialect(string connectionString)
    {
        this.connectionString = connectionString;
        var name = new SqlConnectionStringBuilder(connectionString).InitialCatalog;
        writerResource = $"KpiBoard.Writer {name}";
        migrationResource = $"KpiBoard.Migrations {name}";
    }

    public override string Name => "sqlserver";

    public override TimeSpan WriterPause => TimeSpan.Zero;

    public override async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        // Nothing has been asked of the server yet, so trying again is always safe.
        for (var attempt = 0; ; attempt++)
        {
            var connection = new SqlConnection(connectionString);
            try
            {
                await connection.OpenAsync(ct);
                return connection;
            }
            catch (SqlException error) when (attempt < OpenPauses.Length && SqlServerErrors.IsConnectionLoss(error))
            {
                await connection.DisposeAsync();
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
            await Task.Delay(OpenPauses[attempt], ct);
        }
    }

    /// <summary>
    /// One writer at a time over all nodes, as in the other engine: what a slice reads in its transaction before it
    /// writes is still so when it writes, whatever the isolation level.
    /// </summary>
    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken ct)
    {
        var transaction = await BeginFencedWriteAsync(connection, ct);
        try
        {
            await LockAsync(connection, transaction, writerResource, WriterWait, ct);
            return transaction;
        }
        catch
        {
            await new TransactionEnd(transaction).DisposeAsync();
            throw;
        }
    }

    public override async Task<EngineFacts> DescribeAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        try
        {
            return new(
                connection.ServerVersion,
                await connection.ExecuteScalarAsync<long?>(new CommandDefinition(SizeSql, cancellationToken: ct))
            );
        }
        catch (SqlException)
        {
            // Not every server that speaks this dialect has the view, and not every login may read it.
            return new(connection.ServerVersion, null);
        }
    }

    public override Task<DbTransaction> BeginFencedWriteAsync(DbConnection connection, CancellationToken ct) =>
        BeginAsync(connection, IsolationLevel.ReadCommitted, ct);

    public override async Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken ct)
    {
        hasSnapshots =
            hasSnapshots
            || await connection.ExecuteScalarAsync<int>(new CommandDefinition(SnapshotStateSql, cancellationToken: ct))
                == 1;
        // Without snapshots only the strictest level shows one instant; it makes writers wait.
        return await BeginAsync(connection, hasSnapshots ? IsolationLevel.Snapshot : IsolationLevel.Serializable, ct);
    }

    public override IBulkWriter CreateBulkWriter(
        DbTransaction transaction,
        string table,
        IReadOnlyList<BulkColumn> columns
    ) => new SqlServerBulkWriter(this, (SqlTransaction)transaction, table, columns);

    public override async Task ExclusivelyAsync(Func<DbConnection, Task> action, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await LockAsync(connection, null, migrationResource, MigrationWait, ct);
        try
        {
            await action(connection);
        }
        finally
        {
            // A connection that broke has lost the lock already.
            if (connection.State == ConnectionState.Open)
            {
                await connection.ExecuteAsync(
                    new CommandDefinition(
                        UnlockSql,
                        new { resource = migrationResource },
                        cancellationToken: CancellationToken.None
                    )
                );
            }
        }
    }

    public override async Task<bool> TableExistsAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string table,
        CancellationToken ct
    ) =>
        await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(
                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = @table",
                new { table },
                transaction,
                cancellationToken: ct
            )
        ) > 0;

    internal override async Task AfterMigrationAsync(DbConnection connection, CancellationToken ct)
    {
        await TextKeys.DropWhereUncheckedAsync(connection, ct);
        await Columnstore.AddWhereOfferedAsync(connection, ct);
    }

    public override bool IsUniqueViolation(DbException error) =>
        error is SqlException failure && SqlServerErrors.IsUniqueViolation(failure);

    public override bool IsRolledBack(DbException error) =>
        error is SqlException failure && SqlServerErrors.IsRolledBack(failure);

    public override bool IsTransient(DbException error) =>
        error is SqlException failure
        && (SqlServerErrors.IsRolledBack(failure) || SqlServerErrors.IsConnectionLoss(failure));

    /// <summary>
    /// Whether a connection on which a load was refused for a taken key can load again. It is asked once, by trying it on
    /// a connection of its own; a server that cannot is never given a load that could be refused.
    /// </summary>
    internal async Task<bool> LoadsAgainAfterARefusalAsync(CancellationToken ct) =>
        loadsAgain ??= await RefusedLoad.CanBeFollowedAsync(connectionString, ct);

    /// <summary>What the database's settings are, for the advice at start.</summary>
    public async Task<SqlServerState> StateAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var state = await connection.QuerySingleAsync<SqlServerState>(
            new CommandDefinition(StateSql, cancellationToken: ct)
        );
        return state with { LacksColumnstore = await Columnstore.IsMissingAsync(connection, ct) };
    }

    private static Task LockAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string resource,
        TimeSpan wait,
        CancellationToken ct
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                LockSql,
                new
                {
                    resource,
                    owner = transaction is null ? "Session" : "Transaction",
                    wait = (int)wait.TotalMilliseconds,
                },
                transaction,
                commandTimeout: (int)wait.TotalSeconds + 10,
                cancellationToken: ct
            )
        );
}

/// <summary>Settings of a SQL Server database that decide how readers and writers get along.</summary>
public sealed record SqlServerState
{
    public string? Version { get; init; }

    public bool ReadCommittedSnapshot { get; init; }

    public bool SnapshotIsolation { get; init; }

    /// <summary>The revenue facts have no columnstore index, though the server could have one.</summary>
    public bool LacksColumnstore { get; init; }
}
