using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What people are asked to do.</summary>
[Route("tasks")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class TasksController(ConversationDesk desk, TaskStore store) : Controller
{
    private delegate Task<bool> Change(long id, int version, long byId, CancellationToken ct);

    [HttpPost("{id:long}/done")]
    public Task<IActionResult> Done(long id, int version, string? back, CancellationToken ct) =>
        ChangeAsync(id, version, back, store.DoneAsync, Deed.Done, ct);

    [HttpPost("{id:long}/reopen")]
    public Task<IActionResult> Reopen(long id, int version, string? back, CancellationToken ct) =>
        ChangeAsync(id, version, back, store.ReopenAsync, Deed.Undone, ct);

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
        if (!MayFinish(opened))
        {
            return Forbid();
        }
        var said = await change(id, version, User.Id(), ct) ? deed : SaidNotice.TaskMeanwhile;
        return Back.To(Url, back, (await desk.WordsAsync()).Path(opened.Row.Subject), said, opened.Row.CommentId);
    }

    /// <summary>Whose task it is, who asked, and who answers for all of it.</summary>
    private static bool MayFinish(Opened<TaskRow> opened) =>
        opened.Reader.Id == opened.Row.OwnerId
        || opened.Reader.Id == opened.Row.AskedById
        || (opened.MaySee && opened.Reader.MayModerate);
}
