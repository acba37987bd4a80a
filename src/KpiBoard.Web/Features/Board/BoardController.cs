using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Board;

/// <summary>The executives' home page.</summary>
[Route("/")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class BoardController(
    MineQueries queries,
    LookStore looks,
    BoardReader reader,
    PageFrame frame,
    TimeProvider clock
) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(BoardQuery query, CancellationToken ct)
    {
        var context = await reader.ContextAsync();
        var choice = BoardChoice.Of(query, context.Calendar);
        var mine = await queries.ReadAsync(User.Id(), User.SeesEveryUnit(), ct);
        if (!mine.Units.Includes(choice.Dimension, choice.Member))
        {
            return Denied(mine.Units);
        }
        var key = await reader.KeyAsync(mine.Version, choice, mine.Units);
        var board = await reader.BoardAsync(key, choice, mine.Units);
        if (choice.Unit is { } unit && board.State == BoardState.Ready && !board.Units.Any(known => known.Unit == unit))
        {
            return NotFound();
        }
        var access = new BoardAccess(
            User.May(AccessPolicy.ReadImports),
            User.May(AccessPolicy.ChangeImports),
            User.May(AccessPolicy.SetUp),
            User.May(AccessPolicy.DecidePriorities)
        );
        var page = new BoardPage(key, choice, board, access, mine, reader, context)
        {
            Query = query,
            Now = clock.GetUtcNow(),
            Look = board is { State: BoardState.Ready, Past: null } ? await LookAsync(mine, choice, ct) : null,
        };
        return View(page);
    }

    /// <summary>What the news is told from. Opening the board is looking, so this may move the last look on.</summary>
    private async Task<BoardLook> LookAsync(Mine mine, BoardChoice choice, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var (now, newest) = (clock.GetUtcNow(), mine.Version.Newest);
        var look = mine.Look?.Opened(newest, now, settings.DateOf) ?? LastLookRow.First(User.Id(), newest, now);
        if (look != mine.Look)
        {
            await looks.StoreAsync(look, ct);
        }
        var isFirst = look.IsFirst && look.Since == newest;
        // Who looks for the first time is told of the last month: there is nothing yet to tell from.
        var back = isFirst && choice.Since is null ? choice with { Since = LookBack.First } : choice;
        return back.SinceInstant(now, settings.TimeZone) is not { } at
            ? new(look.Since, look.At, newest) { Look = look }
            : await reader.LookBackAsync(back, at, newest) with
            {
                IsFirst = isFirst && choice.Since is null,
            };
    }

    /// <summary>Says honestly that this is a view of other people, and whom to ask.</summary>
    private ViewResult Denied(VisibleUnits units)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return View("Denied", new BoardDenied(units.Only!));
    }
}

/// <summary>A board of a unit that the person does not see.</summary>
public sealed record BoardDenied(IReadOnlyList<string> OwnUnits);
