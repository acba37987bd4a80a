using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Capacity;

/// <summary>Where units that need each other want different things.</summary>
[Route("strategy/commitments")]
public sealed class CommitmentsController(CommitmentStore store, PageFrame frame) : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(CommitmentDone was, CancellationToken ct) =>
        View("Commitments", await PageAsync(ct) with { Done = was });

    [HttpPost("")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Set(CommitmentForm form, CancellationToken ct)
    {
        var page = await PageAsync(ct);
        if (!page.SpeaksFor(form.Unit))
        {
            return Forbid();
        }
        if (
            !page.Initiatives.Any(one =>
                one.Id == form.Initiative && one.Rows.Any(row => row.BusinessUnit == form.Unit)
            )
        )
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return View("Commitments", page with { Form = form, IsInvalid = true });
        }
        var said = (form.Place, form.Commitment, form.Why.ReplaceLineEndings("\n").Trim());
        var version = await store.SetAsync(form.Initiative, form.Unit, form.Version, said, User.By(), ct);
        return version is { } stored
            ? RedirectToAction(
                nameof(Index),
                null,
                new
                {
                    done = "saved",
                    initiative = form.Initiative,
                    unit = form.Unit,
                    version = stored,
                },
                $"initiative-{form.Initiative}"
            )
            : RedirectToAction(nameof(Index), new { done = "changed-meanwhile" });
    }

    [HttpPost("undo")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Undo(CommitmentDone was, CancellationToken ct)
    {
        if (!(await store.SpeaksForAsync(User, ct))(was.Unit))
        {
            return Forbid();
        }
        var isDone = await store.UndoAsync(was.Initiative, was.Unit, was.Version, User.By(), ct);
        return RedirectToAction(nameof(Index), new { done = isDone ? "undone" : "changed-meanwhile" });
    }

    private async Task<CommitmentsPage> PageAsync(CancellationToken ct) =>
        new(SharedInitiative.InOrder(await store.AllAsync(ct)), await frame.SettingsAsync())
        {
            SpeaksFor = await store.SpeaksForAsync(User, ct),
        };
}
