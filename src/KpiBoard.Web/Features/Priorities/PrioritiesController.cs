using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>What should come first, as people decided it and as it is computed.</summary>
[Route("priorities")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class PrioritiesController(
    PriorityDesk desk,
    PriorityRunner runner,
    PriorityQueries queries,
    PriorityLanguage language
) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string? done, CancellationToken ct)
    {
        await runner.CatchUpAsync(ct);
        var standing = await desk.StandingAsync(ct);
        var words = await language.WordsAsync();
        return View(
            "Order",
            new OrderPage(standing, words)
            {
                Lines = OrderLine.Of(standing),
                Done = done,
                LastDecision = await queries.LastDecisionAsync(ct),
                Unknowns = [.. words.Unknowns(standing.Situation, _ => true)],
            }
        );
    }
}

/// <summary>The words for the one who asks.</summary>
public sealed class PriorityLanguage(
    PageFrame frame,
    UserQueries users,
    IHttpContextAccessor accessor,
    IStringLocalizer<PriorityText> text,
    IStringLocalizer<FigureText> figureText
)
{
    public async Task<PriorityWords> WordsAsync() =>
        new(text, figureText, await frame.SettingsAsync(), await frame.FiguresAsync(), await UnitsAsync());

    /// <summary>A token reads all units, as it does elsewhere.</summary>
    private async Task<VisibleUnits> UnitsAsync()
    {
        var context = accessor.HttpContext!;
        return context.User.IsSignedIn()
            ? await users.VisibleUnitsAsync(context.User, context.RequestAborted)
            : VisibleUnits.All;
    }
}
