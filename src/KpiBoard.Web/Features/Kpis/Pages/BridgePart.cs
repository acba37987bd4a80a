using KpiBoard.Core;
using KpiBoard.Core.Retention;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>A bar of the bridge.</summary>
/// <param name="Code">Its name in links.</param>
/// <param name="Change">What the customers behind it did; none for who was there at the start or at the end.</param>
public sealed record BridgePart(
    string Code,
    BridgeChange? Change,
    Func<BridgeRow, Money> Amount,
    Func<BridgeRow, long> Customers
)
{
    public static readonly BridgePart Start = new("start", null, row => row.Start, row => row.CustomersStart);

    public static readonly BridgePart End = new("end", null, row => row.End, row => row.CustomersEnd);

    /// <summary>Between start and end, in the order in which they are drawn.</summary>
    public static readonly IReadOnlyList<BridgePart> Steps =
    [
        new("new", BridgeChange.New, row => row.New, row => row.CustomersNew),
        new("reactivated", BridgeChange.Reactivated, row => row.Reactivated, row => row.CustomersReactivated),
        new("expansion", BridgeChange.Expanded, row => row.Expansion, row => row.CustomersExpanded),
        new("contraction", BridgeChange.Contracted, row => row.Contraction, row => row.CustomersContracted),
        new("churned", BridgeChange.Churned, row => row.Churned, row => row.CustomersChurned),
    ];

    public static readonly IReadOnlyList<BridgePart> All = [Start, .. Steps, End];

    public static BridgePart? Find(string? code) => All.FirstOrDefault(part => part.Code == code);

    /// <summary>Whether a customer stands behind this bar.</summary>
    public bool Holds(BridgeEntry entry) =>
        this == Start ? entry.PresentAtStart
        : this == End ? entry.PresentAtEnd
        : entry.Change == Change;

    /// <summary>The customer's part of the bar.</summary>
    public Money AmountOf(BridgeEntry entry) =>
        new(
            this == Start ? entry.Start
            : this == End ? entry.End
            : entry.End - entry.Start
        );
}
