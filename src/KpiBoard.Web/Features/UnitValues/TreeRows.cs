using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>What an open initiative is meant to change of one figure.</summary>
public sealed record LinkRow
{
    public long InitiativeId { get; init; }
    public string Title { get; init; } = "";
    public string Status { get; init; } = "";
    public string Theme { get; init; } = "";
    public string Kpi { get; init; } = "";
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public double ChangeLow { get; init; }
    public double ChangeLikely { get; init; }
    public double ChangeHigh { get; init; }
    public DateOnly ByWhen { get; init; }

    /// <summary>How often a year the change comes, as the figure is steered: see <see cref="Steering.TimesAYear"/>.</summary>
    public int TimesAYear { get; init; } = 1;

    public UnitValueKey Key => new(Kpi, Dimension, Member);
}

public sealed class InitiativeName
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
}
