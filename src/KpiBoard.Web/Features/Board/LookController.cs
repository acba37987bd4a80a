using System.Globalization;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Board;

/// <summary>"I have seen this", and taking it back.</summary>
[Route("look")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class LookController(MineQueries queries, LookStore store, BoardReader reader, TimeProvider clock)
    : Controller
{
    /// <summary>What was shown has been seen: the run, the check-ins and what had happened, not what has come in since.</summary>
    [HttpPost("seen")]
    public async Task<IActionResult> Seen(
        long run,
        string? checkIns,
        string? happened,
        BoardQuery query,
        CancellationToken ct
    )
    {
        var mine = await queries.ReadAsync(User.Id(), seesEveryUnit: true, ct);
        if (mine.Look is { } look && run >= look.Run && run <= mine.Version.Newest.Run)
        {
            var shown = new LookPoint(run, InstantOf(checkIns), InstantOf(happened));
            await store.StoreAsync(look.Seen(shown, clock.GetUtcNow()), ct);
        }
        return await BackAsync(query, "seen");
    }

    [HttpPost("unseen")]
    public async Task<IActionResult> Unseen(BoardQuery query, CancellationToken ct)
    {
        var mine = await queries.ReadAsync(User.Id(), seesEveryUnit: true, ct);
        if (mine.Look?.Unseen() is { } look)
        {
            await store.StoreAsync(look, ct);
        }
        return await BackAsync(query, "unseen");
    }

    private static DateTimeOffset? InstantOf(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant
            : null;

    private async Task<IActionResult> BackAsync(BoardQuery query, string done)
    {
        var calendar = (await reader.ContextAsync()).Calendar;
        return LocalRedirect(Url.Content($"~/{BoardChoice.Of(query, calendar).ToQuery(calendar, done)}"));
    }
}
