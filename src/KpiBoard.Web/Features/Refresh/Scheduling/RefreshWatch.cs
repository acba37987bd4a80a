using System.Data.Common;
using System.Globalization;
using KpiBoard.Web.Infrastructure.Settings;
using Quartz;

namespace KpiBoard.Web.Features.Refresh.Scheduling;

/// <summary>
/// Fires the job when imports have come in or somebody has asked, and keeps the nightly trigger at the hour that the
/// settings say. It only looks; whether a run is needed stands in the database, where every node and command puts it.
/// </summary>
public sealed partial class RefreshWatch(
    WaitingWork waiting,
    RunLedger ledger,
    CompanySettingsStore settings,
    ISchedulerFactory schedulers,
    RefreshActivity activity,
    TimeProvider clock,
    ILogger<RefreshWatch> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private string? schedule;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                try
                {
                    await LookAsync(stoppingToken);
                }
                catch (Exception failure) when (failure is DbException or SchedulerException)
                {
                    // The database may be away for a while; the next look may find it back.
                    LogFailure(failure);
                }
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        await ScheduleNightlyAsync(scheduler, ct);
        var state = await waiting.ReadAsync(ct);
        if (waiting.IsDue(state))
        {
            await ledger.QueueAsync(RunTrigger.Imports, isFull: false, RefreshJob.By, ct);
        }
        else if (state.Runs == 0)
        {
            return;
        }
        // While the job runs it looks after everything that was asked for.
        if (activity.TryFire())
        {
            await scheduler.TriggerJob(RefreshJob.Key, ct);
        }
    }

    /// <summary>Once a night at the company's hour, also in the nights in which that hour comes twice or not at all.</summary>
    public static ITrigger Nightly(CompanySettings company)
    {
        ArgumentNullException.ThrowIfNull(company);
        return TriggerBuilder
            .Create()
            .WithIdentity(RefreshJob.Nightly)
            .ForJob(RefreshJob.Key)
            .WithSchedule(
                CronScheduleBuilder
                    .Create(Cron(company))
                    .InTimeZone(company.TimeZone)
                    .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)
            )
            .Build();
    }

    private static string Cron(CompanySettings company) =>
        string.Create(CultureInfo.InvariantCulture, $"0 {company.RefreshAt.Minute} {company.RefreshAt.Hour} * * ?");

    private async Task ScheduleNightlyAsync(IScheduler scheduler, CancellationToken ct)
    {
        var company = await settings.GetAsync(ct);
        var wanted = $"{company.RefreshAt:HH:mm} {company.TimeZone.Id}";
        if (wanted == schedule)
        {
            return;
        }
        // A trigger that already says the same keeps the firing it may have missed while nothing ran.
        if (
            await scheduler.GetTrigger(RefreshJob.Nightly, ct) is not ICronTrigger stored
            || stored.CronExpressionString != Cron(company)
            || !stored.TimeZone.Equals(company.TimeZone)
        )
        {
            await scheduler.ScheduleTrigger(Nightly(company), TriggerConflict.Replace, ct);
        }
        schedule = wanted;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for work for the refresh failed.")]
    private partial void LogFailure(Exception failure);
}
