using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Initiatives.Life;

/// <summary>The steps of an initiative's life: by executives all of them, by who is responsible those of the work.</summary>
[Route("strategy/initiatives/{id:long}/steps/{to}")]
[Authorize(AccessPolicy.EditInitiatives)]
public sealed class LifeController(InitiativeQueries queries, LifeStore store, LifeWords words, PageFrame frame)
    : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Ask(long id, string to, string? back, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row || !InitiativeStatus.All.Contains(to))
        {
            return NotFound();
        }
        return User.MayEdit(row)
            ? await FormAsync(row, to, new StepForm { Version = row.Version, Back = back ?? "" }, ct)
            : Forbid();
    }

    [HttpPost("")]
    public async Task<IActionResult> Take(long id, string to, StepForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row || !InitiativeStatus.All.Contains(to))
        {
            return NotFound();
        }
        if (!User.MayEdit(row))
        {
            return Forbid();
        }
        if (!ModelState.IsValid || InitiativeLife.Find(row.Status, to) is not { } step)
        {
            return await FormAsync(row, to, form, ct);
        }
        if (!step.Admits(User.May(AccessPolicy.ManageInitiatives)))
        {
            return Forbid();
        }
        var outcome = await store.MoveAsync(id, form.Version, to, form.Why, User.By(), ct);
        switch (outcome.Refusal)
        {
            case null:
                // Whoever moves several goes on where they were; the card itself says where it stands now.
                return Url.IsLocalUrl(form.Back)
                    ? LocalRedirect($"{form.Back}#initiative-{id}")
                    : RedirectToAction("Show", "Initiatives", new { id, done = "saved" });
            case StepRefusal.WhyMissing:
                ModelState.AddModelError(nameof(form.Why), words.Refusal(outcome, await frame.SettingsAsync()));
                return await FormAsync(row, to, form, ct);
            case StepRefusal.GateClosed:
                return await FormAsync(row, to, form, ct);
            default:
                return RedirectToAction("Show", "Initiatives", new { id, done = "changed-meanwhile" });
        }
    }

    /// <summary>A step that there is no more has been taken by somebody else meanwhile.</summary>
    private async Task<IActionResult> FormAsync(InitiativeRow row, string to, StepForm form, CancellationToken ct)
    {
        if (InitiativeLife.Find(row.Status, to) is not { } step)
        {
            return RedirectToAction("Show", "Initiatives", new { row.Id, done = "changed-meanwhile" });
        }
        if (!step.Admits(User.May(AccessPolicy.ManageInitiatives)))
        {
            return Forbid();
        }
        var gate = step.IsApproval ? await store.JudgeAsync(row.Id, ct) : null;
        return View(
            "Step",
            new StepPage(row, step, form, gate is { IsOpen: false } ? gate : null, await frame.SettingsAsync())
            {
                StaleSince = gate?.StaleSince,
            }
        );
    }
}
