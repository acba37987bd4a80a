using System.Data.Common;

namespace KpiBoard.Data.Leases;

/// <summary>A lease that is held; its heartbeat runs until it is disposed.</summary>
public sealed class Lease : IAsyncDisposable
{
    private readonly LeaseStore store;
    private readonly CancellationTokenSource stop = new();
    private readonly Task heartbeat;

    internal Lease(LeaseStore store, TimeProvider clock, string name, long token)
    {
        this.store = store;
        Name = name;
        Token = token;
        heartbeat = BeatAsync(clock);
    }

    public string Name { get; }

    /// <summary>The fencing token: higher than that of every earlier holder.</summary>
    public long Token { get; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await heartbeat;
        await store.ReleaseAsync(Name, Token);
        stop.Dispose();
    }

    private async Task BeatAsync(TimeProvider clock)
    {
        using var timer = new PeriodicTimer(LeaseStore.Duration / 4, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                try
                {
                    await store.RenewAsync(Name, Token, stop.Token);
                }
                catch (DbException)
                {
                    // The database may be busy or away; the next beat tries again, and who writes checks the token.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: the lease is given back there.
        }
    }
}
