using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>One initiative: read by all; what was changed last is taken back by whoever may change it.</summary>
[Route("strategy/initiatives")]
public sealed class InitiativesController(
    InitiativeQueries queries,
    InitiativeStore store,
    LifeStore life,
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

    [HttpPost("{id:long}/undo")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Undo(long id, int version, CancellationToken ct)
    {
        if (await queries.WholeAsync(id, ct) is not { } whole)
        {
            return NotFound();
        }
        var before = await store.ContentAsync(id, version - 1, ct);
        if (!User.MayEdit(whole.Row) || (before is not null && !User.MayUndo(whole.Content, before)))
        {
            return Forbid();
        }
        // What goes back to where it was approved is approved again.
        var isClosed =
            before is not null
            && BetRules.Judges(whole.Content, before)
            && await life.JudgeAsync(id, before, ct) is { IsOpen: false };
        var undone = !isClosed && await store.UndoAsync(id, version, User.By(), ct);
        var done =
            undone ? "undone"
            : isClosed ? "gate-closed"
            : "changed-meanwhile";
        return RedirectToAction(nameof(Show), new { id, done });
    }
}
