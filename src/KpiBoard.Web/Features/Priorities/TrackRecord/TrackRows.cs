using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>A stored value with the grain it is of.</summary>
public sealed class TrackFigureRow : FigureRow
{
    public string Grain { get; init; } = "";
}

/// <summary>How sure an owner was of an initiative at a check-in.</summary>
public sealed class CallRow
{
    public long InitiativeId { get; init; }
    public DateTimeOffset At { get; init; }
    public int Confidence { get; init; }
    public string Status { get; init; } = "";
    public DateOnly StartsOn { get; init; }
}

/// <summary>What an initiative is meant to change, as it stands now.</summary>
public sealed class CallLinkRow
{
    public long InitiativeId { get; init; }
    public string Kpi { get; init; } = "";
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public double ChangeLow { get; init; }
    public double ChangeLikely { get; init; }
    public double ChangeHigh { get; init; }
    public DateOnly ByWhen { get; init; }
}
