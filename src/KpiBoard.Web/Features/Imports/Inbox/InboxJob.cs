using KpiBoard.Web.Infrastructure.Hosting;
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

/// <summary>
/// Enters the job with the scheduler when the app starts, or takes it out when the inbox is off; and says which folder
/// this node would look at, since the scheduler chooses the node.
/// </summary>
internal sealed partial class InboxSchedule(
    ISchedulerFactory schedulers,
    InboxOptions options,
    InboxFolder folder,
    NodeStatus node,
    ILogger<InboxSchedule> log
) : BackgroundService
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
            node.InboxFolder = Identity();
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

    private string? Identity()
    {
        try
        {
            return folder.Prepare([]);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            LogClosed(closed, folder.Root);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Inbox: the folder {Folder} cannot be used.")]
    private partial void LogClosed(Exception closed, string folder);
}
