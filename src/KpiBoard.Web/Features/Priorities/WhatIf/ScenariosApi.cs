using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>Scenarios for scripts.</summary>
[Route("api/v1/priorities/scenarios")]
public sealed class ScenariosApi(
    TrialMaker trials,
    ScenarioQueries queries,
    PriorityLanguage language,
    IStringLocalizer<WhatIfText> text
) : BearerController
{
    /// <summary>The saved scenarios, the last changed first.</summary>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<IReadOnlyList<ScenarioAnswer>>(StatusCodes.Status200OK)]
    public async Task<IReadOnlyList<ScenarioAnswer>> List(CancellationToken ct) =>
        [.. (await queries.AllAsync(ct)).Select(ScenarioAnswer.Of)];

    /// <summary>A scenario with the order and the plan that follow from it, beside today's.</summary>
    [HttpGet("{id:long}")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<ScenarioResultAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> Show(long id, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { RemovedAt: null } row)
        {
            return Problem($"There is no scenario {id}.", statusCode: StatusCodes.Status404NotFound);
        }
        var situation = await trials.ReadAsync(ct);
        if (trials.Try(situation, row.Read()) is not { } tried)
        {
            return Problem(text["TooLarge"], statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        var words = new WhatIfWords(text, await language.WordsAsync());
        return Ok(ScenarioResultAnswer.Of(row, trials.Now(situation), tried, words));
    }
}

/// <summary>A saved scenario.</summary>
public sealed record ScenarioAnswer
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required string Why { get; init; }
    public required string? Owner { get; init; }
    public required int Version { get; init; }

    /// <summary>How many things are tried.</summary>
    public required int Changes { get; init; }

    /// <summary>The newest proposal that was made of it.</summary>
    public required long? Proposal { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }

    public static ScenarioAnswer Of(ScenarioRow row) =>
        new()
        {
            Id = row.Id,
            Name = row.Name,
            Why = row.Why,
            Owner = row.Owner,
            Version = row.Version,
            Changes = row.Read().All.Count,
            Proposal = row.ProposalId,
            CreatedAt = row.CreatedAt,
            ChangedAt = row.ChangedAt,
        };
}

/// <summary>What follows from a scenario.</summary>
public sealed record ScenarioResultAnswer
{
    public required ScenarioAnswer Scenario { get; init; }
    public required IReadOnlyList<ScenarioChangeAnswer> Changes { get; init; }

    /// <summary>What all that fits is expected to bring in a year, today and in the scenario.</summary>
    public required decimal ExpectedValueNow { get; init; }
    public required decimal ExpectedValue { get; init; }

    /// <summary>What all that fits still costs.</summary>
    public required decimal CostNow { get; init; }
    public required decimal Cost { get; init; }
    public required IReadOnlyList<ScenarioRankAnswer> Order { get; init; }

    public static ScenarioResultAnswer Of(ScenarioRow row, Trial now, Trial tried, WhatIfWords words) =>
        new()
        {
            Scenario = ScenarioAnswer.Of(row),
            Changes =
            [
                .. tried.Changes.All.Select(change =>
                    ScenarioChangeAnswer.From(change, words.Sentence(change, now.Situation))
                ),
            ],
            ExpectedValueNow = PriorityAnswer.Money(now.Worth),
            ExpectedValue = PriorityAnswer.Money(tried.Worth),
            CostNow = PriorityAnswer.Money(now.Cost),
            Cost = PriorityAnswer.Money(tried.Cost),
            Order = [.. TrialLine.Of(now, tried).Select(ScenarioRankAnswer.Of)],
        };
}

/// <summary>One thing that is tried, in the figure's own unit.</summary>
public sealed record ScenarioChangeAnswer
{
    /// <summary><c>effect</c>, <c>effort</c>, <c>cost</c>, <c>leave-out</c>, <c>unit-value</c>, <c>target</c> or <c>capacity</c>.</summary>
    public required ScenarioField Field { get; init; }

    /// <summary>The initiative, the figure or the unit.</summary>
    public required string Of { get; init; }
    public required string? Figure { get; init; }
    public required double? Low { get; init; }
    public required double? Value { get; init; }
    public required double? High { get; init; }
    public required string Sentence { get; init; }

    public static ScenarioChangeAnswer From(ScenarioChange change, string sentence) =>
        new()
        {
            Field = change.Field,
            Of = change.Of,
            Figure = change.Goal,
            Low = change.Low,
            Value = change.Value,
            High = change.High,
            Sentence = sentence,
        };
}

/// <summary>An initiative in the order of a scenario.</summary>
public sealed record ScenarioRankAnswer
{
    public required string Initiative { get; init; }
    public required string Title { get; init; }
    public required int? RankNow { get; init; }

    /// <summary>Null when it is left out.</summary>
    public required int? Rank { get; init; }
    public required decimal? ExpectedValueNow { get; init; }
    public required decimal? ExpectedValue { get; init; }
    public required decimal? Lower { get; init; }
    public required decimal? Upper { get; init; }

    /// <summary><c>goes-on</c>, <c>can-start</c>, <c>waits</c> or <c>makes-room</c>; null for what takes nobody's days.</summary>
    public required CapacityVerdict? FitsNow { get; init; }
    public required CapacityVerdict? Fits { get; init; }

    public static ScenarioRankAnswer Of(TrialLine line) =>
        new()
        {
            Initiative = line.One.Key,
            Title = line.One.Title,
            RankNow = line.Now?.Rank,
            Rank = line.Tried?.Rank,
            ExpectedValueNow = line.Now is { } now ? PriorityAnswer.Money(now.Benefit) : null,
            ExpectedValue = line.Tried is { } tried ? PriorityAnswer.Money(tried.Benefit) : null,
            Lower = line.Tried is { } low ? PriorityAnswer.Money(low.Lower * low.Cost) : null,
            Upper = line.Tried is { } high ? PriorityAnswer.Money(high.Upper * high.Cost) : null,
            FitsNow = line.FitsNow,
            Fits = line.FitsThen,
        };
}
