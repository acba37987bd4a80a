using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Setup;

/// <summary>What every figure and every word on the board means.</summary>
[Route("help")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class HelpController(FigureHelp figures, PageFrame frame) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index() =>
        View("Help", new HelpPage([.. (await frame.FiguresAsync()).All.Select(figures.Of)]));
}

public sealed record HelpPage(IReadOnlyList<FigureExplanation> Figures);
