using KpiBoard.Web.Features.Delivery.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>The plan of one initiative: read by all, written by who is responsible and by executives.</summary>
[Route("strategy/initiatives/{id:long}/plan")]
public sealed class PlanController(
    PlanQueries queries,
    PlanStore store,
    DependencyStore dependencies,
    PlanDesk desk,
    IStringLocalizer<DeliveryText> text
) : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Show(
        long id,
        PlanDone was,
        string? edit,
        long item,
        int? late,
        CancellationToken ct
    )
    {
        if (await desk.PageAsync(id, User, ct) is not { } page)
        {
            return NotFound();
        }
        page = page with { Done = was, Open = edit ?? "", Delay = Math.Clamp(late ?? PlanPage.UsualDelay, 1, 999) };
        return View("Plan", page.MayPlan ? Filled(page, item) : page);
    }

    [HttpPost("milestones")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Milestone(long id, MilestoneForm form, CancellationToken ct)
    {
        if (await RefusedAsync(id, ct) is { } refused)
        {
            return refused;
        }
        if (!ModelState.IsValid)
        {
            return await AgainAsync(id, page => page with { Milestone = form, Open = PlanKind.Milestone }, ct);
        }
        var ended = form.Milestone == 0 ? (long?)null : form.Milestone;
        var added = await store.SetMilestoneAsync(id, ended, form.ToContent(), User.By(), ct);
        return Back(id, PlanKind.Milestone, "milestone", added, ended);
    }

    [HttpPost("risks")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Risk(long id, RiskForm form, CancellationToken ct)
    {
        if (await RefusedAsync(id, ct) is { } refused)
        {
            return refused;
        }
        if (!ModelState.IsValid)
        {
            return await AgainAsync(id, page => page with { Risk = form, Open = PlanKind.Risk }, ct);
        }
        var ended = form.Risk == 0 ? (long?)null : form.Risk;
        var added = await store.SetRiskAsync(id, ended, form.ToContent(), isClosed: false, User.By(), ct);
        return Back(id, PlanKind.Risk, "risk", added, ended);
    }

    /// <summary>A milestone is reached today, or a risk is over.</summary>
    [HttpPost("done")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Done(long id, string kind, long item, CancellationToken ct)
    {
        if (await RefusedAsync(id, ct) is { } refused)
        {
            return refused;
        }
        var plan = (await queries.PlanAsync(id, ct))!;
        var added =
            kind == PlanKind.Milestone && plan.Milestones.FirstOrDefault(row => row.Id == item) is { } milestone
                ? await store.SetMilestoneAsync(
                    id,
                    item,
                    new(milestone.Title, milestone.DueOn, await desk.TodayAsync()),
                    User.By(),
                    ct
                )
            : kind == PlanKind.Risk && plan.Risks.FirstOrDefault(row => row.Id == item) is { ClosedAt: null } risk
                ? await store.SetRiskAsync(
                    id,
                    item,
                    new(risk.Title, risk.Likelihood, risk.Consequence, risk.Answer, risk.OwnerId),
                    isClosed: true,
                    User.By(),
                    ct
                )
            : null;
        return Back(id, kind, kind == PlanKind.Risk ? "risk-closed" : "milestone", added, item);
    }

    [HttpPost("dependencies")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Dependency(long id, DependencyForm form, CancellationToken ct)
    {
        if (await RefusedAsync(id, ct) is { } refused)
        {
            return refused;
        }
        if (ModelState.IsValid)
        {
            var circle = await dependencies.AddAsync(id, form.Needs, Typed.Text(form.NeedsWhy), User.By(), ct);
            if (circle.Count == 0)
            {
                return Back(id, PlanKind.Dependency, "dependency", form.Needs, null);
            }
            var plan = (await queries.PlanAsync(id, ct))!;
            var way = string.Join(text["Circle.Needs"], circle.Select(one => plan.Span(one).Title));
            ModelState.AddModelError(nameof(form.Needs), text["Invalid.Circle", way]);
        }
        return await AgainAsync(id, page => page with { Dependency = form, Open = PlanKind.Dependency }, ct);
    }

    [HttpPost("remove")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Remove(long id, string kind, long item, CancellationToken ct)
    {
        if (await RefusedAsync(id, ct) is { } refused)
        {
            return refused;
        }
        var isDone =
            kind == PlanKind.Dependency
                ? await dependencies.RemoveAsync(id, item, ct)
                : PlanKind.Rows.Contains(kind) && await store.SwapAsync(kind, id, item, null, ct);
        return isDone
            ? RedirectToAction(
                nameof(Show),
                null,
                new
                {
                    id,
                    done = $"{kind}-removed",
                    kind,
                    ended = item,
                },
                kind
            )
            : Meanwhile(id, kind);
    }

    [HttpPost("undo")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Undo(long id, string kind, long? added, long? ended, CancellationToken ct)
    {
        // What a sponsor has recorded, a sponsor takes back.
        if (await RefusedAsync(id, ct, orSponsor: kind == PlanKind.Act) is { } refused)
        {
            return refused;
        }
        var isDone =
            kind == PlanKind.Dependency
                ? added is { } one
                    ? await dependencies.RemoveAsync(id, one, ct)
                    : ended is { } needs && (await dependencies.AddAsync(id, needs, null, User.By(), ct)).Count == 0
                : PlanKind.Rows.Contains(kind) && await store.SwapAsync(kind, id, added, ended, ct);
        return isDone ? RedirectToAction(nameof(Show), null, new { id, done = "undone" }, kind) : Meanwhile(id, kind);
    }

    /// <summary>With the row that is to be changed in its form.</summary>
    private static PlanPage Filled(PlanPage page, long item) =>
        page with
        {
            Milestone = page.Plan.Milestones.FirstOrDefault(row => row.Id == item && page.Open == PlanKind.Milestone)
                is { } milestone
                ? MilestoneForm.Of(milestone)
                : page.Milestone,
            Risk = page.Plan.Risks.FirstOrDefault(row => row.Id == item && page.Open == PlanKind.Risk) is { } risk
                ? RiskForm.Of(risk)
                : page.Risk,
        };

    private async Task<IActionResult?> RefusedAsync(long id, CancellationToken ct, bool orSponsor = false) =>
        await queries.FindAsync(id, ct) is not { } row ? NotFound()
        : row.MayBePlannedBy(User) || (orSponsor && row.MayBeHelpedBy(User)) ? null
        : Forbid();

    private async Task<IActionResult> AgainAsync(long id, Func<PlanPage, PlanPage> fill, CancellationToken ct) =>
        View("Plan", fill((await desk.PageAsync(id, User, ct))!));

    private RedirectToActionResult Back(long id, string kind, string done, long? added, long? ended) =>
        added is null
            ? Meanwhile(id, kind)
            : RedirectToAction(
                nameof(Show),
                null,
                new
                {
                    id,
                    done,
                    kind,
                    added,
                    ended,
                },
                kind
            );

    private RedirectToActionResult Meanwhile(long id, string kind) =>
        RedirectToAction(nameof(Show), null, new { id, done = "changed-meanwhile" }, kind);
}
