using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>Plans for scripts.</summary>
[Route("api/v1/initiatives/{id:long}/plan")]
public sealed class PlanApi(PlanQueries queries, CompanySettingsStore settings, TimeProvider clock) : BearerController
{
    /// <summary>
    /// The work of an initiative: milestones, what it needs first, risks, costs, requests for help, what the sponsor did,
    /// and the person-days that are left by unit and month.
    /// </summary>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<PlanAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> Show(long id, CancellationToken ct)
    {
        if (await queries.PlanAsync(id, ct) is not { } plan)
        {
            return Problem($"There is no initiative {id}.", statusCode: StatusCodes.Status404NotFound);
        }
        var today = (await settings.GetAsync(ct)).DateOf(clock.GetUtcNow());
        return Ok(PlanAnswer.Of(plan, today));
    }
}

/// <summary>A plan as scripts read it.</summary>
public sealed record PlanAnswer
{
    public required long Initiative { get; init; }

    /// <summary>Days past its end and not closed.</summary>
    public required int DaysLate { get; init; }
    public required decimal? Budget { get; init; }
    public required decimal? Spent { get; init; }
    public required decimal? BudgetLeft { get; init; }
    public required string? Currency { get; init; }
    public required IReadOnlyList<MilestoneAnswer> Milestones { get; init; }
    public required IReadOnlyList<DependencyAnswer> Needs { get; init; }
    public required IReadOnlyList<RiskAnswer> Risks { get; init; }
    public required IReadOnlyList<CostAnswer> Costs { get; init; }
    public required IReadOnlyList<HelpAnswer> Help { get; init; }
    public required IReadOnlyList<SponsorActAnswer> SponsorActs { get; init; }

    /// <summary>True when people have planned the days; else they are spread evenly.</summary>
    public required bool IsWorkPlanned { get; init; }
    public required IReadOnlyList<WorkAnswer> Work { get; init; }

    public static PlanAnswer Of(Plan plan, DateOnly today) =>
        new()
        {
            Initiative = plan.Initiative.Id,
            DaysLate = plan.Initiative.DaysLate(today),
            Budget = plan.Initiative.Budget?.ToDecimal(),
            Spent = plan.Spent?.ToDecimal(),
            BudgetLeft = plan.BudgetLeft?.ToDecimal(),
            Currency = plan.Initiative.BudgetCurrency,
            Milestones = [.. plan.Milestones.Select(row => new MilestoneAnswer(row.Title, row.DueOn, row.DoneOn))],
            Needs = [.. plan.Needs.Select(row => Need(row, plan, today))],
            Risks =
            [
                .. plan.Risks.Select(row => new RiskAnswer(
                    row.Title,
                    row.Likelihood,
                    row.Consequence,
                    row.Answer,
                    row.Owner,
                    row.ClosedAt
                )),
            ],
            Costs =
            [
                .. plan.Costs.Select(row => new CostAnswer(
                    row.BookedOn,
                    row.Amount.ToDecimal(),
                    row.Currency,
                    row.What
                )),
            ],
            Help =
            [
                .. plan.Help.Select(row => new HelpAnswer(
                    row.What,
                    row.AskedBy,
                    row.AskedAt,
                    row.AnsweredAt is null ? null : row.Answer,
                    row.AnsweredBy,
                    row.AnsweredAt
                )),
            ],
            SponsorActs = [.. plan.Acts.Select(row => new SponsorActAnswer(row.ActedOn, row.What, row.By))],
            IsWorkPlanned = plan.IsPlanned(Month.FromDate(today)),
            Work =
            [
                .. plan.Shares(today)
                    .Select(share => new WorkAnswer(
                        share.Unit.Length == 0 ? null : share.Unit,
                        share.Month.ToString(),
                        share.Days
                    )),
            ],
        };

    private static DependencyAnswer Need(DependencyRow row, Plan plan, DateOnly today)
    {
        var span = plan.Span(row.NeedsId);
        return new(row.NeedsId, span.Title, row.Why, span.DaysLate(today), plan.MovedBy(span, today));
    }
}

public sealed record MilestoneAnswer(string Title, DateOnly DueOn, DateOnly? DoneOn);

/// <summary>An initiative that must come first.</summary>
/// <param name="DaysLate">How late that one is.</param>
/// <param name="MovesBy">By how many days this one moves for it.</param>
public sealed record DependencyAnswer(long Initiative, string Title, string Why, int DaysLate, int MovesBy);

/// <summary>Likelihood and consequence: 1 low, 2 medium, 3 high.</summary>
public sealed record RiskAnswer(
    string Title,
    int Likelihood,
    int Consequence,
    string Answer,
    string? Owner,
    DateTimeOffset? ClosedAt
);

public sealed record CostAnswer(DateOnly BookedOn, decimal Amount, string Currency, string What);

public sealed record HelpAnswer(
    string What,
    string AskedBy,
    DateTimeOffset AskedAt,
    string? Answer,
    string? AnsweredBy,
    DateTimeOffset? AnsweredAt
);

public sealed record SponsorActAnswer(DateOnly ActedOn, string What, string By);

/// <summary>Person-days of a unit in a month, yyyy-MM; no unit where nobody has said who takes part.</summary>
public sealed record WorkAnswer(string? Unit, string Month, double Days);
