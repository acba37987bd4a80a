using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Board;

/// <summary>Marks figures as favourites, and puts them in order.</summary>
[Route("favourites")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class FavouritesController(FavouriteStore store, UserQueries users, BoardReader reader) : Controller
{
    /// <summary>A star was pressed: it says whether it marks or takes the mark away.</summary>
    [HttpPost("")]
    public async Task<IActionResult> Change(
        string? mark,
        string? unmark,
        int? at,
        string? back,
        BoardQuery query,
        CancellationToken ct
    )
    {
        if (FavouriteKey.Parse(mark ?? unmark) is not { } figure)
        {
            return BadRequest();
        }
        if (!(await users.VisibleUnitsAsync(User, ct)).Includes(figure.Dimension, figure.Member))
        {
            return Forbid();
        }
        var key = FavouriteKey.Of(figure);
        if (mark is not null)
        {
            var hasRoom = await store.MarkAsync(User.Id(), figure, at, ct);
            return await BackAsync(query, back, hasRoom ? "marked" : "full", key, null);
        }
        var place = await store.UnmarkAsync(User.Id(), figure, ct);
        return await BackAsync(query, back, "unmarked", key, place);
    }

    [HttpPost("move")]
    public async Task<IActionResult> Move(string? earlier, string? later, BoardQuery query, CancellationToken ct)
    {
        if (FavouriteKey.Parse(earlier ?? later) is not { } figure)
        {
            return BadRequest();
        }
        await store.MoveAsync(User.Id(), figure, earlier is null ? 1 : -1, ct);
        return await BackAsync(query, null, earlier is null ? "later" : "earlier", FavouriteKey.Of(figure), null);
    }

    /// <summary>Back to the page of the figure, or to the board with what was done.</summary>
    private async Task<IActionResult> BackAsync(BoardQuery query, string? back, string done, string figure, int? at)
    {
        if (!string.IsNullOrEmpty(back))
        {
            return LocalRedirect(Url.IsLocalUrl(back) ? back : Url.Content("~/"));
        }
        var calendar = (await reader.ContextAsync()).Calendar;
        var choice = BoardChoice.Of(query, calendar);
        // Who moves with the keyboard keeps the button: a browser gives it the focus only without a place to jump to.
        var place = done is "earlier" or "later" ? "" : "#favourites";
        return LocalRedirect(Url.Content($"~/{choice.ToQuery(calendar, done, figure, at)}{place}"));
    }
}
