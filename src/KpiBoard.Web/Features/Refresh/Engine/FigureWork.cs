using KpiBoard.Core.Churn;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>What a run has read and is about to compute.</summary>
internal sealed record FigureWork(PendingWork Pending, FigureBasis Basis, MemberNames Names)
{
    /// <summary>Why everything is added up anew, where it is.</summary>
    public string? WhyWhole { get; init; }

    public required IReadOnlyList<CellChange> CellChanges { get; init; }

    public required IReadOnlyList<MemberChange> MemberChanges { get; init; }

    /// <summary>The rates to keep beside the figures, where they changed.</summary>
    public RateTable? ChangedRates { get; init; }

    /// <summary>The bridges anew, or what touches them; neither before the first line has come.</summary>
    public WholeBridge? Whole { get; init; }

    public TouchedBridge? Touched { get; init; }

    public NpsRefresh? Nps { get; init; }

    public ChurnWork? Churn { get; init; }

    public WalletRefresh Wallets { get; init; } = WalletRefresh.Nothing;

    public MeasureRefresh Measures { get; init; } = MeasureRefresh.Nothing;

    public RateTable Rates { get; init; } = new([]);

    /// <summary>All members after the changes; none where nothing that is computed asks for them.</summary>
    public MemberTable? Members { get; init; }

    public bool IsWhole => Whole is not null;

    public FigureChanges Compute(CancellationToken ct)
    {
        var bridge = Whole?.Compute(ct) ?? Touched?.Compute(ct) ?? BridgeOutcome.Nothing;
        var members = Members ?? MemberTable.Empty;
        var values = new List<VersionChanges<KpiKey, KpiRow>> { bridge.Values, Nps!.Compute(members, Names, ct) };
        if (Churn is not null)
        {
            values.Add(Churn.Compute(Basis, members, Names));
        }
        values.Add(Wallets.Compute(Basis, new(Basis.Currency, Rates, Basis.ConstantRates), Rates, members, Names));
        values.Add(Measures.Compute(Basis));
        return new(bridge, values);
    }
}

/// <summary>Churn by customers where it does not follow activity: the cells or the contracts, whichever it follows.</summary>
internal sealed record ChurnWork(
    CellTable Cells,
    Dictionary<long, ContractSpan> Contracts,
    IReadOnlyList<StoredKpiRow> Stored
)
{
    public VersionChanges<KpiKey, KpiRow> Compute(FigureBasis basis, MemberTable members, MemberNames names) =>
        BridgeOutcome.Changes(
            Stored,
            basis.IsChurnByContract
                ? ChurnRefresh.ByContract(basis, Contracts, members, names)
                : ChurnRefresh.ByInactivity(basis, Cells, members, names)
        );
}

/// <summary>What a run writes of bridges and values.</summary>
internal sealed record FigureChanges(BridgeOutcome Bridge, IReadOnlyList<VersionChanges<KpiKey, KpiRow>> Values)
{
    public int Count => Bridge.Bridges.Changed.Count + Values.Sum(values => values.Changed.Count);

    /// <summary>How many periods have a bridge or a value that is new, another, or gone.</summary>
    public int Periods =>
        Bridge
            .Bridges.Changed.Select(change => (change.Now ?? change.Was)!.Key.Period)
            .Concat(
                Values.SelectMany(values => values.Changed).Select(change => (change.Now ?? change.Was)!.Key.Period)
            )
            .Distinct()
            .Count();
}
