using System.Runtime.CompilerServices;
using Dapper;
using KpiBoard.Data.Audit;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Data;

/// <summary>
/// The database as the slices see it: queries on short-lived connections, writes in explicit transactions.
/// The SQL is one text for both engines; see <see cref="SqlDialect"/> for the few differences.
/// </summary>
public sealed class KpiDatabase
{
    private readonly AuditTrail? trail;

    /// <param name="dialect">The engine.</param>
    /// <param name="trail">Keeps who changed what; without one nothing is kept.</param>
    public KpiDatabase(SqlDialect dialect, AuditTrail? trail = null)
    {
        TypeHandlers.Register();
        Dialect = dialect;
        this.trail = trail;
    }

    public SqlDialect Dialect { get; }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken ct)
    {
        await using var connection = await Dialect.OpenAsync(ct);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct))).AsList();
    }

    /// <summary>The one row, or default when there is none; more than one row throws.</summary>
    public async Task<T?> SingleOrDefaultAsync<T>(string sql, object? parameters, CancellationToken ct)
    {
        await using var connection = await Dialect.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<T>(
            new CommandDefinition(sql, parameters, cancellationToken: ct)
        );
    }

    public async Task<T?> ScalarAsync<T>(string sql, object? parameters, CancellationToken ct)
    {
        await using var connection = await Dialect.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }

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
        WriteAsync(transaction => transaction.ExecuteAsync(sql, parameters), ct);

    /// <summary>Runs the work in one write transaction: all of it is stored, or none.</summary>
    public async Task<T> WriteAsync<T>(Func<DatabaseTransaction, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await Dialect.OpenAsync(ct);
        await using var transaction = await Dialect.BeginWriteAsync(connection, ct);
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

    /// <summary>Runs several reads that all see the database as of the same instant.</summary>
    public async Task<T> ReadSnapshotAsync<T>(Func<DatabaseTransaction, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await Dialect.OpenAsync(ct);
        await using var transaction = await Dialect.BeginSnapshotAsync(connection, ct);
        var result = await work(new DatabaseTransaction(Dialect, transaction, null, ct));
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }
}
