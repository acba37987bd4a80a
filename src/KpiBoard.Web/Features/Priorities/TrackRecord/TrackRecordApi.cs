using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>How decisions fared, for scripts.</summary>
[Route("api/v1/priorities/track-record")]
public sealed class TrackRecordApi(TrackReader reader) : BearerController
{
    /// <summary>
    /// Every decision for or against a proposal, the newest first, with what was expected then beside what has been
    /// measured since; and how sure the engine and the owners were against what came.
    /// </summary>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<TrackRecordAnswer>(StatusCodes.Status200OK)]
    public async Task<TrackRecordAnswer> Show(CancellationToken ct)
    {
        var book = await reader.ReadAsync(ct);
        return new(
            [.. book.Decisions.Select(TrackedDecision.Of)],
            CalibrationAnswer.Of(book.Engine),
            CalibrationAnswer.Of(book.Owners)
        );
    }
}

/// <summary>How decisions fared.</summary>
/// <param name="Engine">The computed chance of success against what came.</param>
/// <param name="Owners">The owners' confidence against what came.</param>
public sealed record TrackRecordAnswer(
    IReadOnlyList<TrackedDecision> Decisions,
    CalibrationAnswer Engine,
    CalibrationAnswer Owners
);

/// <summary>A decision and what came of it.</summary>
public sealed record TrackedDecision
{
    public required long Id { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public required string By { get; init; }

    /// <summary><c>accept</c>, <c>amend</c> or <c>reject</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>What was proposed: <c>move-up</c>, <c>move-down</c>, <c>start</c>, <c>pause</c> or <c>stop</c>.</summary>
    public required string Proposal { get; init; }
    public required string Initiative { get; init; }
    public required string Reason { get; init; }

    /// <summary><c>came</c>, <c>did-not-come</c>, <c>unclear</c>, <c>too-early</c> or <c>not-measured</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The chance of success and the owner's confidence, as known then.</summary>
    public required double? Chance { get; init; }
    public required double? Confidence { get; init; }

    /// <summary>What has come in money so far, over all figures that are measured and have a unit value.</summary>
    public required double? Worth { get; init; }
    public required string Currency { get; init; }
    public required IReadOnlyList<TrackedEffect> Effects { get; init; }

    public static TrackedDecision Of(DecisionTrack track) =>
        new()
        {
            Id = track.Row.Id,
            DecidedAt = track.Row.DecidedAt,
            By = track.Row.By,
            Decision = track.Row.Kind,
            Proposal = track.Row.Said.Proposal!,
            Initiative = track.Initiative,
            Reason = track.Row.Reason,
            Outcome = OutcomeKey.Of(track.Outcome),
            Chance = track.Chance,
            Confidence = track.Confidence,
            Worth = track.Worth,
            Currency = track.Then.Currency,
            Effects = [.. track.Effects.Select(TrackedEffect.Of)],
        };
}

/// <summary>An effect that was expected and what has been measured; all that happened to the figure, not the cause.</summary>
public sealed record TrackedEffect
{
    public required string Kpi { get; init; }
    public required string? Dimension { get; init; }
    public required string? Member { get; init; }
    public required string Grain { get; init; }
    public required string? KnownPeriod { get; init; }
    public required double? KnownValue { get; init; }

    /// <summary>The month by which it was to be there.</summary>
    public required string Due { get; init; }
    public required double ExpectedLow { get; init; }
    public required double ExpectedLikely { get; init; }
    public required double ExpectedHigh { get; init; }

    /// <summary>The last month of the period that was measured.</summary>
    public required string? MeasuredUntil { get; init; }
    public required Ranged? Change { get; init; }

    /// <summary>The change for the better times the value of a unit as known then.</summary>
    public required Ranged? Worth { get; init; }
    public required string Outcome { get; init; }

    public static TrackedEffect Of(EffectTrack one) =>
        new()
        {
            Kpi = one.Note.Kpi,
            Dimension = one.Note.Dimension.Length == 0 ? null : one.Note.Dimension,
            Member = one.Note.Dimension.Length == 0 ? null : one.Note.Member,
            Grain = one.Note.Grain,
            KnownPeriod = one.Note.Period,
            KnownValue = one.Goal.Estimate,
            Due = one.Due.ToString(),
            ExpectedLow = one.Effect.Low,
            ExpectedLikely = one.Effect.Likely,
            ExpectedHigh = one.Effect.High,
            MeasuredUntil = one.MeasuredIn?.Last.ToString(),
            Change = one.Record.Change,
            Worth = one.Goal.UnitValue == 0 ? null : one.Record.Worth,
            Outcome = OutcomeKey.Of(one.Record.Outcome),
        };
}

/// <summary>What was said to be probable against what came; what cannot be told counts neither way.</summary>
/// <param name="Count">How many forecasts have an outcome.</param>
/// <param name="Brier">The mean squared distance of forecast and outcome.</param>
public sealed record CalibrationAnswer(int Count, double? Brier, IReadOnlyList<CalibrationFifth> Fifths)
{
    public static CalibrationAnswer Of(Calibration calibration) =>
        new(
            calibration.Count,
            calibration.Brier,
            [
                .. calibration.Groups.Select(group => new CalibrationFifth(
                    group.From,
                    group.To,
                    group.MeanStated,
                    group.Came.N,
                    group.Came.Value,
                    group.Came.Lower,
                    group.Came.Upper
                )),
            ]
        );
}

/// <summary>Forecasts of nearly the same probability, and the share that came with its Wilson interval.</summary>
public sealed record CalibrationFifth(
    double From,
    double To,
    double Stated,
    long Count,
    double? Came,
    double? Lower,
    double? Upper
);
