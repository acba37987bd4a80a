using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>
/// The sandbox: what is tried stands in the address and nowhere else until somebody saves it. All who read the board may
/// try; executives and owners save.
/// </summary>
[Route("priorities/what-if")]
public sealed class WhatIfController(
    TrialMaker trials,
    ScenarioQueries queries,
    ScenarioStore store,
    PriorityLanguage language,
    IStringLocalizer<WhatIfText> text
) : Controller
{
    /// <summary>Asked by the script of the page: the result alone, instead of the way to it.</summary>
    private const string Part = "part";

    /// <summary>Five hundred initiatives with a score of fields each.</summary>
    private const int MostFields = 20_000;

    /// <summary>The sandbox.</summary>
    /// <param name="scenario">The saved one to begin with.</param>
    /// <param name="done">What was done last.</param>
    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(long? scenario, string? done, CancellationToken ct)
    {
        var saved = scenario is { } id ? await queries.FindAsync(id, ct) : null;
        if (scenario is not null && saved is not { RemovedAt: null })
        {
            return NotFound();
        }
        var changes = Request.Query.TryGetValue(ScenarioAddress.Parameter, out var said)
            ? ScenarioAddress.Read(said)
            : saved?.Read() ?? ScenarioChanges.None;
        return View(await PageAsync(await trials.ReadAsync(ct), changes, saved, FormOf(saved)) with { Done = done });
    }

    /// <summary>What somebody typed; leads to the address that says the same.</summary>
    [HttpPost("")]
    [Authorize(AccessPolicy.ReadBoard)]
    [RequestFormLimits(ValueCountLimit = MostFields)]
    public async Task<IActionResult> Index(long? scenario, IFormCollection form, CancellationToken ct)
    {
        var saved = scenario is { } id ? await queries.FindAsync(id, ct) : null;
        var situation = await trials.ReadAsync(ct);
        var before = ScenarioAddress.Read(form[ScenarioAddress.Parameter]);
        var changes = new TryForm(situation, await language.WordsAsync(), text).Read(form, before, ModelState);
        if (ScenarioAddress.Of(changes, saved?.Id).Length > ScenarioAddress.Longest)
        {
            ModelState.AddModelError("", text["Invalid.TooMany"]);
            changes = before;
        }
        if (ModelState.IsValid && !form.ContainsKey(Part))
        {
            return Redirect($"~{ScenarioAddress.Of(changes, saved?.Id)}");
        }
        var page = await PageAsync(situation, changes, saved, FormOf(saved), form);
        return form.ContainsKey(Part) ? PartialView("_Result", page) : View(page);
    }

    [HttpPost("save")]
    [Authorize(AccessPolicy.SaveScenarios)]
    public async Task<IActionResult> Save(ScenarioForm form, CancellationToken ct)
    {
        var saved = form.Scenario is { } id ? await queries.FindAsync(id, ct) : null;
        if (form.Scenario is not null && saved is null)
        {
            return NotFound();
        }
        if (saved is not null && !form.AsNew && !User.MayChange(saved))
        {
            return Forbid();
        }
        if (ModelState.IsValid)
        {
            if (saved is null || form.AsNew)
            {
                var added = await store.AddAsync(form.ToContent(), User.Id(), User.By(), ct);
                return RedirectToAction(nameof(Index), new { scenario = added, done = "saved" });
            }
            if (await store.ChangeAsync(saved.Id, form.Version, form.ToContent(), User.By(), ct))
            {
                return RedirectToAction(nameof(Index), new { scenario = saved.Id, done = "saved" });
            }
            // What was typed stays, and the next press saves over what somebody else has saved meanwhile.
            saved = (await queries.FindAsync(saved.Id, ct))!;
            ModelState.AddModelError("", text["Conflict", saved.ChangedBy]);
            ModelState.Remove(nameof(form.Version));
            form = form with { Version = saved.Version };
        }
        var page = await PageAsync(await trials.ReadAsync(ct), ScenarioAddress.Read(form.C), saved, form);
        return View("Index", page);
    }

    private static ScenarioForm FormOf(ScenarioRow? saved) =>
        saved is null
            ? new()
            : new()
            {
                Name = saved.Name,
                Why = saved.Why,
                Version = saved.Version,
                Scenario = saved.Id,
            };

    private async Task<WhatIfPage> PageAsync(
        Situation situation,
        ScenarioChanges changes,
        ScenarioRow? saved,
        ScenarioForm form,
        IFormCollection? typed = null
    )
    {
        var words = await language.WordsAsync();
        var now = trials.Now(situation);
        var tried = trials.Try(situation, changes);
        var fields = new TryFields(
            situation,
            words,
            text,
            changes,
            name => typed is not null && ModelState.ContainsKey(name) ? typed[name].ToString() : null
        );
        return new(now, tried ?? now with { Changes = changes }, new(text, words), fields)
        {
            Saved = saved is { RemovedAt: null } ? saved : null,
            Form = form,
            MayChange = saved is not null && User.MayChange(saved),
            IsTooLarge = tried is null,
        };
    }
}
