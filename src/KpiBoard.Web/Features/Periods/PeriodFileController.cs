using KpiBoard.Web.Features.Periods.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Periods;

/// <summary>The months, closed and open, as a file: all of them, a line for each currency.</summary>
[Route("periods")]
[Authorize(AccessPolicy.ReadImports)]
public sealed class PeriodFileController(
    PeriodQueries queries,
    SheetMaker sheets,
    PageFrame frame,
    IStringLocalizer<PeriodsText> text,
    TimeProvider clock
) : Controller
{
    private static readonly string[] Header =
    [
        "month",
        "currency",
        "rows",
        "amount",
        "state",
        "closed_at",
        "closed_by",
        "closed_why",
    ];

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var today = (await frame.SettingsAsync()).DateOf(clock.GetUtcNow());
        var months = await queries.MonthsAsync(today, ct);
        return await sheets.MakeAsync(text["Title"], "periods", Header, months.SelectMany(Rows));
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(PeriodLine line) =>
        line.Sums.Count == 0 ? [Row(line, null)] : line.Sums.Select(sum => Row(line, sum));

    private static IReadOnlyList<object?> Row(PeriodLine line, PeriodSum? sum) =>
        [
            line.Month.ToString(),
            sum?.Currency,
            sum?.Rows ?? 0,
            sum?.Amount,
            line.Closed is not null ? "closed"
            : line.HasEnded ? "open"
            : "running",
            line.Closed?.ClosedAt,
            line.Closed?.ClosedBy,
            line.Closed?.ClosedWhy,
        ];
}
