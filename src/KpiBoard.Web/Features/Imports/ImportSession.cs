using KpiBoard.Data;
using KpiBoard.Data.Bulk;
using KpiBoard.Data.Leases;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// The right to import, which one process has at a time, and the connection it writes by. Every transaction begins by
/// making sure of that right; long work goes in slices, so that nobody waits long for the database.
/// </summary>
public sealed class ImportSession : IAsyncDisposable
{
    private const string LeaseName = "import";

    private readonly LeaseStore leases;
    private readonly Lease lease;
    private readonly BulkSession bulk;

    private ImportSession(LeaseStore leases, Lease lease, BulkSession bulk)
    {
        this.leases = leases;
        this.lease = lease;
        this.bulk = bulk;
    }

    public bool SliceIsOver => bulk.SliceIsOver;

    /// <summary>Waits for its turn; <paramref name="waiting"/> is told when another import is running.</summary>
    public static async Task<ImportSession> OpenAsync(
        KpiDatabase database,
        LeaseStore leases,
        Action waiting,
        CancellationToken ct
    ) => await OpenAsync(database, leases, await leases.TakeAsync(LeaseName, waiting, ct), ct);

    /// <summary>Null when another import is running.</summary>
    public static async Task<ImportSession?> TryOpenAsync(
        KpiDatabase database,
        LeaseStore leases,
        CancellationToken ct
    ) => await leases.TryTakeAsync(LeaseName, ct) is { } lease ? await OpenAsync(database, leases, lease, ct) : null;

    public Task<T> WriteAsync<T>(Func<DatabaseTransaction, Task<T>> work, CancellationToken ct) =>
        bulk.WriteAsync(
            async transaction =>
            {
                await leases.CheckAsync(transaction, lease);
                return await work(transaction);
            },
            ct
        );

    public Task WriteAsync(Func<DatabaseTransaction, Task> work, CancellationToken ct) =>
        WriteAsync(
            async transaction =>
            {
                await work(transaction);
                return true;
            },
            ct
        );

    /// <summary>
    /// Calls <paramref name="step"/> with one range after another (above the first number, up to the second) until
    /// <paramref name="last"/>, as many in a transaction as its time allows.
    /// </summary>
    public async Task InSlicesAsync(
        long last,
        int size,
        Func<DatabaseTransaction, SliceRange, Task> step,
        Action<long> progress,
        CancellationToken ct
    )
    {
        for (long after = 0; after < last; progress(after))
        {
            after = await WriteAsync(
                async transaction =>
                {
                    var reached = after;
                    do
                    {
                        var upTo = Math.Min(reached + size, last);
                        await step(transaction, new SliceRange(reached, upTo));
                        reached = upTo;
                    } while (reached < last && !SliceIsOver);
                    return reached;
                },
                ct
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        await bulk.DisposeAsync();
        await lease.DisposeAsync();
    }

    private static async Task<ImportSession> OpenAsync(
        KpiDatabase database,
        LeaseStore leases,
        Lease lease,
        CancellationToken ct
    )
    {
        try
        {
            return new ImportSession(leases, lease, await database.OpenBulkAsync(ct));
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }
}

public sealed record SliceRange(long After, long UpTo);
