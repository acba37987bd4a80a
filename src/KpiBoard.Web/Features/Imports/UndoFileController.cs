using KpiBoard.Core;
using KpiBoard.Web.Features.Imports.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Imports;

/// <summary>What undoing an import would change, as a file.</summary>
[Route("imports/{id:long}/undo")]
[Authorize(AccessPolicy.ChangeImports)]
public sealed class UndoFileController(UndoPreviews previews, SheetMaker sheets, IStringLocalizer<ImportsText> text)
    : Controller
{
    private static readonly string[] Header =
    [
        "month",
        "currency",
        "amount_now",
        "amount_after",
        "change",
        "rows_now",
        "rows_after",
        "rows_added",
        "rows_changed",
        "rows_removed",
    ];

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> Index(long id, CancellationToken ct) =>
        await previews.FindAsync(id, ct) is { } preview
            ? await sheets.MakeAsync(
                text["UndoPage", preview.FileName],
                $"undo-{id}",
                Header,
                preview.Months.Select(Row)
            )
            : NotFound();

    private static IReadOnlyList<object?> Row(EffectMonth month) =>
        [
            month.Period,
            month.Currency,
            Money.FromDecimal(month.Amount),
            Money.FromDecimal(month.AmountAfter),
            Money.FromDecimal(month.Change),
            month.Rows,
            month.RowsAfter,
            month.RowsAdded,
            month.RowsChanged,
            month.RowsRemoved,
        ];
}
