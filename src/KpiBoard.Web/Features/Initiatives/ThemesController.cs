using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Executives set the themes.</summary>
[Route("strategy/themes")]
[Authorize(AccessPolicy.ManageInitiatives)]
public sealed class ThemesController(InitiativeQueries queries, ThemeStore store, ThemeWords words, PageFrame frame)
    : Controller
{
    [HttpGet("add")]
    public async Task<IActionResult> Add(CancellationToken ct) => await ShowAsync(null, new ThemeForm(), null, [], ct);

    [HttpPost("add")]
    public async Task<IActionResult> Add(ThemeForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await ShowAsync(null, form, null, [], ct);
        }
        var content = form.ToContent();
        await store.AddAsync(content.Title, content.Why, User.By(), ct);
        return RedirectToAction("Index", "Strategy", new { done = "theme" });
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Edit(long id, string? done, CancellationToken ct) =>
        await queries.ThemeAsync(id, ct) is { } theme
            ? await ShowAsync(theme, ThemeForm.Of(theme.ToContent(), theme.Version), done, [], ct)
            : NotFound();

    [HttpPost("{id:long}")]
    public async Task<IActionResult> Edit(long id, ThemeForm form, CancellationToken ct)
    {
        if (await queries.ThemeAsync(id, ct) is not { } theme)
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return await ShowAsync(theme, form, null, [], ct);
        }
        var mine = form.ToContent();
        if (await store.ChangeAsync(id, form.Version, mine, User.By(), ct))
        {
            return RedirectToAction(nameof(Edit), new { id, done = "saved" });
        }
        // Somebody was faster: both versions side by side, and a form that holds what each changed alone.
        var stored = (await queries.ThemeAsync(id, ct))!;
        var common = await store.ContentAsync(id, form.Version, ct) ?? stored.ToContent();
        var merged = ThemeForm.Of(ThemeWords.Merge(common, stored.ToContent(), mine), stored.Version);
        ModelState.Clear();
        return await ShowAsync(stored, merged, null, words.Lines(common, stored.ToContent(), mine), ct);
    }

    [HttpPost("{id:long}/undo")]
    public async Task<IActionResult> Undo(long id, int version, CancellationToken ct)
    {
        if (await queries.ThemeAsync(id, ct) is null)
        {
            return NotFound();
        }
        var undone = await store.UndoAsync(id, version, User.By(), ct);
        return RedirectToAction(nameof(Edit), new { id, done = undone ? "undone" : "changed-meanwhile" });
    }

    private async Task<IActionResult> ShowAsync(
        ThemeRow? theme,
        ThemeForm form,
        string? done,
        IReadOnlyList<ConflictLine> lines,
        CancellationToken ct
    )
    {
        var history = theme is null ? [] : words.History(await queries.ThemeVersionsAsync(theme.Id, ct));
        return View("Theme", new ThemePage(theme, form, lines, history, done, await frame.SettingsAsync()));
    }
}
