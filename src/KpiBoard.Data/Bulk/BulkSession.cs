using System.Data.Common;
using System.Diagnostics;
using KpiBoard.Data.Audit;

namespace KpiBoard.Data.Bulk;

/// <summary>
/// One connection for a long load, with the cache that it needs, writing in many short transactions. Between them it
/// pauses long enough for every other writer to get its turn.
/// </summary>
public sealed class BulkSession : IAsyncDisposable
{
    /// <summary>How long a transaction of a load may write before it should end.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(700);

    private readonly SqlDialect dialect;
    private readonly DbConnection connection;
    private readonly AuditTrail? trail;
    private readonly Stopwatch sinceStart = new();
    private TimeSpan written;

    internal BulkSession(SqlDialect dialect, DbConnection connection, AuditTrail? trail)
    {
        this.dialect = dialect;
        this.connection = connection;
        this.trail = trail;
    }

    /// <summary>True when the running transaction has written long enough.</summary>
    public bool SliceIsOver => sinceStart.Elapsed >= Slice;

    /// <summary>Runs the work in one write transaction; it should return soon after <see cref="SliceIsOver"/>.</summary>
    public Task<T> WriteAsync<T>(Func<DatabaseTransaction, Task<T>> work, CancellationToken ct) =>
        WriteAsync(dialect.BeginWriteAsync, work, ct);

    /// <summary>
    /// As <see cref="WriteAsync{T}(Func{DatabaseTransaction, Task{T}}, CancellationToken)"/>, for the holder of a lease
    /// that writes for long, and only what nobody else writes.
    /// </summary>
    public Task<T> WriteFencedAsync<T>(Func<DatabaseTransaction, Task<T>> work, CancellationToken ct) =>
        WriteAsync(dialect.BeginFencedWriteAsync, work, ct);

    /// <inheritdoc cref="WriteAsync{T}(Func{DatabaseTransaction, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<DatabaseTransaction, Task> work, CancellationToken ct) =>
        WriteAsync(
            async transaction =>
            {
                await work(transaction);
                return true;
            },
            ct
        );

    public async ValueTask DisposeAsync()
    {
        await dialect.EndBulkAsync(connection);
        await connection.DisposeAsync();
    }

    private async Task<T> WriteAsync<T>(
        Func<DbConnection, CancellationToken, Task<DbTransaction>> begin,
        Func<DatabaseTransaction, Task<T>> work,
        CancellationToken ct
    )
    {
        if (written >= Slice)
        {
            var pause = Stopwatch.StartNew();
            await dialect.TidyUpAsync(connection, ct);
            var rest = dialect.WriterPause - pause.Elapsed;
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, ct);
            written = TimeSpan.Zero;
        }
        var transaction = await begin(connection, ct);
        await using var ending = new TransactionEnd(transaction);
        sinceStart.Restart();
        var unit = new DatabaseTransaction(dialect, transaction, trail, ct);
        var result = await work(unit);
        await unit.CommitAsync();
        written += sinceStart.Elapsed;
        return result;
    }
}
