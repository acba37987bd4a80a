using System.Data;
using System.Data.Common;
using Dapper;
using KpiBoard.Data.Bulk;
using Microsoft.Data.SqlClient;

namespace KpiBoard.Data;

/// <summary>The production engine. Locks rest on sp_getapplock and on first updates, which every edition has.</summary>
public sealed class SqlServerDialect(string connectionString) : SqlDialect
{
    private const string LockSql =
        "EXEC sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 120000";

    private const string UnlockSql = "EXEC sp_releaseapplock @Resource = @resource, @LockOwner = 'Session'";

    private const string SnapshotStateSql =
        "SELECT [snapshot_isolation_state] FROM [sys].[databases] WHERE [name] = DB_NAME()";

    public override string Name => "sqlserver";

    public override TimeSpan WriterPause => TimeSpan.Zero;

    public override async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqlConnection(connectionString);
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

    public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken ct) =>
        BeginAsync(connection, IsolationLevel.ReadCommitted, ct);

    public override async Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken ct)
    {
        var state = await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(SnapshotStateSql, cancellationToken: ct)
        );
        return await BeginAsync(connection, state == 1 ? IsolationLevel.Snapshot : IsolationLevel.RepeatableRead, ct);
    }

    public override IBulkWriter CreateBulkWriter(
        DbTransaction transaction,
        string table,
        IReadOnlyList<BulkColumn> columns
    ) => new SqlServerBulkWriter(this, (SqlTransaction)transaction, table, columns);

    public override async Task ExclusivelyAsync(Func<DbConnection, Task> action, CancellationToken ct)
    {
        const string resource = "KpiBoard.Migrations";
        await using var connection = await OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(LockSql, new { resource }, cancellationToken: ct));
        try
        {
            await action(connection);
        }
        finally
        {
            await connection.ExecuteAsync(
                new CommandDefinition(UnlockSql, new { resource }, cancellationToken: CancellationToken.None)
            );
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

    public override bool IsUniqueViolation(DbException error) => error is SqlException { Number: 2601 or 2627 };
}
