using KpiBoard.Core;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>What people have set one unit of a figure to be worth in a year, for the company or for one member.</summary>
public record UnitValueRow
{
    public long Id { get; init; }
    public string Kpi { get; init; } = "";
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";

    /// <summary>Of a ratio for one percentage point, else for one unit; always that of an improvement.</summary>
    public Money Amount { get; init; }
    public string Currency { get; init; } = "";

    /// <summary>The figure of money that it works through; null where nobody has said.</summary>
    public string? Through { get; init; }
    public long? OwnerId { get; init; }
    public string? Owner { get; init; }
    public string Source { get; init; } = "";

    /// <summary>The day that what it rests on is of.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>How long a value may be taken for granted.</summary>
    public const int FreshMonths = 18;

    public bool IsStale(DateOnly today) => AsOf.AddMonths(FreshMonths) < today;
}
