using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>What was known of the initiative that a decision was about: the part of its run that is scored.</summary>
/// <param name="Candidate">None when it did not compete then.</param>
public sealed record KnownThen(
    Candidate? Candidate,
    string? Status,
    IReadOnlyList<(Goal Goal, GoalNote Note)> Goals,
    DateOnly Today,
    string Currency
)
{
    public static KnownThen Of(RunInput run, string initiative)
    {
        var candidate = run.Input.Initiatives.FirstOrDefault(one => one.Key == initiative);
        var meant = candidate?.Links.Select(link => link.Goal).ToHashSet() ?? [];
        return new(
            candidate,
            run.Find(initiative)?.Status,
            [.. run.Input.Goals.Zip(run.Goals).Where(one => meant.Contains(one.First.Key))],
            run.Today,
            run.Currency
        );
    }
}

/// <summary>An effect that was expected when something was decided, and what came of it.</summary>
/// <param name="Due">The month by which it was to be there.</param>
/// <param name="MeasuredIn">The period that was measured; none without a measurement.</param>
public sealed record EffectTrack(
    Goal Goal,
    GoalNote Note,
    EffectLink Effect,
    EffectRecord Record,
    Month Due,
    Period? MeasuredIn
)
{
    /// <summary>It is meant for the better, so that it can come.</summary>
    public bool IsPromise => Goal.Good(Effect.Likely) > 0;
}

/// <summary>A decision on a proposal: what was expected then beside what has been measured since.</summary>
public sealed record DecisionTrack(DecisionRow Row, KnownThen Then, IReadOnlyList<EffectTrack> Effects)
{
    /// <summary>What is scored: decided for or against; what was put off or taken back says nothing.</summary>
    public static bool IsScored(DecisionRow row) =>
        !row.IsUndone
        && row.Said is { Initiative: not null, Proposal: not null }
        && row.Kind is DecisionKind.Accept or DecisionKind.Amend or DecisionKind.Reject;

    public string Initiative => Row.Said.Initiative!;

    public bool IsRejected => Row.Kind == DecisionKind.Reject;

    /// <summary>What was proposed is to start it or move it up; the other proposals take something from it.</summary>
    public bool AsksForMore => Row.Said.Proposal is ProposalKind.Start or ProposalKind.MoveUp or ProposalKind.Order;

    public TrackOutcome Outcome =>
        EffectRecord.Together(Effects.Where(one => one.IsPromise).Select(one => one.Record.Outcome));

    /// <summary>When the first of what was promised is due.</summary>
    public Month? Due => Effects.Where(one => one.IsPromise).Select(one => (Month?)one.Due).Min();

    /// <summary>The engine's chance of success, as known then.</summary>
    public double? Chance => Then.Candidate is { } one ? SuccessChance.With(one.EvidenceChance, one.Confidence) : null;

    /// <summary>The owner's confidence, as known then.</summary>
    public double? Confidence => Then.Candidate?.Confidence;

    /// <summary>
    /// Whether the initiative went on after the decision: only then does what came say something about the chance that
    /// it would succeed.
    /// </summary>
    public bool WentOn =>
        (Row.Said.StatusAfter ?? Then.Status) is OpenStatus.Approved or OpenStatus.Running or OpenStatus.Closing
        && !(IsRejected && Row.Said.Proposal == ProposalKind.Start);

    /// <summary>What came in money, over all figures that are measured; none without any that has a value.</summary>
    public double? Worth =>
        Effects.Any(HasWorth) ? Effects.Where(HasWorth).Sum(one => one.Record.Worth!.Value.Value) : null;

    private static bool HasWorth(EffectTrack one) => one is { Goal.UnitValue: not 0, Record.Worth: not null };
}

/// <summary>Every decision that is scored, the newest first, with how sure the engine and people were.</summary>
public sealed record TrackBook(IReadOnlyList<DecisionTrack> Decisions)
{
    public static readonly IReadOnlyList<TrackOutcome> Outcomes = Enum.GetValues<TrackOutcome>();

    /// <summary>The engine's chance of success against what came, of what went on.</summary>
    public Calibration Engine => Calibrate(one => one.Chance);

    /// <summary>The owners' confidence against what came.</summary>
    public Calibration Owners => Calibrate(one => one.Confidence);

    /// <summary>When the first of what is too early can be judged; none when nothing is.</summary>
    public Month? NextDue => Decisions.Where(one => one.Outcome == TrackOutcome.TooEarly).Select(one => one.Due).Min();

    /// <summary>How many decisions have been judged.</summary>
    public int Judged => Count(TrackOutcome.Came) + Count(TrackOutcome.DidNotCome) + Count(TrackOutcome.Unclear);

    public int Count(TrackOutcome outcome) => Decisions.Count(one => one.Outcome == outcome);

    /// <summary>How what was decided has fared: accepted and rejected, what asks for more of something and for less.</summary>
    public IReadOnlyList<Fared> Fared =>
        [
            .. Decisions
                .GroupBy(one => (one.AsksForMore, one.IsRejected))
                .OrderByDescending(of => of.Key.AsksForMore)
                .ThenBy(of => of.Key.IsRejected)
                .Select(of => new Fared(of.Key.AsksForMore, of.Key.IsRejected, [.. of.Select(one => one.Outcome)]))
                .Where(of => of.Judged > 0),
        ];

    private Calibration Calibrate(Func<DecisionTrack, double?> stated) =>
        Calibration.Of([
            .. Decisions
                .Where(one => one.WentOn)
                .Select(one => EffectRecord.Forecast(stated(one), one.Outcome))
                .OfType<Forecast>(),
        ]);
}

/// <summary>How decisions of one sort have fared.</summary>
public sealed record Fared(bool AsksForMore, bool IsRejected, IReadOnlyList<TrackOutcome> Outcomes)
{
    /// <summary>The end of the key of its words.</summary>
    public string Sort => $"{(AsksForMore ? "More" : "Less")}{(IsRejected ? "Rejected" : "Accepted")}";

    public int Came => Outcomes.Count(one => one == TrackOutcome.Came);

    public int Failed => Outcomes.Count(one => one == TrackOutcome.DidNotCome);

    public int Unclear => Outcomes.Count(one => one == TrackOutcome.Unclear);

    public int Judged => Came + Failed + Unclear;
}
