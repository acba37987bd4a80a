using System.ComponentModel.DataAnnotations;
using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Initiatives for scripts.</summary>
[Route("api/v1/initiatives")]
public sealed class InitiativesApi(InitiativeQueries queries, CheckInStore store) : BearerController
{
    /// <summary>Every initiative with the figures it is tied to, by theme and start.</summary>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<IReadOnlyList<InitiativeAnswer>>(StatusCodes.Status200OK)]
    public async Task<IReadOnlyList<InitiativeAnswer>> List(CancellationToken ct)
    {
        var list = await queries.ListAsync(ct);
        var steps = await queries.StepsAsync(ct);
        return
        [
            .. list.Rows.Select(row =>
                InitiativeAnswer.Of(row, list.Units[row.Id], list.Links[row.Id]) with
                {
                    Steps = [.. steps[row.Id].Reverse().Select(InitiativeStepAnswer.Of)],
                }
            ),
        ];
    }

    /// <summary>Adds a check-in, under the token's name.</summary>
    /// <response code="201">Added; the answer is the check-in.</response>
    [HttpPost("{id:long}/check-ins")]
    [Authorize(AccessPolicy.ApiWrite)]
    [ProducesResponseType<CheckInAnswered>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> CheckIn(long id, CheckInRequest request, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is null)
        {
            return Problem($"There is no initiative {id}.", statusCode: StatusCodes.Status404NotFound);
        }
        var answer = new CheckInAnswer(
            request.Progress!.Value,
            request.Status!,
            request.Confidence!.Value,
            request.Note?.Trim() ?? "",
            request.NeedsHelp
        );
        var checkIn = await store.AddAsync(id, answer, null, User.By(), ct);
        return Created((Uri?)null, new CheckInAnswered(checkIn, id, answer));
    }
}

/// <summary>What a script says at a check-in.</summary>
public sealed record CheckInRequest
{
    /// <summary>0 to 100.</summary>
    [Required, Range(0, 100)]
    public int? Progress { get; init; }

    /// <summary><c>on-track</c>, <c>at-risk</c> or <c>off-track</c>.</summary>
    [Required, AllowedValues(ClaimedStatus.OnTrack, ClaimedStatus.AtRisk, ClaimedStatus.OffTrack)]
    public string? Status { get; init; }

    /// <summary>0 to 10.</summary>
    [Required, Range(0, 10)]
    public int? Confidence { get; init; }

    [MaxLength(4_000)]
    public string? Note { get; init; }
    public bool NeedsHelp { get; init; }
}

public sealed record CheckInAnswered(
    long Id,
    long Initiative,
    int Progress,
    string Status,
    int Confidence,
    string Note,
    bool NeedsHelp
)
{
    public CheckInAnswered(long id, long initiative, CheckInAnswer said)
        : this(id, initiative, said.Progress, said.Status, said.Confidence, said.Note, said.NeedsHelp) { }
}

/// <summary>An initiative as scripts read it.</summary>
public sealed record InitiativeAnswer
{
    public required long Id { get; init; }
    public required string Title { get; init; }
    public required string Theme { get; init; }
    public required string Why { get; init; }
    public required string Owner { get; init; }
    public required string? Sponsor { get; init; }
    public required IReadOnlyList<string> Units { get; init; }
    public required string Status { get; init; }
    public required string? ClaimedStatus { get; init; }
    public required int Progress { get; init; }
    public required int? Confidence { get; init; }
    public required DateOnly StartsOn { get; init; }
    public required DateOnly? EndsOn { get; init; }
    public required int? EffortDays { get; init; }
    public required decimal? Budget { get; init; }
    public required string? BudgetCurrency { get; init; }
    public required DateTimeOffset? CheckedInAt { get; init; }
    public required bool NeedsHelp { get; init; }

    /// <summary><c>touchpoint</c>, <c>journey-theme</c> or <c>execution</c>; null while it is not said.</summary>
    public required string? Approach { get; init; }

    /// <summary>Why the gap exists that it is to close.</summary>
    public required string Diagnosis { get; init; }

    /// <summary>True when it goes ahead without proof, until its proof date.</summary>
    public required bool IsBet { get; init; }
    public required DateOnly? ProofDate { get; init; }
    public required string KillCriterion { get; init; }
    public required IReadOnlyList<InitiativeLinkAnswer> Links { get; init; }

    /// <summary>The steps of its life, the oldest first.</summary>
    public IReadOnlyList<InitiativeStepAnswer> Steps { get; init; } = [];

    public static InitiativeAnswer Of(InitiativeRow row, IEnumerable<string> units, IEnumerable<LinkRow> links) =>
        new()
        {
            Id = row.Id,
            Title = row.Title,
            Theme = row.Theme,
            Why = row.Why,
            Owner = row.Owner,
            Sponsor = row.Sponsor,
            Units = [.. units],
            Status = row.Status,
            ClaimedStatus = row.ClaimedStatus,
            Progress = row.Progress,
            Confidence = row.Confidence,
            StartsOn = row.StartsOn,
            EndsOn = row.EndsOn,
            EffortDays = row.EffortDays,
            Budget = row.Budget?.ToDecimal(),
            BudgetCurrency = row.BudgetCurrency,
            CheckedInAt = row.CheckedInAt,
            NeedsHelp = row.NeedsHelp,
            Approach = row.Approach,
            Diagnosis = row.Diagnosis,
            IsBet = row.IsBet,
            ProofDate = row.ProofDate,
            KillCriterion = row.KillCriterion,
            Links =
            [
                .. links.Select(link => new InitiativeLinkAnswer(
                    link.Kpi,
                    link.Dimension.Length == 0 ? null : link.Dimension,
                    link.Dimension.Length == 0 ? null : link.Member,
                    link.ChangeLow,
                    link.ChangeLikely,
                    link.ChangeHigh,
                    link.ByWhen
                )),
            ],
        };
}

/// <summary>A step in an initiative's life, with who took it and why.</summary>
public sealed record InitiativeStepAnswer(string From, string To, string Why, DateTimeOffset At, string By)
{
    public static InitiativeStepAnswer Of(StepRow row) => new(row.FromStatus, row.ToStatus, row.Why, row.At, row.By);
}

public sealed record InitiativeLinkAnswer(
    string Kpi,
    string? Dimension,
    string? Member,
    double Low,
    double Likely,
    double High,
    DateOnly ByWhen
);
