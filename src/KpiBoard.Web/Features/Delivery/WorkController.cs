using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Delivery.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>The days that are left, by unit and month, for who plans them.</summary>
[Route("strategy/initiatives/{id:long}/plan/work")]
[Authorize(AccessPolicy.EditInitiatives)]
public sealed class WorkController(
    PlanQueries queries,
    WorkStore store,
    PlanDesk desk,
    PageFrame frame,
    IStringLocalizer<DeliveryText> text
) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken ct)
    {
        if (await queries.PlanAsync(id, ct) is not { } plan)
        {
            return NotFound();
        }
        if (!plan.Initiative.MayBePlannedBy(User))
        {
            return Forbid();
        }
        var today = await desk.TodayAsync();
        return View("Work", await PageAsync(plan, Shown(plan, today), today));
    }

    [HttpPost("")]
    public async Task<IActionResult> Index(long id, WorkForm form, CancellationToken ct)
    {
        if (await queries.PlanAsync(id, ct) is not { } plan)
        {
            return NotFound();
        }
        if (!plan.Initiative.MayBePlannedBy(User))
        {
            return Forbid();
        }
        var today = await desk.TodayAsync();
        var now = Month.FromDate(today);
        if (!IsReadable(form, plan, now) || !ModelState.IsValid)
        {
            return View("Work", await PageAsync(plan, form, today));
        }
        var rows = Rows(form);
        if (!await store.PlanWorkAsync(id, now.Key, form.Mark, rows, ct))
        {
            // What was typed stays; stored once more, it takes the place of what somebody else has stored.
            ModelState.Clear();
            var again = form with { Mark = plan.WorkMark };
            return View("Work", await PageAsync(plan, again, today) with { IsConflict = true });
        }
        var stored = (await queries.PlanAsync(id, ct))!;
        ModelState.Clear();
        var before = plan.IsPlanned(now) ? Shown(plan, today) : new WorkForm { First = now.Key };
        return View(
            "Work",
            await PageAsync(stored, Shown(stored, today), today) with
            {
                IsSaved = true,
                Before = before with { Mark = stored.WorkMark },
            }
        );
    }

    private async Task<WorkPage> PageAsync(Plan plan, WorkForm form, DateOnly today) =>
        new(plan, await frame.SettingsAsync(), today, form)
        {
            Months =
            [
                .. Enumerable
                    .Range(0, form.Rows.Count == 0 ? 0 : form.Rows.Max(row => row.Days.Count))
                    .Select(number => Month.FromKey(form.First) + number),
            ],
        };

    /// <summary>The grid as it stands, or as the even spread would fill it.</summary>
    private static WorkForm Shown(Plan plan, DateOnly today)
    {
        var months = plan.Months(today);
        var shares = plan.Shares(today).ToLookup(share => (share.Unit, share.Month), share => share.Days);
        return new()
        {
            First = months[0].Key,
            Mark = plan.WorkMark,
            Rows =
            [
                .. plan.Rows(today)
                    .Select(unit => new WorkFormRow
                    {
                        Unit = unit,
                        Days = [.. months.Select(month => Typed.ShowDays(shares[(unit, month)].Sum()))],
                    }),
            ],
        };
    }

    /// <summary>Whether the form speaks of units and months that can be planned, in numbers.</summary>
    private bool IsReadable(WorkForm form, Plan plan, Month now)
    {
        var units = plan.Units.Union(plan.Work.Select(row => row.BusinessUnit)).ToHashSet(StringComparer.Ordinal);
        var isGrid =
            form.First == now.Key
            && form.Rows.All(row => units.Contains(row.Unit) && row.Days.Count <= 36)
            && form.Rows.Select(row => row.Unit).Distinct().Count() == form.Rows.Count;
        if (!isGrid)
        {
            ModelState.AddModelError("", text["Invalid.Work"]);
            return false;
        }
        foreach (var (at, row) in form.Rows.Index())
        {
            foreach (var (column, _) in row.Days.Index().Where(day => Typed.Days(day.Item ?? "") is null))
            {
                ModelState.AddModelError($"Rows[{at}].Days[{column}]", text["Invalid.Days"]);
            }
        }
        return true;
    }

    private static IReadOnlyList<WorkRow> Rows(WorkForm form) =>
        [
            .. form.Rows.SelectMany(row =>
                row.Days.Index()
                    .Select(day => new WorkRow
                    {
                        BusinessUnit = row.Unit,
                        Month = (Month.FromKey(form.First) + day.Index).Key,
                        Days = Typed.Days(day.Item ?? "") ?? 0,
                    })
                    .Where(share => share.Days > 0)
            ),
        ];
}
