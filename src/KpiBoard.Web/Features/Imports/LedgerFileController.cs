using KpiBoard.Web.Features.Imports.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The ledger of imports as a file, with the filter of the page.</summary>
[Route("imports")]
[Authorize(AccessPolicy.ReadImports)]
public sealed class LedgerFileController(
    LedgerQueries ledger,
    SheetMaker sheets,
    PageFrame frame,
    IStringLocalizer<ImportsText> text
) : Controller
{
    private static readonly string[] Header =
    [
        "id",
        "file",
        "kind",
        "source",
        "at",
        "by",
        "rows_read",
        "rows_quarantined",
        "status",
        "undone_at",
    ];

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> Index(LedgerSearch search, CancellationToken ct) =>
        await sheets.MakeAsync(
            text["Ledger"],
            "imports",
            Header,
            ledger.AllAsync(search.ToFilter(page: 1, (await frame.SettingsAsync()).TimeZone), ct).Select(Row)
        );

    private static IReadOnlyList<object?> Row(LedgerLine line) =>
        [
            line.Id,
            line.FileName,
            line.Kind,
            line.Source,
            line.At,
            line.By,
            line.RowsRead,
            line.RowsQuarantined,
            line.Status,
            line.UndoneAt,
        ];
}
