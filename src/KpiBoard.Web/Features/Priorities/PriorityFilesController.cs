using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>The order and the decisions as files.</summary>
[Route("priorities")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class PriorityFilesController(
    PriorityDesk desk,
    PriorityQueries queries,
    SheetMaker sheets,
    IStringLocalizer<PriorityText> text
) : Controller
{
    private static readonly string[] OrderHeader =
    [
        "decided_rank",
        "computed_rank",
        "initiative",
        "title",
        "status",
        "worth",
        "lower",
        "upper",
        "cost",
        "return",
        "return_lower",
        "return_upper",
        "p_top_1",
        "p_top_3",
        "p_top_5",
        "effort_left_days",
        "currency",
        "proposed",
    ];

    private static readonly string[] DecisionHeader =
    [
        "id",
        "decided_at",
        "by",
        "decision",
        "proposal",
        "initiative",
        "title",
        "proposed_rank",
        "rank",
        "certainty",
        "worth",
        "reason",
        "postponed_until",
        "undone_at",
        "undone_by",
    ];

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> Order(CancellationToken ct)
    {
        var standing = await desk.StandingAsync(ct);
        return await sheets.MakeAsync(
            text["Title"],
            "priorities",
            OrderHeader,
            OrderLine.Of(standing).Select(line => Row(line, standing.Situation.Currency))
        );
    }

    [HttpGet("decisions/csv")]
    [HttpGet("decisions/xlsx")]
    public async Task<IActionResult> Decisions(CancellationToken ct)
    {
        var titles = await queries.TitlesAsync(ct);
        return await sheets.MakeAsync(
            text["Decisions"],
            "decisions",
            DecisionHeader,
            (await queries.DecisionsAsync(ct)).Select(row => Row(row, titles))
        );
    }

    private static IReadOnlyList<object?> Row(OrderLine line, string currency) =>
        [
            line.DecidedRank,
            line.Ranked.Rank,
            line.One.Key,
            line.One.Title,
            line.One.Status,
            line.Ranked.Benefit,
            line.Lower,
            line.Upper,
            line.Ranked.Cost,
            line.Ranked.Score,
            line.Ranked.Lower,
            line.Ranked.Upper,
            line.Ranked.Top[1],
            line.Ranked.Top[3],
            line.Ranked.Top[5],
            line.One.DaysLeft,
            currency,
            string.Join(", ", line.Proposals.Select(proposal => proposal.Kind)),
        ];

    private static IReadOnlyList<object?> Row(DecisionRow row, IReadOnlyDictionary<string, TitleRow> titles) =>
        [
            row.Id,
            row.DecidedAt,
            row.By,
            row.Kind,
            row.Said.Proposal,
            row.Said.Initiative,
            row.Said.Initiative is { } key && titles.TryGetValue(key, out var title) ? title.Title : null,
            row.Said.ProposedRank,
            row.Said.Rank,
            row.Said.Certainty,
            row.Said.Benefit,
            row.Reason,
            row.Said.PostponedUntil,
            row.UndoneAt,
            row.UndoneBy,
        ];
}
