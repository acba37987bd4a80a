using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.OwnFigures.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.OwnFigures;

/// <summary>What the company's own figures are. Who sets targets defines them; all who see the board may look.</summary>
[Route("figures/own")]
public sealed class OwnFiguresController(
    OwnFigureQueries queries,
    OwnFigureStore store,
    PageFrame frame,
    Formats formats,
    IStringLocalizer<OwnFiguresText> text
) : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(string? done, string? code, CancellationToken ct)
    {
        var book = await frame.FiguresAsync();
        var lines = (await queries.AllAsync(ct)).Select(row => Line(row, book)).ToList();
        var touched = lines.FirstOrDefault(line => line.Row.Code == code);
        return View(
            new OwnFigureList(
                [.. lines.Where(line => line.Kpi.Own is { IsRetired: false })],
                [.. lines.Where(line => line.Kpi.Own is { IsRetired: true })],
                done is not null && touched is not null ? (done, touched) : null
            )
        );
    }

    [HttpGet("add")]
    [Authorize(AccessPolicy.SetTargets)]
    public IActionResult Add(string? code, string? back) =>
        View(new OwnFigureForm { Code = code ?? "", Back = back ?? "" });

    [HttpPost("add")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Add(OwnFigureForm form, CancellationToken ct)
    {
        var code = form.ToCode();
        if (OwnFigureCode.IsTaken(code))
        {
            ModelState.AddModelError(nameof(form.Code), text["Invalid.Computed"]);
        }
        else if (ModelState.IsValid && !OwnFigureCode.IsWellFormed(code))
        {
            ModelState.AddModelError(nameof(form.Code), text["Invalid.Code", OwnFigureForm.LongestCode]);
        }
        if (!ModelState.IsValid)
        {
            return View(form);
        }
        if (await store.DefineAsync(code, form.ToContent(), User.By(), ct) == OwnFigureWrite.Taken)
        {
            ModelState.AddModelError(nameof(form.Code), text["Invalid.Taken"]);
            return View(form);
        }
        return RedirectToAction(
            nameof(Show),
            new
            {
                code,
                done = OwnFigureAction.Defined,
                back = Local(form.Back),
            }
        );
    }

    [HttpGet("{code}")]
    [Authorize(AccessPolicy.ReadBoard)]
    public Task<IActionResult> Show(string code, string? done, string? back, CancellationToken ct) =>
        ShowAsync(code, null, done, Local(back), ct);

    [HttpPost("{code}")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Show(string code, OwnFigureForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var written = await store.ChangeAsync(code, form.Version, form.ToContent(), User.By(), ct);
            if (written == OwnFigureWrite.Done)
            {
                return RedirectToAction(nameof(Show), new { code, done = OwnFigureAction.Changed });
            }
            // What was typed stays; saved again, it takes the place of what somebody else has set meanwhile.
            form = written == OwnFigureWrite.Stale ? form with { Version = await VersionAsync(code, ct) } : form;
            ModelState.AddModelError(
                written == OwnFigureWrite.UnitInUse ? nameof(form.Unit) : "",
                text[written == OwnFigureWrite.UnitInUse ? "Invalid.UnitInUse" : "Invalid.Stale"]
            );
        }
        return await ShowAsync(code, form, null, null, ct);
    }

    [HttpPost("{code}/retire")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Retire(string code, int version, CancellationToken ct) =>
        Done(code, OwnFigureAction.Retired, await store.RetireAsync(code, version, User.By(), ct));

    [HttpPost("{code}/restore")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Restore(string code, int version, CancellationToken ct) =>
        Done(code, OwnFigureAction.Restored, await store.RestoreAsync(code, version, User.By(), ct));

    [HttpPost("{code}/undo")]
    [Authorize(AccessPolicy.SetTargets)]
    public async Task<IActionResult> Undo(string code, int version, CancellationToken ct) =>
        Done(code, OwnFigureAction.Undone, await store.UndoAsync(code, version, User.By(), ct));

    private async Task<int> VersionAsync(string code, CancellationToken ct) =>
        (await queries.FindAsync(code, ct))?.Version ?? 0;

    private IActionResult Done(string code, string action, OwnFigureWrite written)
    {
        var done = written == OwnFigureWrite.Done ? action : "meanwhile";
        return action == OwnFigureAction.Undone
            ? RedirectToAction(nameof(Show), new { code, done })
            : RedirectToAction(nameof(Index), new { code, done });
    }

    private async Task<IActionResult> ShowAsync(
        string code,
        OwnFigureForm? typed,
        string? done,
        string? back,
        CancellationToken ct
    )
    {
        if (await queries.FindAsync(code, ct) is not { } row)
        {
            return NotFound();
        }
        var versions = await queries.VersionsAsync(code, ct);
        var line = Line(row, await frame.FiguresAsync());
        var form = typed ?? OwnFigureForm.Of(versions[0].Said, row.Version);
        return View("Show", new OwnFigurePage(line, form, versions) { Done = done ?? "", Back = back });
    }

    private OwnFigureLine Line(OwnFigureRow row, KpiBook book)
    {
        var kpi = book.Get(row.Code);
        var unit = kpi.Unit == KpiUnit.Ratio ? OwnUnit.Percent : kpi.Unit.Text();
        return new(
            kpi,
            row,
            kpi.Own!.Name(Language.Current.Code),
            text[$"Unit.{unit}"],
            row.LastMonth is { } month ? formats.Period(Month.FromKey(month).ToString()) : ""
        );
    }

    private string? Local(string? address) => Url.IsLocalUrl(address) ? address : null;
}
