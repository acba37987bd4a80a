using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>The strategy's tables as files.</summary>
[Route("strategy")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class InitiativeFilesController(
    InitiativeQueries queries,
    SheetMaker sheets,
    IStringLocalizer<InitiativeText> text
) : Controller
{
    private static readonly string[] ListHeader =
    [
        "id",
        "theme",
        "title",
        "status",
        "approach",
        "is_bet",
        "proof_date",
        "claimed_status",
        "progress",
        "confidence",
        "needs_help",
        "owner",
        "sponsor",
        "business_units",
        "starts_on",
        "ends_on",
        "effort_days",
        "budget",
        "currency",
        "figures",
        "checked_in_at",
        "diagnosis",
        "kill_criterion",
    ];

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> List([FromQuery] InitiativeFilter filter, CancellationToken ct)
    {
        var list = await queries.ListAsync(ct);
        return await sheets.MakeAsync(
            text["Title"],
            "initiatives",
            ListHeader,
            list.Rows.Where(row => filter.Admits(row, list.Units[row.Id]))
                .Select(row => Row(row, list.Units[row.Id], list.Links[row.Id]))
        );
    }

    [HttpGet("initiatives/{id:long}/csv")]
    [HttpGet("initiatives/{id:long}/xlsx")]
    public async Task<IActionResult> CheckIns(long id, CancellationToken ct)
    {
        if (await queries.WholeAsync(id, ct) is not { } whole)
        {
            return NotFound();
        }
        return await sheets.MakeAsync(
            whole.Row.Title,
            $"check-ins-{id}",
            ["at", "by", "status", "progress", "confidence", "needs_help", "note"],
            whole.CheckIns.Select(checkIn =>
                (IReadOnlyList<object?>)
                    [
                        checkIn.At,
                        checkIn.By,
                        checkIn.Status,
                        checkIn.Progress,
                        checkIn.Confidence,
                        checkIn.NeedsHelp,
                        checkIn.Note,
                    ]
            )
        );
    }

    private static IReadOnlyList<object?> Row(
        InitiativeRow row,
        IEnumerable<string> units,
        IEnumerable<LinkRow> links
    ) =>
        [
            row.Id,
            row.Theme,
            row.Title,
            row.Status,
            row.Approach,
            row.IsBet,
            row.ProofDate,
            row.ClaimedStatus,
            row.Progress,
            row.Confidence,
            row.NeedsHelp,
            row.Owner,
            row.Sponsor,
            string.Join(", ", units),
            row.StartsOn,
            row.EndsOn,
            row.EffortDays,
            row.Budget,
            row.BudgetCurrency,
            string.Join(", ", links.Select(link => link.Member.Length == 0 ? link.Kpi : $"{link.Kpi} ({link.Member})")),
            row.CheckedInAt,
            row.Diagnosis,
            row.KillCriterion,
        ];
}
