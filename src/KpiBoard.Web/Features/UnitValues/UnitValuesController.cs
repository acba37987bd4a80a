using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.UnitValues.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>What one unit of each figure is worth. Executives and finance set it, as they set targets.</summary>
[Route("strategy/values")]
public sealed class UnitValuesController(
    UnitValueStore store,
    UnitValuePageQueries queries,
    UnitValueReader reader,
    UnitValueComposer composer,
    UnitValuePreviewer previewer,
    UserQueries users,
    Formats formats,
    IStringLocalizer<UnitValuesText> text
) : Controller
{
    public static string EditAddress(UnitValueKey key) =>
        $"~/strategy/values/edit{QueryString.Create([new("kpi", key.Kpi), .. Member(key)])}";

    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(long? removed, CancellationToken ct)
    {
        var units = await UnitsAsync(ct);
        return View(await composer.ListAsync(await reader.ReadAsync(units, ct), units, removed, ct));
    }

    [HttpGet("edit")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Edit(string? kpi, string? member, bool saved, CancellationToken ct)
    {
        var units = await UnitsAsync(ct);
        var form = new UnitValueForm { Kpi = kpi ?? "", Member = member ?? "" };
        if (!units.Includes(form.Key.Dimension, form.Key.Member))
        {
            return Forbid();
        }
        var situation = await reader.ReadAsync(units, ct);
        if (form.Kpi.Length > 0)
        {
            if (!situation.Figures.TryGet(form.Kpi, out var known) || known.Good == GoodDirection.Neither)
            {
                return NotFound();
            }
            var version = (await queries.VersionsAsync(form.Key, ct)).FirstOrDefault(one => one.IsInForce);
            form = UnitValueForm.Of(form.Key, version, formats);
        }
        return View(await composer.EditAsync(situation, form, units, ct) with { IsSaved = saved });
    }

    /// <summary>Shows what a value would move; saves it only once that has been seen.</summary>
    [HttpPost("edit")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Edit(UnitValueForm form, CancellationToken ct)
    {
        var units = await UnitsAsync(ct);
        if (!units.Includes(form.Key.Dimension, form.Key.Member))
        {
            return Forbid();
        }
        var situation = await reader.ReadAsync(units, ct);
        if (situation.Values.Currency is not { } currency)
        {
            ModelState.AddModelError(nameof(form.Amount), text["Invalid.Currency"]);
            currency = "";
        }
        if (!ModelState.IsValid)
        {
            return View(await composer.EditAsync(situation, form, units, ct));
        }
        if (form is { Save: true, WasShown: true })
        {
            var written = await store.SetAsync(form.Key, form.ToContent(currency), form.Seen, User.By(), ct);
            if (written.IsDone)
            {
                return RedirectToAction(
                    nameof(Edit),
                    new
                    {
                        kpi = form.Kpi,
                        member = form.Key.Text.Length == 0 ? null : form.Key.Text,
                        saved = true,
                    }
                );
            }
            // What was typed stays in the form, beside what somebody else has set meanwhile.
            ModelState.Clear();
            ModelState.AddModelError("", text[written.Id is null ? "Conflict.Gone" : "Conflict.Changed"]);
            return View(
                await composer.EditAsync(situation, form with { Seen = written.Id, Previewed = "" }, units, ct)
            );
        }
        var preview = await previewer.PreviewAsync(situation, form.Key, form.ParseAmount()!.Value, ct);
        ModelState.Clear();
        var page = await composer.EditAsync(situation, form with { Previewed = form.Amount.Trim() }, units, ct);
        return View(page with { Preview = preview });
    }

    [HttpPost("{id:long}/remove")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Remove(long id, CancellationToken ct) =>
        !await MaySeeAsync(id, ct) ? Forbid()
        : await store.RemoveAsync(id, User.By(), ct) ? RedirectToAction(nameof(Index), new { removed = id })
        : RedirectToAction(nameof(Index));

    [HttpPost("{id:long}/restore")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Restore(long id, CancellationToken ct) =>
        !await MaySeeAsync(id, ct) ? Forbid()
        : await store.RestoreAsync(id, User.By(), ct) is { Id: { } now }
        && await queries.FindAsync(now, ct) is { } value
            ? Redirect(EditAddress(value.Key) + "&saved=true")
        : NotFound();

    private static IEnumerable<KeyValuePair<string, string?>> Member(UnitValueKey key) =>
        key.Dimension.Length == 0 ? [] : [new("member", key.Text)];

    private Task<VisibleUnits> UnitsAsync(CancellationToken ct) => users.VisibleUnitsAsync(User, ct);

    private async Task<bool> MaySeeAsync(long id, CancellationToken ct) =>
        await queries.FindAsync(id, ct) is not { } value
        || (await UnitsAsync(ct)).Includes(value.Dimension, value.Member);
}
