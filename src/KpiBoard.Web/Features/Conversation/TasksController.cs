using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What people are asked to do, and where they are named.</summary>
[Route("tasks")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class TasksController(
    ConversationDesk desk,
    TaskLists lists,
    TaskStore store,
    CommentStore commentStore,
    Audience audience,
    PageFrame frame,
    IStringLocalizer<ConversationText> text,
    TimeProvider clock
) : Controller
{
    private delegate Task<bool> Change(long id, int version, long byId, CancellationToken ct);

    [HttpGet("")]
    public async Task<IActionResult> Index(TaskFilter filter, string? said, long comment, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var today = settings.DateOf(clock.GetUtcNow());
        var reader = await audience.ReaderAsync(User, ct);
        var book = await lists.ReadAsync(reader, ct);
        filter = filter.OrWhatWaits(book);
        var tasks = filter.Chosen == TaskFilter.Mentions ? [] : book.Of(filter, today).ToList();
        var mentions = filter.Chosen == TaskFilter.Mentions ? book.Mentions.Where(filter.Fits).ToList() : [];
        var skipped = (Math.Clamp(filter.Page, 1, 1_000_000) - 1) * TasksPage.PageLength;
        return View(
            "Tasks",
            new TasksPage(filter, await desk.WordsAsync(), settings, today)
            {
                Reader = reader,
                Open = book.Open,
                Tasks = [.. tasks.Skip(skipped).Take(TasksPage.PageLength)],
                Mentions = [.. mentions.Skip(skipped).Take(TasksPage.PageLength)],
                Count = tasks.Count + mentions.Count,
                Back = Back.Here(Request),
                Notice =
                    said is Deed.Done or Deed.Undone or SaidNotice.TaskMeanwhile
                    && book.Mine.Concat(book.Asked).LastOrDefault(task => task.CommentId == comment) is { } task
                        ? (said, task)
                        : null,
            }
        );
    }

    /// <summary>The tasks of the page, all of them.</summary>
    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> File(TaskFilter filter, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var book = await lists.ReadAsync(await audience.ReaderAsync(User, ct), ct);
        var sheets = new TaskSheets(text, await desk.WordsAsync(), settings, settings.DateOf(clock.GetUtcNow()));
        return new SheetResult(sheets.Of(filter, book, User.Name()));
    }

    [HttpPost("{id:long}/done")]
    public Task<IActionResult> Done(long id, int version, string? back, CancellationToken ct) =>
        ChangeAsync(id, version, back, store.DoneAsync, Deed.Done, ct);

    [HttpPost("{id:long}/reopen")]
    public Task<IActionResult> Reopen(long id, int version, string? back, CancellationToken ct) =>
        ChangeAsync(id, version, back, store.ReopenAsync, Deed.Undone, ct);

    /// <summary>Notes mentions as read: those that the form names, which are the person's own or nobody's.</summary>
    [HttpPost("read")]
    public async Task<IActionResult> Read(List<long> comments, CancellationToken ct)
    {
        if (comments.Count is > 0 and <= TasksPage.PageLength)
        {
            await commentStore.SeeAsync(User.Id(), comments, ct);
        }
        return LocalRedirect(Url.Content($"~/tasks?list={TaskFilter.Mentions}"));
    }

    private async Task<IActionResult> ChangeAsync(
        long id,
        int version,
        string? back,
        Change change,
        string deed,
        CancellationToken ct
    )
    {
        if (await desk.TaskAsync(id, User, ct) is not { } opened)
        {
            return NotFound();
        }
        if (!opened.Row.MayBeFinishedBy(opened.Reader, opened.MaySee))
        {
            return Forbid();
        }
        var said = await change(id, version, User.Id(), ct) ? deed : SaidNotice.TaskMeanwhile;
        return Back.To(Url, back, (await desk.WordsAsync()).Path(opened.Row.Subject), said, opened.Row.CommentId);
    }
}
