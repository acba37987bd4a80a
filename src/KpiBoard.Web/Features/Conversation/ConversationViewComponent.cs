using System.Globalization;
using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>
/// What people say about what a page shows; any page may have it:
/// <c>@await Component.InvokeAsync("Conversation", new { subject = "initiative:7" })</c>. The address says what was done
/// last (<c>said</c>, <c>comment</c>) and, on a figure's page, of which <c>point</c> is spoken.
/// </summary>
public sealed class ConversationViewComponent(
    ConversationQueries queries,
    CommentStore store,
    Audience audience,
    PageFrame frame,
    IStringLocalizer<ConversationText> text,
    IStringLocalizer<FigureText> figureText,
    TimeProvider clock
) : ViewComponent
{
    private const string Template = "/Features/Conversation/Views/_Conversation.cshtml";

    public async Task<IViewComponentResult> InvokeAsync(string subject)
    {
        if (!UserClaimsPrincipal.May(AccessPolicy.ReadBoard))
        {
            return Content("");
        }
        var ct = HttpContext.RequestAborted;
        var settings = await frame.SettingsAsync();
        var words = new SubjectWords(text, figureText, settings, await frame.FiguresAsync());
        var whole =
            words.Read(subject) ?? throw new ArgumentException($"'{subject}' is not a subject.", nameof(subject));
        var point = whole.Kind == Subject.Figure ? Point(whole, words) : null;
        var reader = await audience.ReaderAsync(UserClaimsPrincipal, ct);
        var page = new ConversationPage(point ?? whole, Title(point, words))
        {
            Back = Back.Here(Request),
            Settings = settings,
            Reader = reader,
            MaySee = await audience.MaySeeAsync(reader, whole, ct),
            AllPath = point is null ? null : words.Path(whole),
            Today = settings.DateOf(clock.GetUtcNow()),
        };
        return View(Template, page.MaySee ? await FillAsync(page, words, ct) : page);
    }

    private Subject? Point(Subject figure, SubjectWords words) =>
        words.Calendar.TryParse(Request.Query["point"], out var period) ? figure.At(words.Calendar.Text(period)) : null;

    private string Title(Subject? point, SubjectWords words) =>
        point is null ? text["Title"] : text["TitleOfPoint", words.Period(point)!];

    private async Task<ConversationPage> FillAsync(ConversationPage page, SubjectWords words, CancellationToken ct)
    {
        var rows = (await queries.OfAsync(page.Subject.Whole, ct))
            .Where(row => page.Subject.Kind != Subject.Point || row.Period == page.Subject.Period)
            .ToList();
        var tasks = (await queries.TasksAsync([.. rows.Where(row => row.ParentId is null).Select(row => row.Id)], ct))
            .GroupBy(task => task.CommentId)
            .ToDictionary(group => group.Key, group => group.Last());
        var earlier = await queries.EarlierAsync(
            [.. rows.Where(row => row.EditedAt is not null).Select(row => row.Id)],
            ct
        );
        page = page with { People = await audience.PeopleAsync(page.Subject, ct), Notice = Notice(rows, tasks) };
        var replies = rows.Where(row => row.ParentId is not null && !row.IsDeleted)
            .ToLookup(row => row.ParentId!.Value, row => new CommentPart(page, row, [.. earlier[row.Id]]));
        var threads = rows.Where(row => row.ParentId is null)
            .Select(row => Thread(row))
            // Of what was taken back only that is left to which others have answered.
            .Where(thread => !thread.First.Row.IsDeleted || thread.Replies.Count > 0 || thread.Task is not null)
            .ToList();
        await SeeAsync(page.Reader, rows, ct);
        return page with
        {
            Open = [.. threads.Where(thread => !thread.First.Row.IsResolved)],
            Resolved = [.. threads.Where(thread => thread.First.Row.IsResolved)],
        };

        ThreadPart Thread(CommentRow row)
        {
            var isElsewhere = row.SubjectKind == Subject.Point && page.Subject.Kind != Subject.Point;
            return new(page, new CommentPart(page, row, [.. earlier[row.Id]]), [.. replies[row.Id]])
            {
                Task = tasks.GetValueOrDefault(row.Id),
                Period = isElsewhere ? words.Period(row.Subject) : null,
                PeriodPath = isElsewhere ? words.Path(row.Subject) : null,
            };
        }
    }

    /// <summary>What is shown to somebody who is named in it is read.</summary>
    private async Task SeeAsync(Reader reader, List<CommentRow> rows, CancellationToken ct)
    {
        if (reader.Id is { } person && rows.Count > 0)
        {
            var unseen = await queries.UnseenAsync(person, [.. rows.Select(row => row.Id)], ct);
            if (unseen.Count > 0)
            {
                await store.SeeAsync(person, unseen, ct);
            }
        }
    }

    private SaidNotice? Notice(List<CommentRow> rows, Dictionary<long, TaskRow> tasks) =>
        Request.Query[Back.Said] is [{ } said]
        && SaidNotice.All.Contains(said)
        && long.TryParse(Request.Query[Back.Comment], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && rows.Find(row => row.Id == id) is { } comment
            ? new(said, comment, tasks.GetValueOrDefault(comment.ParentId ?? id))
            : null;
}
