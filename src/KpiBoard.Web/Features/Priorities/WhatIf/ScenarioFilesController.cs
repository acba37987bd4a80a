using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>Scenarios side by side as a file: today first, then each scenario, an initiative a row.</summary>
[Route("priorities/scenarios/compare")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class ScenarioFilesController(
    ScenarioComparer comparer,
    SheetMaker sheets,
    IStringLocalizer<WhatIfText> text
) : Controller
{
    private static readonly string[] Header =
    [
        "scenario_id",
        "scenario",
        "rank",
        "rank_today",
        "initiative",
        "title",
        "status",
        "worth",
        "lower",
        "upper",
        "cost",
        "return",
        "fits",
        "currency",
    ];

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> Compare([FromQuery] IReadOnlyList<string>? ids, CancellationToken ct)
    {
        var of = await comparer.ReadAsync(ids, ct);
        return await sheets.MakeAsync(
            text["Compare.Title"],
            "scenarios",
            Header,
            Rows(null, of.Now, of.Now)
                .Concat(
                    of.Columns.Where(column => column.Trial is not null)
                        .SelectMany(column => Rows(column.Row, column.Trial!, of.Now))
                )
        );
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(ScenarioRow? scenario, Trial trial, Trial now) =>
        trial.Result.Initiatives.Select(ranked =>
            (IReadOnlyList<object?>)
                [
                    scenario?.Id,
                    scenario?.Name,
                    ranked.Rank,
                    now.Find(ranked.Key)?.Rank,
                    ranked.Key,
                    now.Situation.Find(ranked.Key)?.Title,
                    now.Situation.Find(ranked.Key)?.Status,
                    ranked.Benefit,
                    ranked.Lower * ranked.Cost,
                    ranked.Upper * ranked.Cost,
                    ranked.Cost,
                    ranked.Score,
                    Fits(trial.Verdict(ranked.Key)),
                    now.Situation.Currency,
                ]
        );

    private static string? Fits(CapacityVerdict? verdict) =>
        verdict switch
        {
            CapacityVerdict.GoesOn => "goes-on",
            CapacityVerdict.CanStart => "can-start",
            CapacityVerdict.MakesRoom => "makes-room",
            CapacityVerdict.Waits => "waits",
            _ => null,
        };
}
