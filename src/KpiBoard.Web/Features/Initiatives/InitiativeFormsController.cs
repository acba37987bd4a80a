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
    ThemeStore themes,
    InitiativeWords words,
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
        if (!User.MayMove(whole.Row.Status, form.Status))
        {
            ModelState.AddModelError(nameof(form.Status), text["Invalid.Approval"]);
        }
        if (!ModelState.IsValid)
        {
            return await FormAsync(whole.Row, form, ct);
        }
        var content = form.ToContent(formats, await frame.FiguresAsync());
        return await store.ChangeAsync(id, form.Version, content, User.By(), ct)
            ? RedirectToAction("Show", "Initiatives", new { id, done = "saved" })
            : await ConflictAsync(id, form, content, ct);
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
        var mayApprove = User.May(AccessPolicy.ManageInitiatives);
        var page = new InitiativeFormPage(row, form, choices, settings, lines, mayApprove)
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
        var conflict = new EditConflict(common, whole.Content, mine);
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
