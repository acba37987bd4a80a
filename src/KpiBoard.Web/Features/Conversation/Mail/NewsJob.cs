using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Mail;
using KpiBoard.Web.Infrastructure.Pages;
using Quartz;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>Sends what is to be told by mail, outside the requests in which it was said.</summary>
[DisallowConcurrentExecution]
public sealed class NewsJob(NewsMail mail) : IJob
{
    public static readonly JobKey Key = new("conversation-mail");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await mail.SendAsync(cancellationToken);
}

public static class NewsScheduling
{
    private const string EveryTwoMinutes = "20 0/2 * * * ?";

    /// <summary>Only where there is a mail server.</summary>
    public static void AddConversationMail(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<NewsStore>();
        services.AddSingleton<NewsMail>();
        if (builder.Configuration.GetSection("Alerts:Smtp").Get<SmtpOptions>() is not { CanSend: true })
        {
            return;
        }
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<NewsJob>(job => job.WithIdentity(NewsJob.Key).StoreDurably());
            quartz.AddTrigger(trigger =>
                trigger.WithIdentity("conversation-mail").ForJob(NewsJob.Key).WithCronSchedule(EveryTwoMinutes)
            );
        });
        services.AddSingleton(
            new JobTitle(NewsJob.Key.Name, factory => factory.Create(typeof(ConversationText))["Mail.Job"])
        );
    }
}
