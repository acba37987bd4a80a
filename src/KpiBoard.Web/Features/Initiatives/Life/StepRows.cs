using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Features.Initiatives.Life;

/// <summary>A row of [InitiativeStep].</summary>
public sealed class StepRow
{
    public long Id { get; init; }
    public long InitiativeId { get; init; }
    public string FromStatus { get; init; } = "";
    public string ToStatus { get; init; } = "";
    public string Why { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public string By { get; init; } = "";
}

/// <summary>Why a step was not taken.</summary>
public enum StepRefusal
{
    Unknown,

    /// <summary>Life has no such step from where the initiative is.</summary>
    NoSuchStep,
    WhyMissing,

    /// <summary>It would be approved on assumptions alone, or as a bet that is none.</summary>
    GateClosed,
    ChangedMeanwhile,
}

/// <summary>What came of a step.</summary>
/// <param name="Refusal">Null when it was taken.</param>
/// <param name="Gate">What the gate says, where it was asked.</param>
public sealed record StepOutcome(StepRefusal? Refusal, GateVerdict? Gate = null)
{
    public static readonly StepOutcome Taken = new((StepRefusal?)null);
}
