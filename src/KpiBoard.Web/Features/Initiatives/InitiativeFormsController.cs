using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Writing an initiative down and editing it.</summary>
[Route("strategy/initiatives")]
public sealed class InitiativeFormsController(
    InitiativeQueries queries,
    InitiativeStore store,
    LifeStore life,
    ThemeStore themes,
    InitiativeWords words,
    LifeWords lifeWords,
    PageFrame frame,
    Formats formats,
    IStringLocalizer<InitiativeText> text,
    TimeProvider clock
) : Controller
{
    [HttpGet("add")]
    [Authorize(AccessPolicy.ManageInitiatives)]
    public async Task<IActionResult> Add(long? theme, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        return await FormAsync(
            null,
            new InitiativeForm
            {
                Theme = theme,
                Owner = User.Id(),
                BudgetCurrency = settings.Currency ?? "",
                StartsOn = TypedNumber.ShowDay(settings.DateOf(clock.GetUtcNow())),
            },
            ct
        );
    }

    [HttpPost("add")]
    [Authorize(AccessPolicy.ManageInitiatives)]
    public async Task<IActionResult> Add(InitiativeForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await FormAsync(null, form, ct);
        }
        if (form.NewTheme.Trim() is { Length: > 0 } title)
        {
            form = form with { Theme = await themes.AddAsync(title, "", User.By(), ct) };
        }
        var id = await store.AddAsync(form.ToContent(formats, await frame.FiguresAsync()), User.By(), ct);
        return RedirectToAction("Show", "Initiatives", new { id, done = "added" });
    }

    [HttpGet("{id:long}/edit")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Edit(long id, CancellationToken ct)
    {
        if (await queries.WholeAsync(id, ct) is not { } whole)
        {
            return NotFound();
        }
        return User.MayEdit(whole.Row)
            ? await FormAsync(
                whole.Row,
                InitiativeForm.From(whole.Content, whole.Row.Version, formats, await frame.FiguresAsync()),
                ct
            )
            : Forbid();
    }

    [HttpPost("{id:long}/edit")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Edit(long id, InitiativeForm form, CancellationToken ct)
    {
        if (await queries.WholeAsync(id, ct) is not { } whole)
        {
            return NotFound();
        }
        if (!User.MayEdit(whole.Row))
        {
            return Forbid();
        }
        if (!ModelState.IsValid)
        {
            return await FormAsync(whole.Row, form, ct);
        }
        var content = form.ToContent(formats, await frame.FiguresAsync()) with { Status = whole.Row.Status };
        if (form.Version == whole.Row.Version && await RefusedAsync(id, whole.Content, content, ct) is { } why)
        {
            ModelState.AddModelError(nameof(form.IsBet), why);
            return await FormAsync(whole.Row, form, ct);
        }
        return await store.ChangeAsync(id, form.Version, content, User.By(), ct)
            ? RedirectToAction("Show", "Initiatives", new { id, done = "saved" })
            : await ConflictAsync(id, form, content, ct);
    }

    /// <summary>Why what was approved cannot be changed like this; null when it can.</summary>
    private async Task<string?> RefusedAsync(long id, InitiativeContent now, InitiativeContent to, CancellationToken ct)
    {
        if (!User.MayChangeBet(now, to))
        {
            return text["Invalid.BetTerms"];
        }
        return BetRules.Judges(now, to) && await life.JudgeAsync(id, to, ct) is { IsOpen: false } gate
            ? lifeWords.Refusal(new(StepRefusal.GateClosed, gate), await frame.SettingsAsync())
            : null;
    }

    private async Task<IActionResult> FormAsync(
        InitiativeRow? row,
        InitiativeForm form,
        CancellationToken ct,
        EditConflict? conflict = null
    )
    {
        var choices = await queries.ChoicesAsync(ct);
        var settings = await frame.SettingsAsync();
        var lines = conflict is null ? [] : words.Lines(conflict, choices, settings);
        var page = new InitiativeFormPage(row, form, choices, settings, lines)
        {
            ByWhen = settings.DateOf(clock.GetUtcNow()).AddYears(1),
        };
        return View("InitiativeForm", page);
    }

    /// <summary>Somebody was faster: both versions side by side, and a form that holds what each changed alone.</summary>
    private async Task<IActionResult> ConflictAsync(
        long id,
        InitiativeForm form,
        InitiativeContent mine,
        CancellationToken ct
    )
    {
        var whole = (await queries.WholeAsync(id, ct))!;
        var common = await store.ContentAsync(id, form.Version, ct) ?? whole.Content;
        // Steps are not taken in this form.
        var conflict = new EditConflict(common, whole.Content, mine with { Status = common.Status });
        // The fields are filled from the merged form, not from what the browser sent.
        ModelState.Clear();
        return await FormAsync(
            whole.Row,
            InitiativeForm.From(conflict.Merged, whole.Row.Version, formats, await frame.FiguresAsync()),
            ct,
            conflict
        );
    }
}
