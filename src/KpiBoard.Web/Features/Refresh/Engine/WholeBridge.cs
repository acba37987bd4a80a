using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Adds everything up anew; only what differs from the stored rows is written.</summary>
internal sealed record WholeBridge(FigureBasis Basis, MoneyConversion Conversion, MemberNames Names)
{
    /// <summary>All cells and members, after what changes in them.</summary>
    public required CellTable Cells { get; init; }

    public required MemberTable Members { get; init; }

    public required IReadOnlyList<StoredBridgeRow> Stored { get; init; }

    /// <summary>The stored values of the figures that follow from bridges.</summary>
    public required IReadOnlyList<StoredKpiRow> StoredValues { get; init; }

    public BridgeOutcome Compute(CancellationToken ct)
    {
        IReadOnlyList<BridgeGrain> grains = Basis.FirstMonth is null ? [] : BridgeEngine.Empty(Basis, Names);
        if (grains.Count > 0)
        {
            BridgeEngine.AddAll(grains, Cells, Members, Basis, Conversion, ct);
        }
        var withLogoChurn = Basis.IsChurnByActivity;
        var values = grains
            .AsParallel()
            .AsOrdered()
            .WithCancellation(ct)
            .Select(grain => new BridgeFigures(grain, Basis.IntervalLevel, withLogoChurn).Rows(_ => true).ToList())
            .ToList();
        return new()
        {
            Bridges = BridgeOutcome.Changes(Stored, grains.SelectMany(grain => grain.Rows(_ => true))),
            Values = BridgeOutcome.Changes(StoredValues, values.SelectMany(rows => rows)),
            Ahead = Grains.All.ToDictionary(
                grain => grain,
                grain => grains.Where(of => of.Axis.Grain == grain).SelectMany(BridgeAhead.Of).ToList()
            ),
        };
    }
}
