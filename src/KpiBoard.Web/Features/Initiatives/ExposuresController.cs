using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Who has received the initiative since when: the ground on which its effect is measured later.</summary>
[Route("strategy/initiatives/{id:long}/exposures")]
[Authorize(AccessPolicy.EditInitiatives)]
public sealed class ExposuresController(
    InitiativeQueries queries,
    ExposureStore store,
    InitiativePageComposer pages,
    PageFrame frame,
    IStringLocalizer<InitiativeText> text,
    TimeProvider clock
) : Controller
{
    private const int MostNamed = 5;

    [HttpPost("")]
    public async Task<IActionResult> Add(long id, ExposureForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!User.MayEdit(row))
        {
            return Forbid();
        }
        if (ModelState.IsValid && await TryAddAsync(id, form, ct))
        {
            return Back(id, "exposure");
        }
        return View("Initiative", await pages.OfAsync((await queries.WholeAsync(id, ct))!, form, null, ct));
    }

    [HttpPost("{first:long}/end")]
    public async Task<IActionResult> End(long id, long first, string? toDay, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!User.MayEdit(row))
        {
            return Forbid();
        }
        var today = (await frame.SettingsAsync()).DateOf(clock.GetUtcNow());
        var ended = await store.EndAsync(id, first, TypedNumber.ParseDay(toDay ?? "") ?? today, ct);
        return Back(id, ended ? "exposure" : "changed-meanwhile");
    }

    [HttpPost("{first:long}/remove")]
    public async Task<IActionResult> Remove(long id, long first, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!User.MayEdit(row))
        {
            return Forbid();
        }
        await store.RemoveAsync(id, first, ct);
        return Back(id, "exposure");
    }

    private async Task<bool> TryAddAsync(long id, ExposureForm form, CancellationToken ct)
    {
        var (from, to) = (TypedNumber.ParseDay(form.FromDay)!.Value, TypedNumber.ParseDay(form.ToDay));
        if (form.Kind() != ExposureKind.Customer)
        {
            await store.AddMemberAsync(id, form.Kind(), form.Member(), from, to, User.By(), ct);
            return true;
        }
        var unknown = await store.AddCustomersAsync(id, form.Numbers(), from, to, User.By(), ct);
        if (unknown.Count > 0)
        {
            var named = string.Join(", ", unknown.Take(MostNamed));
            ModelState.AddModelError(nameof(form.Customers), text["Invalid.UnknownCustomers", unknown.Count, named]);
        }
        return unknown.Count == 0;
    }

    private RedirectToActionResult Back(long id, string done) =>
        RedirectToAction("Show", "Initiatives", new { id, done });
}
