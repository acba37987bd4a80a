using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Executives set the themes.</summary>
[Route("strategy/themes")]
[Authorize(AccessPolicy.ManageInitiatives)]
public sealed class ThemesController(InitiativeQueries queries, ThemeStore store, PageFrame frame) : Controller
{
    [HttpGet("add")]
    public async Task<IActionResult> Add() => await ShowAsync(null, new ThemeForm());

    [HttpPost("add")]
    public async Task<IActionResult> Add(ThemeForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await ShowAsync(null, form);
        }
        await store.AddAsync(form.Title.Trim(), Text(form), User.By(), ct);
        return RedirectToAction("Index", "Strategy", new { done = "theme" });
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Edit(long id, CancellationToken ct) =>
        await queries.ThemeAsync(id, ct) is { } theme ? await ShowAsync(theme, FormOf(theme)) : NotFound();

    [HttpPost("{id:long}")]
    public async Task<IActionResult> Edit(long id, ThemeForm form, CancellationToken ct)
    {
        if (await queries.ThemeAsync(id, ct) is not { } theme)
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return await ShowAsync(theme, form);
        }
        if (await store.ChangeAsync(id, form.Version, form.Title.Trim(), Text(form), form.Order, User.By(), ct))
        {
            return RedirectToAction("Index", "Strategy", new { done = "theme" });
        }
        var stored = (await queries.ThemeAsync(id, ct))!;
        ModelState.Clear();
        return await ShowAsync(stored, form with { Version = stored.Version }, stored);
    }

    private async Task<IActionResult> ShowAsync(ThemeRow? theme, ThemeForm form, ThemeRow? stored = null) =>
        View("Theme", new ThemePage(theme, form, stored, await frame.SettingsAsync()));

    private static ThemeForm FormOf(ThemeRow theme) =>
        new()
        {
            Version = theme.Version,
            Title = theme.Title,
            Why = theme.Why,
            Order = theme.SortOrder,
        };

    private static string Text(ThemeForm form) => form.Why.ReplaceLineEndings("\n").Trim();
}
