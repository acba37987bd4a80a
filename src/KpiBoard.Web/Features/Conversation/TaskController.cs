using System.Globalization;
using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>One task: handed on, given another day, withdrawn; and each of these taken back.</summary>
[Route("tasks/{id:long}")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class TaskController(
    ConversationDesk desk,
    ConversationQueries queries,
    TaskStore store,
    Audience audience,
    PageFrame frame,
    IStringLocalizer<ConversationText> text,
    TimeProvider clock
) : Controller
{
    private delegate Task<bool> Change(long id, int version, long byId, CancellationToken ct);

    [HttpGet("")]
    public async Task<IActionResult> Show(long id, string? said, CancellationToken ct)
    {
        if (await desk.TaskAsync(id, User, ct) is not { } opened)
        {
            return NotFound();
        }
        var (task, reader) = (opened.Row, opened.Reader);
        var isTheirs = task.MayBeFinishedBy(reader, opened.MaySee) || task.MayBeTakenBackBy(reader, opened.MaySee);
        var form = new MoveForm
        {
            Owner = task.OwnerId,
            Due = task.DueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            Version = task.Version,
        };
        return opened.MaySee || isTheirs ? await PageAsync(opened, form, said, ct) : Forbid();
    }

    /// <summary>Hands the task to somebody who may see what it is about, or only moves its day.</summary>
    [HttpPost("move")]
    public async Task<IActionResult> Move(long id, MoveForm form, CancellationToken ct)
    {
        if (await desk.TaskAsync(id, User, ct) is not { } opened)
        {
            return NotFound();
        }
        var task = opened.Row;
        if (!task.MayBeFinishedBy(opened.Reader, opened.MaySee))
        {
            return Forbid();
        }
        if (form.Owner is { } chosen && chosen != task.OwnerId)
        {
            var person = (await audience.PeopleAsync(task.Subject, ct)).FirstOrDefault(one => one.Id == chosen);
            if (person is not { MaySee: true })
            {
                var refused = person is null ? text["Invalid.Owner"] : text["Invalid.Stranger", person.Handle];
                ModelState.AddModelError(nameof(form.Owner), refused);
            }
        }
        if (!ModelState.IsValid)
        {
            return await PageAsync(opened, form, null, ct);
        }
        var (owner, by) = (form.Owner!.Value, User.Id());
        if (form.Version != task.Version)
        {
            return To(id, SaidNotice.TaskMeanwhile);
        }
        if (owner == task.OwnerId)
        {
            return form.DueOn == task.DueOn ? To(id, null)
                : await store.DateAsync(id, form.Version, form.DueOn, owner, by, ct) ? To(id, Deed.Dated)
                : To(id, SaidNotice.TaskMeanwhile);
        }
        return To(
            id,
            await store.HandAsync(id, form.Version, form.DueOn, owner, by, ct) ? Deed.Handed : SaidNotice.TaskMeanwhile
        );
    }

    [HttpPost("take-back")]
    public Task<IActionResult> TakeBack(long id, int version, CancellationToken ct) =>
        ChangeAsync(
            id,
            version,
            opened =>
                opened.Row.MayBeTakenBackBy(opened.Reader, opened.MaySee)
                || opened.Row.MayBeFinishedBy(opened.Reader, opened.MaySee),
            store.TakeBackAsync,
            Deed.TakenBack,
            ct
        );

    [HttpPost("withdraw")]
    public Task<IActionResult> Withdraw(long id, int version, CancellationToken ct) =>
        ChangeAsync(id, version, MayWithdraw, store.WithdrawAsync, Deed.Withdrawn, ct);

    [HttpPost("ask-again")]
    public Task<IActionResult> AskAgain(long id, int version, CancellationToken ct) =>
        ChangeAsync(id, version, MayWithdraw, store.AskAgainAsync, Deed.AskedAgain, ct);

    private static bool MayWithdraw(Opened<TaskRow> opened) => opened.Row.MayBeWithdrawnBy(opened.Reader);

    private async Task<IActionResult> ChangeAsync(
        long id,
        int version,
        Func<Opened<TaskRow>, bool> isAllowed,
        Change change,
        string deed,
        CancellationToken ct
    )
    {
        if (await desk.TaskAsync(id, User, ct) is not { } opened)
        {
            return NotFound();
        }
        return !isAllowed(opened)
            ? Forbid()
            : To(id, await change(id, version, User.Id(), ct) ? deed : SaidNotice.TaskMeanwhile);
    }

    private LocalRedirectResult To(long id, string? said) =>
        LocalRedirect(Url.Content($"~/tasks/{id}{(said is null ? "" : $"?said={said}")}"));

    private async Task<ViewResult> PageAsync(Opened<TaskRow> opened, MoveForm form, string? said, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var comment = await queries.FindAsync(opened.Row.CommentId, ct);
        return View(
            "Task",
            new TaskPage(opened.Row, comment!, opened.Reader, await desk.WordsAsync())
            {
                Settings = settings,
                Today = settings.DateOf(clock.GetUtcNow()),
                Form = form,
                MaySee = opened.MaySee,
                People = await audience.PeopleAsync(opened.Row.Subject, ct),
                Changes = await queries.ChangesAsync(opened.Row.Id, ct),
                Said = said is SaidNotice.TaskMeanwhile || Deed.OfTasks.Contains(said) ? said : null,
            }
        );
    }
}
