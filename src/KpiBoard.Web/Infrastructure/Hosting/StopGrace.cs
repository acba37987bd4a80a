namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>
/// For work that nobody takes up again at the next start, such as a file that an endpoint is sent: it goes on after the app
/// was asked to stop, and is given up only when the time that a stop may take is nearly over.
/// </summary>
public sealed class StopGrace : IDisposable
{
    /// <summary>Leaves some of the stop's time for what comes after the requests.</summary>
    private static readonly TimeSpan Grace = HostSetup.StopWithin - TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource ended;
    private readonly CancellationTokenRegistration asked;

    public StopGrace(IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        // Begins to run when the app is asked to stop.
        ended = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        asked = lifetime.ApplicationStopping.Register(() => ended.CancelAfter(Grace));
    }

    /// <summary>Cancelled when the work has to be given up.</summary>
    public CancellationToken Token => ended.Token;

    public void Dispose()
    {
        asked.Dispose();
        ended.Dispose();
    }
}
