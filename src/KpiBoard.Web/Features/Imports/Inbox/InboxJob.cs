using Quartz;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Looks at the inbox every few seconds, one process at a time.</summary>
[DisallowConcurrentExecution]
public sealed class InboxJob(InboxRunner runner, InboxAlerts alerts) : IJob
{
    public static readonly JobKey Key = new("inbox");
    public static readonly TriggerKey Trigger = new("inbox");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await runner.RunAsync(cancellationToken);
        await alerts.SendAsync(cancellationToken);
    }
}

/// <summary>Enters the job with the scheduler when the app starts, or takes it out when the inbox is off.</summary>
internal sealed class InboxSchedule(ISchedulerFactory schedulers, InboxOptions options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(stoppingToken);
            if (!options.IsOn)
            {
                await scheduler.DeleteJob(InboxJob.Key, stoppingToken);
                return;
            }
            var job = JobBuilder.Create<InboxJob>().WithIdentity(InboxJob.Key).StoreDurably().Build();
            await scheduler.AddJob(job, new AddJobOptions { Replace = true }, stoppingToken);
            var trigger = TriggerBuilder
                .Create()
                .WithIdentity(InboxJob.Trigger)
                .ForJob(InboxJob.Key)
                .StartNow()
                .WithSimpleSchedule(schedule =>
                    schedule
                        .WithInterval(TimeSpan.FromSeconds(Math.Max(1, options.EverySeconds)))
                        .RepeatForever()
                        .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
                )
                .Build();
            await scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }
}
