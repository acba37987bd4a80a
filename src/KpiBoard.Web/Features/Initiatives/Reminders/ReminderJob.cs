using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Settings;
using Quartz;

namespace KpiBoard.Web.Features.Initiatives.Reminders;

/// <summary>Looks once an hour who should check in, and mails them once; what is recorded already is not recorded again.</summary>
[DisallowConcurrentExecution]
public sealed class ReminderJob(
    ReminderStore store,
    ReminderMails mails,
    InitiativeQueries queries,
    CompanySettingsStore settings,
    TimeProvider clock
) : IJob
{
    public static readonly JobKey Key = new("check-in-reminders");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var company = await settings.GetAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var today = company.DateOf(now);
        await store.RecordAsync(now, company.CheckInSilence, today, cancellationToken);
        var tied = await queries.TiedAsync(InitiativeWords.Calendar(company), cancellationToken);
        await store.RecordMovedAsync(now, today, company.StartOf, tied, cancellationToken);
        await mails.SendAsync(cancellationToken);
    }
}

public static class ReminderScheduling
{
    private const string Hourly = "0 7 * * * ?";

    public static void AddCheckInReminders(this WebApplicationBuilder builder)
    {
        builder.Services.AddQuartz(quartz =>
        {
            quartz.AddJob<ReminderJob>(job => job.WithIdentity(ReminderJob.Key).StoreDurably());
            quartz.AddTrigger(trigger =>
                trigger.WithIdentity("check-in-reminders-hourly").ForJob(ReminderJob.Key).WithCronSchedule(Hourly)
            );
        });
        builder.Services.AddSingleton(
            new JobTitle(ReminderJob.Key.Name, factory => factory.Create(typeof(InitiativeText))["Reminders.Job"])
        );
    }
}
