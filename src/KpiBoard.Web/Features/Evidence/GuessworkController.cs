using KpiBoard.Web.Features.Evidence.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>What all open initiatives rest on, and how much of it is guesswork.</summary>
[Route("strategy/evidence")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class GuessworkController(
    EvidencePageComposer pages,
    SheetMaker sheets,
    IStringLocalizer<EvidenceText> text
) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View("Guesswork", await pages.GuessworkAsync(ct));

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> Files(CancellationToken ct) =>
        await sheets.MakeAsync(
            text["Guesswork.Title"],
            "guesswork",
            EvidenceSheet.GuessworkHeader,
            (await pages.GuessworkAsync(ct)).Lines.Select(EvidenceSheet.Row)
        );
}
