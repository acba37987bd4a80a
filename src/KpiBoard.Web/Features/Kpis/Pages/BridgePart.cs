using KpiBoard.Core;
using KpiBoard.Core.Retention;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>A bar of the bridge.</summary>
/// <param name="Code">Its name in links.</param>
/// <param name="Change">What the customers behind it did; none for who was there at the start or at the end.</param>
public sealed record BridgePart(
    string Code,
    BridgeChange? Change,
    Func<BridgePoint, decimal> Stored,
    Func<BridgePoint, long> Customers
)
{
    public static readonly BridgePart Start = new(
        "start",
        null,
        bridge => bridge.Start,
        bridge => bridge.CustomersStart
    );

    public static readonly BridgePart End = new("end", null, bridge => bridge.End, bridge => bridge.CustomersEnd);

    /// <summary>Between start and end, in the order in which they are drawn.</summary>
    public static readonly IReadOnlyList<BridgePart> Steps =
    [
        new("new", BridgeChange.New, bridge => bridge.New, bridge => bridge.CustomersNew),
        new(
            "reactivated",
            BridgeChange.Reactivated,
            bridge => bridge.Reactivated,
            bridge => bridge.CustomersReactivated
        ),
        new("expansion", BridgeChange.Expanded, bridge => bridge.Expansion, bridge => bridge.CustomersExpanded),
        new("contraction", BridgeChange.Contracted, bridge => bridge.Contraction, bridge => bridge.CustomersContracted),
        new("churned", BridgeChange.Churned, bridge => bridge.Churned, bridge => bridge.CustomersChurned),
    ];

    public static readonly IReadOnlyList<BridgePart> All = [Start, .. Steps, End];

    public Money Amount(BridgePoint bridge) => Money.FromDecimal(Stored(bridge));

    public static BridgePart? Find(string? code) => All.FirstOrDefault(part => part.Code == code);

    /// <summary>Whether it takes the time before to tell who stands behind this bar.</summary>
    public bool IsOfThoseWhoCame => Change is BridgeChange.New or BridgeChange.Reactivated;

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
