using System.Data.Common;
using KpiBoard.Data.Leases;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Erasing;

/// <summary>
/// Erases in the background of the web app what pages and killed processes have entered, and at the start what a restored
/// backup has brought back.
/// </summary>
public sealed partial class ErasureWorker(
    IErasureReplay replay,
    Eraser eraser,
    ErasureSignal signal,
    ILogger<ErasureWorker> log
) : BackgroundService
{
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isReplayed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _ = isReplayed ? await eraser.RunAsync(stoppingToken) : await replay.RunAsync(stoppingToken);
                isReplayed = true;
            }
            catch (OperationCanceledException)
            {
                // The app stops.
                return;
            }
            catch (Exception failure)
                when (failure is DbException or IOException or UnauthorizedAccessException or LeaseLostException)
            {
                LogFailed(failure.GetType().Name);
            }
            await signal.WaitAsync(Rounds, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Erasing personal data was interrupted by {Kind}; it is tried again."
    )]
    private partial void LogFailed(string kind);
}

/// <summary>Wakes the worker as soon as there is something to erase.</summary>
public sealed class ErasureSignal : IDisposable
{
    private readonly SemaphoreSlim rung = new(0);

    public void Ring() => rung.Release();

    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => rung.WaitAsync(atMost, ct);

    public void Dispose() => rung.Dispose();
}
