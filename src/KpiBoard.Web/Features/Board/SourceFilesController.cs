using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>The sources of the board and how fresh they are, as a file.</summary>
[Route("board/sources")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class SourceFilesController(
    MineQueries queries,
    BoardReader reader,
    SheetMaker sheets,
    IStringLocalizer<BoardText> text
) : Controller
{
    private static readonly string[] Header =
    [
        "kind",
        "source",
        "cadence_days",
        "cadence_is_promised",
        "last_delivery_at",
        "data_to",
        "age_days",
        "is_stale",
    ];

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var choice = BoardChoice.Of(new BoardQuery(), (await reader.ContextAsync()).Calendar);
        var mine = await queries.ReadAsync(User.Id(), User.SeesEveryUnit(), ct);
        var board = await reader.BoardAsync(
            await reader.KeyAsync(mine.Version, choice, mine.Units),
            choice,
            mine.Units
        );
        return await sheets.MakeAsync(text["SourcesTitle"], "sources", Header, board.Freshness.Select(Row));
    }

    private static IReadOnlyList<object?> Row(SourceFreshness source) =>
        [
            source.Kind,
            source.Name,
            source.CadenceDays,
            source.IsPromised,
            source.LastDeliveryAt,
            source.LastDate,
            source.AgeDays,
            source.IsStale,
        ];
}
