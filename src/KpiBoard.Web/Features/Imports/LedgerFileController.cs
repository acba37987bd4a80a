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
    PageFrame frame,
    IStringLocalizer<ImportsText> text,
    TimeProvider clock
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
    public async Task<IActionResult> Index(LedgerSearch search, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var lines = ledger.AllAsync(search.ToFilter(page: 1), ct);
        return new SheetResult(
            new Sheet("imports", Header, lines.Select(Row))
            {
                Zone = settings.TimeZone,
                About =
                [
                    (text["Ledger"], settings.CompanyName),
                    (
                        text["At"],
                        Infrastructure.Localisation.Formats.Current.Time(clock.GetUtcNow(), settings.TimeZone)
                    ),
                ],
            }
        );
    }

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
