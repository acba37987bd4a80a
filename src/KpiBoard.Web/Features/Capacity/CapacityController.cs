using KpiBoard.Web.Features.Capacity.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Sheets;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Capacity;

/// <summary>Whose days are asked for, and whether there are enough.</summary>
[Route("strategy/capacity")]
public sealed class CapacityController(
    WorkReader reader,
    CapacityStore store,
    PageFrame frame,
    SheetMaker sheets,
    IStringLocalizer<CapacityText> text,
    TimeProvider clock
) : Controller
{
    private const int UsualMonths = 6;

    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(string? load, int? months, CapacityDone was, CancellationToken ct) =>
        View("Capacity", await PageAsync(load, months, ct) with { Done = was });

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> File(CancellationToken ct)
    {
        var page = await PageAsync(null, null, ct);
        return await sheets.MakeAsync(
            text["Title"],
            "capacity",
            ["business_unit", "month", "days", "running", "planned"],
            page.Plan.Loads.Select(load =>
                (IReadOnlyList<object?>)
                    [
                        load.Unit.Length == 0 ? null : load.Unit,
                        load.Month.ToString(),
                        load.Days,
                        load.Today,
                        load.Planned,
                    ]
            )
        );
    }

    [HttpPost("")]
    [Authorize(AccessPolicy.ManageInitiatives)]
    public async Task<IActionResult> Set(CapacityForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return View("Capacity", await PageAsync(null, null, ct) with { Form = form, IsWrong = true });
        }
        var days = form.Number();
        var before = await store.SetAsync(form.Unit, form.FromMonth, days, User.By(), ct);
        return Back("set", form.Unit, form.FromMonth, before, days);
    }

    [HttpPost("remove")]
    [Authorize(AccessPolicy.ManageInitiatives)]
    public async Task<IActionResult> Remove(string unit, int month, CancellationToken ct)
    {
        var before = await store.SetAsync(unit, month, null, User.By(), ct);
        return Back(before is null ? "changed-meanwhile" : "removed", unit, month, before, null);
    }

    [HttpPost("undo")]
    [Authorize(AccessPolicy.ManageInitiatives)]
    public async Task<IActionResult> Undo(CapacityDone was, CancellationToken ct)
    {
        var isDone =
            CapacityForm.IsMonth(was.Month)
            && was.Unit.Length is > 0 and <= 200
            && await store.UndoAsync(
                was.Unit,
                was.Month,
                CapacityDone.Read(was.After),
                CapacityDone.Read(was.Before),
                User.By(),
                ct
            );
        return RedirectToAction(nameof(Index), null, new { done = isDone ? "undone" : "changed-meanwhile" }, "days");
    }

    private RedirectToActionResult Back(string done, string unit, int month, double? before, double? after) =>
        RedirectToAction(
            nameof(Index),
            null,
            new
            {
                done,
                unit,
                month,
                before = CapacityDone.Write(before),
                after = CapacityDone.Write(after),
            },
            "days"
        );

    private async Task<CapacityPage> PageAsync(string? load, int? months, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var book = await reader.ReadAsync(settings.DateOf(clock.GetUtcNow()), ct);
        var count = months == WorkBook.Months ? WorkBook.Months : UsualMonths;
        return new(book, book.Follow(), settings)
        {
            MaySet = User.May(AccessPolicy.ManageInitiatives),
            Units = await store.UnitsAsync(ct),
            Steps = await store.AllAsync(ct),
            Months = [.. Enumerable.Range(0, count).Select(number => book.Now + number)],
            Load = load == CapacityPage.ByPlan ? load : "",
        };
    }
}
