using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What becomes of a comment: taken back, settled, made a task.</summary>
[Route("comments/{id:long}")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class ThreadsController(
    ConversationDesk desk,
    CommentStore store,
    TaskStore tasks,
    Audience audience,
    IStringLocalizer<ConversationText> text
) : Controller
{
    private delegate Task<bool> Change(long id, int version, Reader by, CancellationToken ct);

    [HttpPost("delete")]
    public Task<IActionResult> Delete(long id, int version, string? back, CancellationToken ct) =>
        ChangeAsync(id, version, back, IsOwn, store.DeleteAsync, Deed.Deleted, ct);

    [HttpPost("restore")]
    public Task<IActionResult> Restore(long id, int version, string? back, CancellationToken ct) =>
        ChangeAsync(id, version, back, IsOwn, store.RestoreAsync, Deed.Restored, ct);

    [HttpPost("resolve")]
    public Task<IActionResult> Resolve(long id, int version, string? back, CancellationToken ct) =>
        ChangeAsync(id, version, back, MayResolve, store.ResolveAsync, Deed.Resolved, ct);

    [HttpPost("reopen")]
    public Task<IActionResult> Reopen(long id, int version, string? back, CancellationToken ct) =>
        ChangeAsync(id, version, back, MayResolve, store.ReopenAsync, Deed.Reopened, ct);

    /// <summary>Turns the comment into a task for somebody who may see what it is about.</summary>
    [HttpPost("task")]
    public async Task<IActionResult> Ask(long id, TaskForm form, CancellationToken ct)
    {
        if (await desk.CommentAsync(id, User, ct) is not { Row: { IsDeleted: false, ParentId: null } } opened)
        {
            return NotFound();
        }
        if (!opened.MaySee)
        {
            return Forbid();
        }
        var subject = opened.Row.Subject;
        var people = await audience.PeopleAsync(subject, ct);
        var owner = people.FirstOrDefault(person => person.Id == form.Owner);
        if (owner is { MaySee: false })
        {
            ModelState.AddModelError(nameof(form.Owner), text["Invalid.Stranger", owner.Handle]);
        }
        else if (owner is null && form.Owner is not null)
        {
            ModelState.AddModelError(nameof(form.Owner), text["Invalid.Owner"]);
        }
        var words = await desk.WordsAsync();
        if (!ModelState.IsValid)
        {
            return View("Ask", new AskPage(form, words.Name(opened.Row), opened.Row, people));
        }
        var request = new Request(form.Title.Trim(), owner!.Id, form.DueOn);
        var added = await tasks.AddAsync(id, request, User.Id(), ct);
        return Back.To(Url, form.Back, words.Path(subject), added is null ? SaidNotice.TaskMeanwhile : Deed.Asked, id);
    }

    private async Task<IActionResult> ChangeAsync(
        long id,
        int version,
        string? back,
        Func<Opened<CommentRow>, bool> isAllowed,
        Change change,
        string deed,
        CancellationToken ct
    )
    {
        if (await desk.CommentAsync(id, User, ct) is not { } opened)
        {
            return NotFound();
        }
        if (!opened.MaySee || !isAllowed(opened))
        {
            return Forbid();
        }
        var said = await change(id, version, opened.Reader, ct) ? deed : SaidNotice.Meanwhile;
        return Back.To(Url, back, (await desk.WordsAsync()).Path(opened.Row.Subject), said, id);
    }

    private static bool IsOwn(Opened<CommentRow> opened) =>
        opened.Row.AuthorId is { } author && author == opened.Reader.Id;

    private static bool MayResolve(Opened<CommentRow> opened) => opened.Reader.MayModerate || IsOwn(opened);
}
