using KpiBoard.Core;
using KpiBoard.Web.Features.Kpis.Pages;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>The customers behind the bars of a bridge: those of the person's units, unless the role sees all.</summary>
[Route("figures/bridge/customers")]
[Authorize(AccessPolicy.ReadCustomers)]
public sealed class BridgeCustomersController(
    BridgeCustomerQueries queries,
    PageFrame frame,
    Formats formats,
    IStringLocalizer<KpiText> text,
    IStringLocalizer<FigureText> figureText,
    TimeProvider clock
) : Controller
{
    private static readonly string[] CsvHeader =
    [
        "customer_id",
        "name",
        "segment",
        "region",
        "business_unit",
        "start",
        "end",
        "difference",
    ];

    [HttpGet]
    public async Task<IActionResult> Index(BridgeCustomersQuery query, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var context = FigureContext.Of(settings, formats);
        if (query.ToBar(context.Calendar) is not { } bar)
        {
            return NotFound();
        }
        var units = await UnitsAsync(ct);
        var all = await ReadAsync(bar, units, settings, ct);
        var skipped = (Math.Max(query.Page ?? 1, 1) - 1) * BridgeCustomersPage.PageSize;
        var shown = await queries.WithNamesAsync([.. all.Skip(skipped).Take(BridgeCustomersPage.PageSize)], ct);
        var composer = new BridgeCustomersComposer(text, new FigureWords(figureText, context));
        return View(composer.Compose(bar, all, shown, query, units));
    }

    [HttpGet("csv")]
    public async Task<IActionResult> Csv(BridgeCustomersQuery query, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        if (query.ToBar(FigureContext.Of(settings, formats).Calendar) is not { } bar)
        {
            return NotFound();
        }
        var all = await ReadAsync(bar, await UnitsAsync(ct), settings, ct);
        var csv = new CsvLines(Language.Current);
        var fileName = $"{bar.Measure}-{bar.Part.Code}-{query.Period}.csv";
        await csv.WriteAsync(Response, fileName, CsvHeader, LinesAsync(all, csv, ct), ct);
        return new EmptyResult();
    }

    private async Task<IReadOnlyList<string>?> UnitsAsync(CancellationToken ct) =>
        User.SeesEveryUnit() ? null : await queries.UnitsAsync(User.Id(), ct);

    private Task<IReadOnlyList<BridgeCustomer>> ReadAsync(
        BridgeBar bar,
        IReadOnlyList<string>? units,
        CompanySettings settings,
        CancellationToken ct
    ) => queries.ReadAsync(bar, settings.Currency ?? "", units, settings.DateOf(clock.GetUtcNow()), ct);

    private async IAsyncEnumerable<IReadOnlyList<string>> LinesAsync(
        IReadOnlyList<BridgeCustomer> all,
        CsvLines csv,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (var some in all.Chunk(1_000))
        {
            foreach (var customer in await queries.WithNamesAsync(some, ct))
            {
                var (start, end) = (new Money(customer.Entry.Start), new Money(customer.Entry.End));
                yield return
                [
                    CsvLines.Text(customer.CustomerId),
                    CsvLines.Text(customer.Name),
                    CsvLines.Text(customer.Segment),
                    CsvLines.Text(customer.Region),
                    CsvLines.Text(customer.BusinessUnit),
                    customer.Entry.PresentAtStart ? csv.Number(start) : "",
                    customer.Entry.PresentAtEnd ? csv.Number(end) : "",
                    csv.Number(end - start),
                ];
            }
        }
    }
}
