namespace KpiBoard.Web.Features.Priorities;

/// <summary>An open initiative as it is stored.</summary>
public sealed class OpenInitiativeRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Status { get; init; } = "";
    public string? Approach { get; init; }
    public bool IsBet { get; init; }
    public string Theme { get; init; } = "";
    public long OwnerId { get; init; }
    public string Owner { get; init; } = "";
    public int? Confidence { get; init; }
}

public sealed class OpenLinkRow
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
