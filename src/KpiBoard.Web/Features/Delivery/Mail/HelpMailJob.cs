using KpiBoard.Web.Features.Delivery.Resources;
using KpiBoard.Web.Infrastructure.Mail;
using KpiBoard.Web.Infrastructure.Pages;
using Quartz;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>Sends what sponsors are to be told by mail, outside the requests in which it was asked.</summary>
[DisallowConcurrentExecution]
public sealed class HelpMailJob(HelpMail mail) : IJob
{
    public static readonly JobKey Key = new("help-mail");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await mail.SendAsync(cancellationToken);
}

public static class HelpMailScheduling
{
    private const string EveryTwoMinutes = "40 1/2 * * * ?";

    /// <summary>Only where there is a mail server.</summary>
    public static void AddHelpMail(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<HelpMailStore>();
        services.AddSingleton<HelpMail>();
        if (builder.Configuration.GetSection("Alerts:Smtp").Get<SmtpOptions>() is not { CanSend: true })
        {
            return;
        }
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<HelpMailJob>(job => job.WithIdentity(HelpMailJob.Key).StoreDurably());
            quartz.AddTrigger(trigger =>
                trigger.WithIdentity("help-mail").ForJob(HelpMailJob.Key).WithCronSchedule(EveryTwoMinutes)
            );
        });
        services.AddSingleton(
            new JobTitle(HelpMailJob.Key.Name, factory => factory.Create(typeof(DeliveryText))["Mail.Job"])
        );
    }
}
