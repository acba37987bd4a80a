using System.Runtime.CompilerServices;
using KpiBoard.Web.Features.Kpis.Pages;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Audit;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>The customers behind the bars of a bridge: those of the person's units, unless the role sees all.</summary>
[Route("figures/bridge/customers")]
[Authorize(AccessPolicy.ReadCustomers)]
public sealed class BridgeCustomersController(
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
    public async Task<IActionResult> Index(BridgeCustomersQuery query, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var context = FigureContext.Of(settings, formats);
        if (query.ToBar(context.Calendar) is not { } bar)
        {
            return NotFound();
        }
        if (!query.MayBeSeenBy(await users.VisibleUnitsAsync(User, ct)))
        {
            return Forbid();
        }
        var units = await users.UnitsAsync(User, ct);
        var behind = await ReadAsync(bar, units, settings, ct);
        var skipped = (Math.Max(query.Page ?? 1, 1) - 1) * BridgeCustomersPage.PageSize;
        var shown = await queries.DescribeAsync(
            bar,
            [.. behind.Seen.Skip(skipped).Take(BridgeCustomersPage.PageSize)],
            ct
        );
        var composer = new BridgeCustomersComposer(text, new FigureWords(figureText, context));
        return View(composer.Compose(bar, behind, shown, query, units));
    }

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    [KeepsReading("Customer")]
    public async Task<IActionResult> File(BridgeCustomersQuery query, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var context = FigureContext.Of(settings, formats);
        if (query.ToBar(context.Calendar) is not { } bar)
        {
            return NotFound();
        }
        if (!query.MayBeSeenBy(await users.VisibleUnitsAsync(User, ct)))
        {
            return Forbid();
        }
        var behind = await ReadAsync(bar, await users.UnitsAsync(User, ct), settings, ct);
        var sheets = new BridgeCustomerSheets(text, new FigureWords(figureText, context), settings.CompanyName);
        return new SheetResult(sheets.Of(bar, DescribedAsync(bar, behind.Seen, ct)));
    }

    private Task<BridgeCustomers> ReadAsync(
        BridgeBar bar,
        IReadOnlyList<string>? units,
        CompanySettings settings,
        CancellationToken ct
    ) => queries.ReadAsync(bar, settings.Currency ?? "", units, settings.DateOf(clock.GetUtcNow()), ct);

    private async IAsyncEnumerable<BridgeCustomer> DescribedAsync(
        BridgeBar bar,
        IReadOnlyList<BridgeCustomer> all,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (var some in all.Chunk(1_000))
        {
            foreach (var customer in await queries.DescribeAsync(bar, some, ct))
            {
                yield return customer;
            }
        }
    }
}
