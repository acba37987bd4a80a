using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using KpiBoard.Data.Audit;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Data;

/// <summary>
/// The database as the slices see it: queries on short-lived connections, writes in explicit transactions.
/// The SQL is one text for both engines; see <see cref="SqlDialect"/> for the few differences. A read that fails for a
/// passing reason is tried again, and so is a single statement that the engine has undone; a transaction is not, because
/// only its caller knows what else it did.
/// </summary>
public sealed class KpiDatabase
{
    private static readonly TimeSpan[] RetryPauses =
    [
        TimeSpan.FromMilliseconds(50),
        TimeSpan.FromMilliseconds(200),
        TimeSpan.FromSeconds(1),
    ];

    private readonly AuditTrail? trail;

    /// <summary>The database behind the dialect's connections.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="trail">Keeps who changed what; without one nothing is kept.</param>
    public KpiDatabase(SqlDialect dialect, AuditTrail? trail = null)
    {
        TypeHandlers.Register();
        Dialect = dialect;
        this.trail = trail;
    }

    public SqlDialect Dialect { get; }

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken ct) =>
        ReadAsync<IReadOnlyList<T>>(
            sql,
            async connection =>
                (
                    await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct))
                ).AsList(),
            ct
        );

    /// <summary>The one row, or default when there is none; more than one row throws.</summary>
    public Task<T?> SingleOrDefaultAsync<T>(string sql, object? parameters, CancellationToken ct) =>
        ReadAsync(
            sql,
            connection =>
                connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct)),
            ct
        );

    public Task<T?> ScalarAsync<T>(string sql, object? parameters, CancellationToken ct) =>
        ReadAsync(
            sql,
            connection =>
                connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct)),
            ct
        );

    /// <summary>Reads row by row, for results too large to hold.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql,
        object? parameters,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await using var connection = await Dialect.OpenAsync(ct);
        await foreach (var row in connection.QueryUnbufferedAsync<T>(sql, parameters).WithCancellation(ct))
        {
            yield return row;
        }
    }

    /// <summary>Runs one statement in a transaction of its own and returns the number of rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken ct) =>
        AgainAsync(
            () => WriteAsync(transaction => transaction.ExecuteAsync(sql, parameters), ct),
            Dialect.IsRolledBack,
            ct
        );

    /// <summary>Runs the work in one write transaction: all of it is stored, or none.</summary>
    public async Task<T> WriteAsync<T>(Func<DatabaseTransaction, Task<T>> work, CancellationToken ct)
    {
        // A pooled connection may have died meanwhile; until the work begins, another does as well.
        var (connection, transaction) = await AgainAsync(() => BeginWriteAsync(ct), Dialect.IsTransient, ct);
        await using var closing = connection;
        await using var ending = new TransactionEnd(transaction);
        var unit = new DatabaseTransaction(Dialect, transaction, trail, ct);
        var result = await work(unit);
        await unit.CommitAsync();
        return result;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<DatabaseTransaction, Task> work, CancellationToken ct) =>
        WriteAsync(
            async transaction =>
            {
                await work(transaction);
                return true;
            },
            ct
        );

    /// <summary>Opens a connection of its own for a long load; see <see cref="BulkSession"/>.</summary>
    public async Task<BulkSession> OpenBulkAsync(CancellationToken ct)
    {
        var connection = await Dialect.OpenAsync(ct);
        await Dialect.PrepareForBulkAsync(connection, ct);
        return new BulkSession(Dialect, connection, trail);
    }

    /// <summary>
    /// Opens a connection of its own for erasing much: in short transactions as for a load, and so that the engine keeps
    /// nothing of it.
    /// </summary>
    public async Task<BulkSession> OpenErasureAsync(CancellationToken ct)
    {
        var connection = await Dialect.OpenAsync(ct);
        await Dialect.PrepareForErasureAsync(connection, ct);
        return new BulkSession(Dialect, connection, trail);
    }

    /// <summary>Runs several reads that all see the database as of the same instant.</summary>
    public async Task<T> ReadSnapshotAsync<T>(Func<DatabaseTransaction, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await Dialect.OpenAsync(ct);
        var transaction = await Dialect.BeginSnapshotAsync(connection, ct);
        await using var ending = new TransactionEnd(transaction);
        var result = await work(new DatabaseTransaction(Dialect, transaction, null, ct));
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    private async Task<(DbConnection, DbTransaction)> BeginWriteAsync(CancellationToken ct)
    {
        var connection = await Dialect.OpenAsync(ct);
        try
        {
            return (connection, await Dialect.BeginWriteAsync(connection, ct));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private Task<T> ReadAsync<T>(string sql, Func<DbConnection, Task<T>> read, CancellationToken ct) =>
        AgainAsync(
            async () =>
            {
                await using var connection = await Dialect.OpenAsync(ct);
                return await DatabaseTelemetry.MeasureAsync(Dialect, sql, () => read(connection));
            },
            Dialect.IsTransient,
            ct
        );

    private static async Task<T> AgainAsync<T>(
        Func<Task<T>> work,
        Func<DbException, bool> mayBeTriedAgain,
        CancellationToken ct
    )
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (DbException error) when (attempt < RetryPauses.Length && mayBeTriedAgain(error))
            {
                await Task.Delay(RetryPauses[attempt], ct);
            }
        }
    }
}
