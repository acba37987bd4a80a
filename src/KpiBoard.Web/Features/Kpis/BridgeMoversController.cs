using KpiBoard.Web.Features.Kpis.Pages;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>
/// The customers that moved a bar of a bridge most: a page, and the same without its frame for a chart that one points
/// at. Those of the person's units, unless the role sees all.
/// </summary>
[Route("figures/bridge/movers")]
[Authorize(AccessPolicy.ReadCustomers)]
public sealed class BridgeMoversController(
    BridgeCustomerQueries queries,
    UserQueries users,
    PageFrame frame,
    Formats formats,
    IStringLocalizer<KpiText> text,
    IStringLocalizer<FigureText> figureText,
    TimeProvider clock
) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(BridgeCustomersQuery query, CancellationToken ct) =>
        !await MaySeeAsync(query, ct) ? Forbid()
        : await ReadAsync(query, ct) is { } movers ? View(movers)
        : NotFound();

    [HttpGet("fragment")]
    public async Task<IActionResult> Fragment(BridgeCustomersQuery query, CancellationToken ct) =>
        !await MaySeeAsync(query, ct) ? Forbid()
        : await ReadAsync(query, ct) is { } movers ? PartialView("_Fragment", movers)
        : NotFound();

    private async Task<bool> MaySeeAsync(BridgeCustomersQuery query, CancellationToken ct) =>
        query.MayBeSeenBy(await users.VisibleUnitsAsync(User, ct));

    private async Task<BridgeMovers?> ReadAsync(BridgeCustomersQuery query, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var context = FigureContext.Of(settings, formats);
        if (query.ToBar(context.Calendar) is not { } bar)
        {
            return null;
        }
        var units = await users.UnitsAsync(User, ct);
        var today = settings.DateOf(clock.GetUtcNow());
        var behind = await queries.ReadAsync(bar, settings.Currency ?? "", units, today, ct);
        var top = await queries.DescribeAsync(bar, [.. behind.Seen.Take(BridgeMovers.Most)], ct);
        var composer = new BridgeMoversComposer(text, new FigureWords(figureText, context));
        return composer.Compose(bar, behind, top, query, units);
    }
}
