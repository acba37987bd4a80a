using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Themes and initiatives together; what is chosen stands in the address.</summary>
[Route("strategy")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class StrategyController(
    InitiativeQueries queries,
    InitiativeWords words,
    LifeStore life,
    PageFrame frame,
    TimeProvider clock
) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(
        [FromQuery] InitiativeFilter filter,
        string? view,
        string? done,
        CancellationToken ct
    )
    {
        var list = await queries.ListAsync(ct);
        var settings = await frame.SettingsAsync();
        var tied = await queries.TiedAsync(InitiativeWords.Calendar(settings), ct);
        var shown = StrategyPage.Views.Contains(view) ? view! : StrategyPage.List;
        return View(
            "Strategy",
            new StrategyPage(
                shown,
                list,
                [.. list.Rows.Where(row => filter.Admits(row, list.Units[row.Id]))],
                filter,
                [.. list.Rows.Where(row => row.RemindedAt is not null && User.MayCheckIn(row))],
                settings.DateOf(clock.GetUtcNow()),
                settings,
                User.May(AccessPolicy.ManageInitiatives),
                done
            )
            {
                Say = row => words.Say(tied, row, list.Links[row.Id], settings),
                Mix = await life.MixAsync(ct),
            }
        );
    }
}
