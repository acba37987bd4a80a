using System.Data;
using System.Data.Common;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Data;

/// <summary>What really differs between the engines. Everything else is one text that both understand.</summary>
public abstract class SqlDialect
{
    /// <summary>The engine's name in configuration and in the folder of its migrations.</summary>
    public abstract string Name { get; }

    /// <summary>Opens a pooled connection that is ready for queries.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken ct);

    /// <summary>Begins a transaction that will write: it waits for its turn here, never at the first write.</summary>
    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken ct);

    /// <summary>
    /// Begins a long transaction of the holder of a lease, who writes what nobody else writes: where rows are locked one
    /// by one, it keeps no other writer waiting and waits for none.
    /// </summary>
    public virtual Task<DbTransaction> BeginFencedWriteAsync(DbConnection connection, CancellationToken ct) =>
        BeginWriteAsync(connection, ct);

    /// <summary>Begins a transaction that sees the database as of one instant and blocks no writer.</summary>
    public abstract Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken ct);

    /// <summary>Prepares loading many rows into one table within the transaction.</summary>
    public abstract IBulkWriter CreateBulkWriter(
        DbTransaction transaction,
        string table,
        IReadOnlyList<BulkColumn> columns
    );

    /// <summary>The fastest way through a result.</summary>
    public virtual IBulkReader CreateBulkReader(DbDataReader reader) => new DataBulkReader(reader);

    /// <summary>Creates the database if the engine can and runs the action alone over all nodes.</summary>
    public abstract Task ExclusivelyAsync(Func<DbConnection, Task> action, CancellationToken ct);

    public abstract Task<bool> TableExistsAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string table,
        CancellationToken ct
    );

    /// <summary>What the engine needs after steps of the schema that ran; called under the lock of the migrations.</summary>
    internal virtual Task AfterMigrationAsync(DbConnection connection, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Gives a load of many rows the cache it needs, until <see cref="EndBulkAsync"/>.</summary>
    public virtual Task PrepareForBulkAsync(DbConnection connection, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Work of the engine that a load puts off while it writes; it keeps no other writer waiting.</summary>
    public virtual Task TidyUpAsync(DbConnection connection, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Makes a connection that was prepared for a load fit for the pool again.</summary>
    public virtual Task EndBulkAsync(DbConnection connection) => Task.CompletedTask;

    /// <summary>Has what this connection deletes and replaces overwritten, where the engine would leave it in its file.</summary>
    public virtual Task PrepareForErasureAsync(DbConnection connection, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Empties the engine's log, which still holds what was overwritten, as far as nobody reads it just now.</summary>
    public virtual Task EmptyLogAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>The engine's version and the size of the database.</summary>
    public abstract Task<EngineFacts> DescribeAsync(CancellationToken ct);

    /// <summary>
    /// Marks the database as in use until the answer is disposed, where the engine's file could otherwise be replaced
    /// between two queries.
    /// </summary>
    public virtual Task<IAsyncDisposable?> KeepInUseAsync(CancellationToken ct) =>
        Task.FromResult<IAsyncDisposable?>(null);

    /// <summary>How long a long writer pauses between two transactions so that a waiting writer gets in.</summary>
    public abstract TimeSpan WriterPause { get; }

    /// <summary>True when the error says that a unique key is taken.</summary>
    public abstract bool IsUniqueViolation(DbException error);

    /// <summary>True when the engine has undone the whole transaction, and doing it again may succeed.</summary>
    public virtual bool IsRolledBack(DbException error) => false;

    /// <summary>True when a read may succeed on another connection, or a moment later.</summary>
    public virtual bool IsTransient(DbException error) => false;

    internal static async Task<DbTransaction> BeginAsync(
        DbConnection connection,
        IsolationLevel level,
        CancellationToken ct
    ) => await connection.BeginTransactionAsync(level, ct);
}
