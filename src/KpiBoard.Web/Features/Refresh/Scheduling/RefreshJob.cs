using KpiBoard.Web.Infrastructure.Pages;
using Quartz;

namespace KpiBoard.Web.Features.Refresh.Scheduling;

/// <summary>
/// Executes the runs that were asked for; fired at night it asks for one first. One killed in the middle is fired again
/// at the next start, and finds its run in the ledger.
/// </summary>
[DisallowConcurrentExecution]
public sealed class RefreshJob(RunLedger ledger, RefreshRunner runner, RefreshActivity activity) : IJob
{
    public static readonly JobKey Key = new("refresh");
    public static readonly TriggerKey Nightly = new("nightly");

    public const string By = "scheduler";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (context.Trigger.JobDataMap.TryGetString(JobTitle.AskedBy, out var by) && by is not null)
            {
                await ledger.QueueAsync(RunTrigger.Page, isFull: false, by, cancellationToken);
            }
            else if (context.Trigger.Key.Equals(Nightly))
            {
                await ledger.QueueAsync(RunTrigger.Nightly, isFull: false, By, cancellationToken);
            }
            await runner.TryRunQueuedAsync(cancellationToken);
        }
        finally
        {
            activity.Ended();
        }
    }
}

/// <summary>Whether the job was fired here and is still at work, so that it is not fired again for the same.</summary>
public sealed class RefreshActivity(TimeProvider clock)
{
    /// <summary>On SQL Server another node may have taken the firing; then nobody here says that it ended.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private long firedAt;

    /// <summary>True when the caller is to fire the job now.</summary>
    public bool TryFire()
    {
        var now = clock.GetTimestamp();
        var last = Interlocked.Read(ref firedAt);
        return (last == 0 || clock.GetElapsedTime(last, now) > Patience)
            && Interlocked.CompareExchange(ref firedAt, now, last) == last;
    }

    public void Ended() => Interlocked.Exchange(ref firedAt, 0);
}
