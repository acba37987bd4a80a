using KpiBoard.Web.Features.Delivery.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>The tables of a plan as files.</summary>
[Route("strategy/initiatives/{id:long}/plan")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class PlanFilesController(PlanQueries queries, SheetMaker sheets, IStringLocalizer<DeliveryText> text)
    : Controller
{
    [HttpGet("milestones/csv")]
    [HttpGet("milestones/xlsx")]
    public async Task<IActionResult> Milestones(long id, CancellationToken ct)
    {
        if (await queries.PlanAsync(id, ct) is not { } plan)
        {
            return NotFound();
        }
        return await sheets.MakeAsync(
            $"{text["Milestones"]}: {plan.Initiative.Title}",
            $"milestones-{id}",
            ["title", "due_on", "done_on", "changed_at", "changed_by"],
            plan.Milestones.Select(row =>
                (IReadOnlyList<object?>)[row.Title, row.DueOn, row.DoneOn, row.ChangedAt, row.ChangedBy]
            )
        );
    }

    [HttpGet("costs/csv")]
    [HttpGet("costs/xlsx")]
    public async Task<IActionResult> Costs(long id, CancellationToken ct)
    {
        if (await queries.PlanAsync(id, ct) is not { } plan)
        {
            return NotFound();
        }
        return await sheets.MakeAsync(
            $"{text["Costs"]}: {plan.Initiative.Title}",
            $"costs-{id}",
            ["booked_on", "amount", "currency", "what", "added_at", "added_by"],
            plan.Costs.Select(row =>
                (IReadOnlyList<object?>)[row.BookedOn, row.Amount, row.Currency, row.What, row.AddedAt, row.AddedBy]
            )
        );
    }
}
