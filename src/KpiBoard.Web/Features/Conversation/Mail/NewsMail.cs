using System.Globalization;
using KpiBoard.Data;
using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Mail;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>
/// Tells people by mail that they are named or asked. A letter leaves the house, so it says who and about which figure and
/// leads to the page; what was said, and what an initiative is called, may name customers and stays here.
/// </summary>
public sealed partial class NewsMail(
    KpiDatabase database,
    NewsStore store,
    Mailer mail,
    CompanySettingsStore settings,
    IStringLocalizer<ConversationText> text,
    IStringLocalizer<FigureText> figureText,
    ILogger<NewsMail> log
)
{
    public async Task SendAsync(CancellationToken ct)
    {
        if (!mail.CanSend)
        {
            return;
        }
        var company = await settings.GetAsync(ct);
        var book = await KpiBookQueries.ReadAsync(database, ct);
        foreach (var row in await store.MentionsAsync(ct))
        {
            await SendAsync(row, isTask: false, company, book, ct);
        }
        foreach (var row in await store.TasksAsync(ct))
        {
            await SendAsync(row, isTask: true, company, book, ct);
        }
    }

    private async Task SendAsync(NewsRow row, bool isTask, CompanySettings company, KpiBook book, CancellationToken ct)
    {
        if (!await store.ClaimAsync(row, isTask, ct))
        {
            return;
        }
        try
        {
            await mail.SendAsync(Write(row, isTask, company, book), ct);
        }
        catch (Exception failure) when (Mailer.IsFailure(failure, ct))
        {
            LogFailed(failure, row.Id);
            await store.ReleaseAsync(row, isTask, ct);
        }
    }

    private Letter Write(NewsRow row, bool isTask, CompanySettings company, KpiBook book)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (Language.Find(row.Language) ?? Language.Find(company.Language) ?? Language.English).Use();
        try
        {
            var words = new SubjectWords(text, figureText, company, book);
            var about = words.Name(row.Subject, null);
            string[] lines =
            [
                text[isTask ? "Mail.Task" : "Mail.Mention", row.By, about],
                .. row.DueOn is { } due ? [text["Mail.Due", Formats.Current.Date(due)]] : (string[])[],
                "",
                company.Address.Length == 0
                    ? text["Mail.Where"]
                    : $"{company.Address.TrimEnd('/')}/comments/{row.CommentId.ToString(CultureInfo.InvariantCulture)}",
                "",
                text["Mail.Why"],
            ];
            var kind = isTask ? "task" : "mention";
            return new Letter(
                row.Email,
                text[isTask ? "Mail.TaskSubject" : "Mail.MentionSubject", row.By],
                string.Join('\n', lines),
                string.Create(CultureInfo.InvariantCulture, $"{kind}-{row.Id}-{row.PersonId}")
            );
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail about {Id} could not be sent; it is tried again.")]
    private partial void LogFailed(Exception failure, long id);
}
