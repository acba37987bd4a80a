using KpiBoard.Web.Features.Imports.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Imports;

/// <summary>How often each source is to deliver, which the board's freshness goes by.</summary>
[Route("administration/sources")]
[Authorize(AccessPolicy.Administer)]
public sealed class SourcesController(SourcePromises promises, SheetMaker sheets, IStringLocalizer<SourcesText> text)
    : Controller
{
    private const int MostDays = 400;

    [HttpGet("")]
    public Task<IActionResult> Index(bool saved, CancellationToken ct) => ShowAsync(saved, ct);

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> File(CancellationToken ct) =>
        await sheets.MakeAsync(
            text["Sources"],
            "sources",
            ["kind", "source", "first_seen_at", "last_delivery_at", "cadence_days"],
            (await promises.AllAsync(ct)).Select(source =>
                (IReadOnlyList<object?>)
                    [source.Kind, source.Name, source.FirstSeenAt, source.LastDeliveryAt, source.CadenceDays]
            )
        );

    [HttpPost("")]
    public async Task<IActionResult> Set(string kind, string name, int? days, CancellationToken ct)
    {
        if (!ModelState.IsValid || days is < 1 or > MostDays)
        {
            ModelState.Clear();
            ModelState.AddModelError("", text["Invalid.Days", MostDays]);
            return await ShowAsync(false, ct);
        }
        return await promises.SetAsync(kind, name, days, ct)
            ? RedirectToAction(nameof(Index), new { saved = true })
            : NotFound();
    }

    private async Task<IActionResult> ShowAsync(bool saved, CancellationToken ct) =>
        View("Sources", new SourcesPage(await promises.AllAsync(ct), saved));
}

public sealed record SourcesPage(IReadOnlyList<SourcePromise> Sources, bool IsSaved)
{
    /// <summary>Rhythms to choose from, in days.</summary>
    public static readonly IReadOnlyList<int> Rhythms = [1, 7, 31, 92, 366];

    /// <summary>A promise of another length, made by command, stays to be chosen.</summary>
    public static IEnumerable<int> Choices(SourcePromise source) =>
        source.CadenceDays is { } days ? Rhythms.Append(days).Distinct().Order() : Rhythms;
}
