using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>What an initiative has cost, and what its sponsor has done for it.</summary>
[Route("strategy/initiatives/{id:long}/plan")]
[Authorize(AccessPolicy.EditInitiatives)]
public sealed class MoneyController(PlanQueries queries, PlanStore store, PlanDesk desk) : Controller
{
    [HttpPost("costs")]
    public async Task<IActionResult> Cost(long id, CostForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!row.MayBePlannedBy(User))
        {
            return Forbid();
        }
        var page = (await desk.PageAsync(id, User, ct))!;
        if (!ModelState.IsValid || page.Currency.Length == 0)
        {
            return View("Plan", page with { Cost = form, Open = PlanKind.Cost });
        }
        var added = await store.AddCostAsync(id, form.ToContent(page.Currency), User.By(), ct);
        return Back(id, PlanKind.Cost, added);
    }

    [HttpPost("sponsor")]
    public async Task<IActionResult> Act(long id, ActForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!row.MayBePlannedBy(User) && !row.MayBeHelpedBy(User))
        {
            return Forbid();
        }
        if (!ModelState.IsValid)
        {
            return View("Plan", (await desk.PageAsync(id, User, ct))! with { Act = form, Open = PlanKind.Act });
        }
        var day = Infrastructure.Localisation.TypedNumber.ParseDay(form.ActedOn)!.Value;
        var added = await store.AddActAsync(id, day, Typed.Text(form.ActWhat), User.Id(), User.By(), ct);
        return Back(id, PlanKind.Act, added);
    }

    private RedirectToActionResult Back(long id, string kind, long added) =>
        RedirectToAction(
            "Show",
            "Plan",
            new
            {
                id,
                done = kind,
                kind,
                added,
            },
            kind
        );
}
