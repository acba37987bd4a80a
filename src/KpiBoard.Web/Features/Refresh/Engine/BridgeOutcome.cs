using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>What a run changes in the bridges and in the figures that follow from them.</summary>
internal sealed record BridgeOutcome
{
    public static readonly BridgeOutcome Nothing = new()
    {
        Bridges = Changes([], Array.Empty<BridgeRow>()),
        Values = Changes([], Array.Empty<KpiRow>()),
        Ahead = new Dictionary<Grain, List<AheadRow>>(),
    };

    public required VersionChanges<BridgeKey, BridgeRow> Bridges { get; init; }

    public required VersionChanges<KpiKey, KpiRow> Values { get; init; }

    /// <summary>What is to be kept of the period ahead, for the grains where that changes; none: to be prepared.</summary>
    public required IReadOnlyDictionary<Grain, List<AheadRow>> Ahead { get; init; }

    public static VersionChanges<BridgeKey, BridgeRow> Changes(
        IEnumerable<StoredBridgeRow> stored,
        IEnumerable<BridgeRow> wanted
    ) =>
        VersionChanges<BridgeKey, BridgeRow>.Between(
            stored.Select(row => (row.Row.Key, row.FromRun, row.Row)),
            wanted.Select(row => (row.Key, row)),
            (was, now) => was.SaysTheSameAs(now)
        );

    public static VersionChanges<KpiKey, KpiRow> Changes(
        IEnumerable<StoredKpiRow> stored,
        IEnumerable<KpiRow> wanted
    ) =>
        VersionChanges<KpiKey, KpiRow>.Between(
            stored.Select(row => (row.Row.Key, row.FromRun, row.Row)),
            wanted.Select(row => (row.Key, row)),
            (was, now) => was == now
        );
}
