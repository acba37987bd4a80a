using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>What is proposed, and deciding on it, one after the other.</summary>
[Route("priorities")]
public sealed class ProposalsController(
    PriorityQueries queries,
    PriorityRunner runner,
    ProposalComposer composer,
    DecisionDesk desk,
    IStringLocalizer<PriorityText> text
) : Controller
{
    /// <summary>Leads to the first open decision.</summary>
    [HttpGet("decide")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Decide(CancellationToken ct)
    {
        await runner.CatchUpAsync(ct);
        return await queries.OpenAsync(ct) is [var first, ..]
            ? RedirectToAction(nameof(Show), new { id = first.Id })
            : Redirect("~/priorities?done=none");
    }

    [HttpGet("proposals/{id:long}")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Show(long id, long? after, CancellationToken ct) =>
        await queries.ProposalAsync(id, ct) is { } row
            ? View("Proposal", await composer.PageAsync(row, new DecisionForm { Version = row.Version }, after, ct))
            : NotFound();

    [HttpPost("proposals/{id:long}")]
    [Authorize(AccessPolicy.DecidePriorities)]
    public async Task<IActionResult> Show(long id, DecisionForm form, CancellationToken ct)
    {
        if (await queries.ProposalAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            var decider = new Decider(User.Id(), User.By());
            var outcome = await desk.DecideAsync(id, form.Version, form.ToAnswer(), decider, ct);
            if (outcome.Refusal is null)
            {
                return await queries.OpenAsync(ct) is [var next, ..]
                    ? RedirectToAction(nameof(Show), new { id = next.Id, after = outcome.Id })
                    : Redirect("~/priorities?done=decided");
            }
            // What was typed stays, beside the proposal as it is by now.
            ModelState.AddModelError("", outcome.Message ?? text["Conflict"]);
            row = (await queries.ProposalAsync(id, ct))!;
            ModelState.Remove(nameof(form.Version));
            form = form with { Version = row.Version };
        }
        return View("Proposal", await composer.PageAsync(row, form, null, ct));
    }
}
