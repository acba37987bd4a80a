using KpiBoard.Data;
using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Mail;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Initiatives.Reminders;

/// <summary>
/// One mail to each owner who should check in, with the link that opens the check-in right there. What cannot be
/// delivered is tried again with the job's next run.
/// </summary>
public sealed partial class ReminderMails(
    ReminderStore store,
    Mailer mailer,
    CompanySettingsStore settings,
    DemoMode demo,
    IServer server,
    IStringLocalizer<InitiativeText> text,
    MovedWords moved,
    KpiDatabase database,
    TimeProvider clock,
    ILogger<ReminderMails> log
)
{
    public async Task SendAsync(CancellationToken ct)
    {
        // The demo's people do not exist.
        if (!mailer.CanSend || demo.IsOn)
        {
            return;
        }
        var company = await settings.GetAsync(ct);
        var book = await KpiBookQueries.ReadAsync(database, ct);
        foreach (var due in await store.UnmailedAsync(ct))
        {
            try
            {
                await mailer.SendAsync(Write(due, company, book), ct);
                await store.MailedAsync(due.Id, clock.GetUtcNow(), ct);
            }
            catch (Exception failure) when (Mailer.IsFailure(failure, ct))
            {
                LogFailed(failure, due.Id);
            }
        }
    }

    private Letter Write(DueReminder due, CompanySettings company, KpiBook book)
    {
        var language = Language.Find(due.Language) ?? Language.Find(company.Language) ?? Language.English;
        return language.Speak(() => Write(due, company, book, Formats.Of(language)));
    }

    private Letter Write(DueReminder due, CompanySettings company, KpiBook book, Formats formats)
    {
        var address = company.Address.Length > 0 ? company.Address : Listening();
        string[] lines =
        [
            text["Mail.Hello", due.Name],
            "",
            moved.Sentence(due, book, company, formats) is { } sentence
                ? text["Mail.Moved", formats.Quote(due.Title), sentence]
            : due.CheckedInAt is { } at
                ? text["Mail.Silent", formats.Quote(due.Title), formats.Date(company.DateOf(at))]
            : text["Mail.Never", formats.Quote(due.Title)],
            text["Mail.Do"],
            "",
            LinkAddress.Of(address, $"/check-in/{due.InitiativeId}"),
            "",
            company.CompanyName.Length > 0 ? $"KpiBoard, {company.CompanyName}" : "KpiBoard",
        ];
        var body = string.Join("\r\n", lines);
        return new(due.Email, text["Mail.Subject", due.Title], body, $"check-in-reminder-{due.Id}");
    }

    private string? Listening() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The mail of reminder {Id} could not be sent; it is tried again."
    )]
    private partial void LogFailed(Exception failure, long id);
}
