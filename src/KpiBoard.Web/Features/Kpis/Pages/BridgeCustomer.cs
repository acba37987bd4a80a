using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Retention;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>Which bar of which bridge.</summary>
public sealed record BridgeBar(string Measure, Period Period, BridgePart Part, string Dimension, string Member)
{
    public bool IsMargin => Measure.StartsWith(BridgeMeasure.Margin, StringComparison.Ordinal);

    public bool IsAtConstantRates => Measure.EndsWith(BridgeMeasure.AtConstantRates, StringComparison.Ordinal);
}

/// <summary>A customer behind a bar.</summary>
public sealed record BridgeCustomer(long Id, BridgeEntry Entry, Money Amount)
{
    public string CustomerId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Segment { get; init; } = "";
    public string Region { get; init; } = "";
    public string BusinessUnit { get; init; } = "";

    public Money Before => new(Entry.Start);

    public Money After => new(Entry.End);
}

/// <summary>All customers behind a bar.</summary>
/// <param name="Seen">Those that the person may see, the largest amounts first.</param>
/// <param name="Count">How many there are, seen or not.</param>
/// <param name="Amount">The bar itself.</param>
public sealed record BridgeCustomers(IReadOnlyList<BridgeCustomer> Seen, int Count, Money Amount)
{
    public static Money Sum(IEnumerable<BridgeCustomer> customers) =>
        customers.Aggregate(Money.Zero, (sum, customer) => sum + customer.Amount);
}
