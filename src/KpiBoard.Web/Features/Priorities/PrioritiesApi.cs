using System.ComponentModel.DataAnnotations;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>Priorities for scripts.</summary>
[Route("api/v1/priorities")]
public sealed class PrioritiesApi(
    PriorityDesk desk,
    PriorityQueries queries,
    PriorityLanguage language,
    DecisionDesk decisions,
    TimeProvider clock
) : BearerController
{
    /// <summary>The computed order of the open initiatives, with the decided rank of each.</summary>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<IReadOnlyList<PriorityAnswer>>(StatusCodes.Status200OK)]
    public async Task<IReadOnlyList<PriorityAnswer>> List(CancellationToken ct)
    {
        var standing = await desk.StandingAsync(ct);
        var reasons = await ReasonsAsync(standing.Open, ct);
        return PriorityAnswer.Of(standing, row => reasons[row.Id], clock.GetUtcNow());
    }

    /// <summary>What waits for a decision, and what was put off.</summary>
    [HttpGet("proposals")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<IReadOnlyList<ProposalAnswer>>(StatusCodes.Status200OK)]
    public async Task<IReadOnlyList<ProposalAnswer>> Proposals(CancellationToken ct)
    {
        IReadOnlyList<ProposalRow> rows = [.. await queries.OpenAsync(ct), .. await queries.PostponedAsync(ct)];
        var reasons = await ReasonsAsync(rows, ct);
        var words = await language.WordsAsync();
        return [.. rows.Select(row => ProposalAnswer.Of(row, words.HeadingText(row), reasons[row.Id]))];
    }

    /// <summary>Every decision, the newest first.</summary>
    [HttpGet("decisions")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<IReadOnlyList<DecisionAnswered>>(StatusCodes.Status200OK)]
    public async Task<IReadOnlyList<DecisionAnswered>> Decisions(CancellationToken ct) =>
        [.. (await queries.DecisionsAsync(ct)).Select(DecisionAnswered.Of)];

    /// <summary>Decides on a proposal as it was read, under the token's name.</summary>
    /// <response code="201">Decided; the answer is the decision.</response>
    /// <response code="409">Somebody else has decided, or the proposal says something else by now.</response>
    [HttpPost("decisions")]
    [Authorize(AccessPolicy.ApiWrite)]
    [ProducesResponseType<DecisionAnswered>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> Decide(DecisionRequest request, CancellationToken ct)
    {
        var outcome = await decisions.DecideAsync(
            request.Proposal!.Value,
            request.Version!.Value,
            request.ToAnswer(),
            new Decider(null, User.By()),
            ct
        );
        return outcome.Refusal switch
        {
            null => Created((Uri?)null, DecisionAnswered.Of((await queries.DecisionAsync(outcome.Id!.Value, ct))!)),
            DecisionRefusal.Unknown => Problem(
                $"There is no proposal {request.Proposal}.",
                statusCode: StatusCodes.Status404NotFound
            ),
            DecisionRefusal.ChangedMeanwhile => Problem(
                $"Proposal {request.Proposal} has been decided on or changed since version {request.Version}. "
                    + "Read the proposals again.",
                statusCode: StatusCodes.Status409Conflict
            ),
            _ => Problem(outcome.Message, statusCode: StatusCodes.Status422UnprocessableEntity),
        };
    }

    private async Task<IReadOnlyDictionary<long, IReadOnlyList<string>>> ReasonsAsync(
        IReadOnlyList<ProposalRow> rows,
        CancellationToken ct
    )
    {
        var words = await language.WordsAsync();
        var runs = await queries.RunsAsync([.. rows.Select(row => row.PriorityRunId).Distinct()], ct);
        var titles = await queries.TitlesAsync(ct);
        return rows.ToDictionary(
            row => row.Id,
            row =>
            {
                var reasons = words.Reasons(runs[row.PriorityRunId].ToInput(), key => titles[key].Title);
                var mover = SituationMaker.KeyOf(row.InitiativeId);
                return (IReadOnlyList<string>)[.. row.Said.Reasons.Select(note => reasons.Line(note, mover).Sentence)];
            }
        );
    }
}

/// <summary>What a script decides.</summary>
public sealed record DecisionRequest : IValidatableObject
{
    /// <summary>The proposal's id.</summary>
    [Required]
    public long? Proposal { get; init; }

    /// <summary>The version of the proposal that the decision is about.</summary>
    [Required]
    public int? Version { get; init; }

    /// <summary><c>accept</c>, <c>amend</c>, <c>reject</c> or <c>postpone</c>.</summary>
    [Required, AllowedValues(DecisionKind.Accept, DecisionKind.Amend, DecisionKind.Reject, DecisionKind.Postpone)]
    public string? Decision { get; init; }

    [Required, MaxLength(DecisionForm.LongestReason)]
    public string? Reason { get; init; }

    /// <summary>For who amends: the rank instead of the proposed one.</summary>
    [Range(1, int.MaxValue)]
    public int? Rank { get; init; }

    /// <summary>For who postpones: until when.</summary>
    public DateOnly? Until { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Decision == DecisionKind.Amend && Rank is null)
        {
            yield return new("Say the rank.", ["rank"]);
        }
        if (Decision == DecisionKind.Postpone && Until is null)
        {
            yield return new("Say until when.", ["until"]);
        }
    }

    public DecisionAnswer ToAnswer() =>
        new(
            Decision!,
            Reason!,
            Decision == DecisionKind.Amend ? Rank : null,
            Decision == DecisionKind.Postpone ? Until : null
        );
}
