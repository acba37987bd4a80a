using KpiBoard.Core.Kpis;
using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>Where the value of one unit comes from.</summary>
public enum UnitWorthOrigin
{
    /// <summary>Nobody has set one, and none follows from the figures.</summary>
    None,

    /// <summary>People have set it for just this.</summary>
    Set,

    /// <summary>It follows from the figures.</summary>
    Computed,

    /// <summary>The company's, by the member's share of its revenue, as the member has none of its own.</summary>
    CompanyShare,
}

/// <summary>What one unit of a figure is worth in a year, and why.</summary>
/// <param name="Amount">
/// In the company's currency, for an improvement: of a ratio for one percentage point, else for one unit. Null without.
/// </param>
public sealed record UnitWorth(KpiUnit Unit, UnitWorthOrigin Origin, decimal? Amount)
{
    /// <summary>What was set, for this or for the company.</summary>
    public UnitValueRow? Set { get; init; }

    /// <summary>What follows from the figures, also where something else was set.</summary>
    public UnitEstimate? Computed { get; init; }

    /// <summary>The member's part of the company's revenue, where the company's value was shared out by it.</summary>
    public decimal? Share { get; init; }

    public bool IsKnown => Amount is not null;

    /// <summary>For one whole unit of the figure as it is stored: a ratio of 1 is a hundred points.</summary>
    public double? PerWhole => Amount is { } amount ? UnitValues.PerWhole(Unit, amount) : null;

    /// <summary>What a change of the figure is worth in a year; positive when it is for the better.</summary>
    public double? Of(double change, GoodDirection good) => PerWhole * (good == GoodDirection.Down ? -change : change);
}
