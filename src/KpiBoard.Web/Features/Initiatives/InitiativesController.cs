using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>One initiative: read by all, approved by executives, moved by them and by who is responsible.</summary>
[Route("strategy/initiatives")]
public sealed class InitiativesController(
    InitiativeQueries queries,
    InitiativeStore store,
    InitiativePageComposer pages
) : Controller
{
    [HttpGet("{id:long}")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Show(long id, string? done, CancellationToken ct)
    {
        if (await queries.WholeAsync(id, ct) is not { } whole)
        {
            return NotFound();
        }
        return View("Initiative", await pages.OfAsync(whole, new ExposureForm(), done, ct));
    }

    [HttpPost("{id:long}/status")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Move(long id, int version, string status, string? back, CancellationToken ct)
    {
        if (await queries.WholeAsync(id, ct) is not { } whole)
        {
            return NotFound();
        }
        if (!User.MayEdit(whole.Row) || !User.MayMove(whole.Row.Status, status))
        {
            return Forbid();
        }
        var moved =
            InitiativeStatus.All.Contains(status)
            && await store.ChangeAsync(
                id,
                version,
                whole.Content with
                {
                    Status = status,
                },
                User.By(),
                ct,
                VersionAction.Moved
            );
        // Whoever moves several goes on where they were; the card itself says where it stands now.
        return moved && Url.IsLocalUrl(back)
            ? LocalRedirect($"{back}#initiative-{id}")
            : RedirectToAction(nameof(Show), new { id, done = moved ? "saved" : "changed-meanwhile" });
    }

    [HttpPost("{id:long}/undo")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Undo(long id, int version, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (
            !User.MayEdit(row)
            || (await store.ContentAsync(id, version - 1, ct) is { } before && !User.MayMove(row.Status, before.Status))
        )
        {
            return Forbid();
        }
        var undone = await store.UndoAsync(id, version, User.By(), ct);
        return RedirectToAction(nameof(Show), new { id, done = undone ? "undone" : "changed-meanwhile" });
    }
}
