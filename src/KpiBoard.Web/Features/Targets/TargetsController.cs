using KpiBoard.Web.Features.Targets.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Targets;

/// <summary>The targets: all of them, and each with the way to it.</summary>
[Route("targets")]
public sealed class TargetsController(
    TargetStore store,
    TargetPageQueries queries,
    TargetComposer composer,
    TargetLister lister,
    UserQueries users,
    PageFrame frame,
    Formats formats,
    IStringLocalizer<TargetsText> text,
    IStringLocalizer<FigureText> figureText
) : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(int? year, long? removed, CancellationToken ct) =>
        View(await lister.ListAsync(await WordsAsync(), year, removed, await UnitsAsync(ct), ct));

    [HttpGet("add")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Add(string? kpi, string? grain, string? member, CancellationToken ct) =>
        View(
            await composer.NewAsync(
                new TargetForm
                {
                    Kpi = kpi ?? "",
                    Member = member ?? "",
                    HasPath = true,
                },
                grain,
                await WordsAsync(),
                await UnitsAsync(ct),
                ct
            )
        );

    [HttpPost("add")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Add(TargetForm form, CancellationToken ct)
    {
        var words = await WordsAsync();
        if (!words.Context.Calendar.TryParse(form.Period, out _))
        {
            ModelState.AddModelError(nameof(form.Period), text["Invalid.Period"]);
        }
        var units = await UnitsAsync(ct);
        long? other = null;
        if (ModelState.IsValid)
        {
            var key = form.ToKey(words.Context.Calendar);
            if (!units.Includes(key.Dimension, key.Member))
            {
                return Forbid();
            }
            var goal = form.ToGoal((await frame.FiguresAsync()).Get(form.Kpi).Unit);
            var written = await store.SetAsync(key, words.Context.Calendar.Text(key.Period), goal, User.By(), ct);
            if (written.IsDone)
            {
                return RedirectToAction(nameof(Show), new { id = written.Id, saved = true });
            }
            other = written.Id;
            ModelState.AddModelError(nameof(form.Period), text["Invalid.Taken"]);
        }
        return View((await composer.NewAsync(form, null, words, units, ct)) with { Other = other });
    }

    [HttpGet("{id:long}")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Show(long id, bool saved, CancellationToken ct) =>
        await queries.FindAsync(id, ct) is not { } version ? NotFound()
        : await MaySeeAsync(version, ct)
            ? View(await composer.PageAsync(version, null, await WordsAsync(), ct) with { IsSaved = saved })
        : Forbid();

    [HttpPost("{id:long}")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Show(long id, TargetForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } version)
        {
            return NotFound();
        }
        if (!await MaySeeAsync(version, ct))
        {
            return Forbid();
        }
        if (ModelState.IsValid)
        {
            var goal = form.ToGoal((await frame.FiguresAsync()).Get(version.Kpi).Unit);
            var written = await store.ChangeAsync(id, goal, User.By(), ct);
            if (written.IsDone)
            {
                return RedirectToAction(nameof(Show), new { id = written.Id, saved = true });
            }
            // What was typed stays in the form, beside what somebody else has set meanwhile.
            ModelState.AddModelError("", text[written.Id is null ? "Conflict.Gone" : "Conflict.Changed"]);
            version = written.Id is { } now ? (await queries.FindAsync(now, ct))! : version;
        }
        return View(await composer.PageAsync(version, form, await WordsAsync(), ct));
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
            ? RedirectToAction(nameof(Show), new { id = now, saved = true })
        : NotFound();

    private Task<VisibleUnits> UnitsAsync(CancellationToken ct) => users.VisibleUnitsAsync(User, ct);

    /// <summary>What is aimed at for one unit is for those who see its figures.</summary>
    private async Task<bool> MaySeeAsync(TargetVersion version, CancellationToken ct) =>
        (await UnitsAsync(ct)).Includes(version.Dimension, version.Member);

    private async Task<bool> MaySeeAsync(long id, CancellationToken ct) =>
        await queries.FindAsync(id, ct) is not { } version || await MaySeeAsync(version, ct);

    private async Task<FigureWords> WordsAsync() =>
        new(figureText, FigureContext.Of(await frame.SettingsAsync(), formats));
}
