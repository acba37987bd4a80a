using KpiBoard.Data.Leases;
using KpiBoard.Web.Infrastructure.Refreshing;
using KpiBoard.Web.Infrastructure.Telemetry;

namespace KpiBoard.Web.Features.Refresh;

/// <summary>
/// Executes runs one at a time, whichever process asks: under the lease, and in the order in which they were asked for.
/// </summary>
public sealed partial class RefreshRunner(
    RunLedger ledger,
    RefreshEngine engine,
    LeaseStore leases,
    IEnumerable<IAfterRefresh> followers,
    ILogger<RefreshRunner> logger
)
{
    public const string LeaseName = "refresh";

    /// <summary>
    /// Executes the run and those asked for before it, or finds that another process has. Failures of the run itself
    /// are in its answer.
    /// </summary>
    /// <param name="report">Told the stage, and how far the run is in percent.</param>
    public async Task<RefreshRun> RunAsync(long id, Action<string, int> report, CancellationToken ct)
    {
        await using (var lease = await leases.TakeAsync(LeaseName, () => report(RunStage.Waiting, 0), ct))
        {
            await RunAsync(lease, id, report, ct);
        }
        report(RunStage.Done, 100);
        return (await ledger.FindAsync(id, ct))!;
    }

    /// <summary>Executes what was asked for and not begun, or begun by a process that has ended.</summary>
    /// <returns>False when another process is at work.</returns>
    public async Task<bool> TryRunQueuedAsync(CancellationToken ct)
    {
        await using var lease = await leases.TryTakeAsync(LeaseName, ct);
        if (lease is null)
        {
            return false;
        }
        await RunAsync(lease, long.MaxValue, (_, _) => { }, ct);
        return true;
    }

    private async Task RunAsync(Lease lease, long upTo, Action<string, int> report, CancellationToken ct)
    {
        await ledger.AbandonAsync(ct);
        while (await ledger.NextAsync(upTo, ct) is { } next)
        {
            await ledger.StartAsync(next.Id, lease.Token, ct);
            using var measured = ProductTelemetry.BeginRefresh(next.Trigger);
            try
            {
                await engine.RunAsync(lease, next, report, ct);
                measured.End(RunStatus.Done);
                await FollowAsync(next.Id, ct);
            }
            catch (Exception failure) when (failure is not (LeaseLostException or OperationCanceledException))
            {
                // The ledger is where people look; whoever asked reads it from there. One that was stopped is left as
                // it is, for the next holder of the lease to find.
                LogFailure(next.Id, failure);
                measured.End(RunStatus.Failed, hasFailed: true);
                await ledger.FailAsync(next.Id, lease.Token, failure.Message);
            }
        }
    }

    /// <summary>What follows from the figures is no part of the refresh: they stand, whatever becomes of it.</summary>
    private async Task FollowAsync(long run, CancellationToken ct)
    {
        foreach (var follower in followers.OrderBy(one => one.Order))
        {
            try
            {
                await follower.RunAsync(run, ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFollower(follower.GetType().Name, run, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Follower} failed after refresh {Run}.")]
    private partial void LogFollower(string follower, long run, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Refresh {Run} failed.")]
    private partial void LogFailure(long run, Exception failure);
}
