using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Retention;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The bridges of one grain with what is known of its periods.</summary>
internal sealed class BridgeGrain(BridgeCube cube, MemberNames names, FigureBasis basis)
{
    private readonly bool[] isGap = new bool[cube.Axis.Count + 1];
    private readonly bool[] isComplete = [.. cube.Axis.Periods.Select(basis.IsComplete)];

    public BridgeCube Cube => cube;

    public PeriodAxis Axis => cube.Axis;

    public MemberNames Names => names;

    public bool IsComplete(int slot) => isComplete[slot];

    /// <summary>Whether no line at all lies in the period.</summary>
    public bool IsGap(int slot) => isGap[slot];

    public void SetGap(int slot, bool value) => isGap[slot] = value;

    /// <summary>Sets what has no customer beside the bridge, and with it whether the period has any line at all.</summary>
    public void SetUnidentified(CustomerTimeline timeline, int slot)
    {
        ref readonly var pair = ref Axis[slot];
        for (var measure = 0; measure < cube.MeasureCount; measure++)
        {
            cube[measure, 0, 0, slot].Unidentified = timeline.Entry(measure, pair).End;
        }
        isGap[slot] =
            cube[Measures.Revenue, 0, 0, slot].Sum.CustomersEnd == 0
            && !timeline.Entry(Measures.Revenue, pair).PresentAtEnd;
    }

    /// <summary>The rows of some periods: of the total always, of a member where there is anything to say.</summary>
    public IEnumerable<BridgeRow> Rows(Func<int, bool> isWanted) =>
        cube.Cells()
            .Where(at => at.Slot < Axis.Count && isWanted(at.Slot) && (at.Dimension == 0 || !at.Cell.IsEmpty))
            .Select(at => new BridgeRow(
                Key(at.Measure, at.Dimension, at.Member, at.Slot),
                Axis.Periods[at.Slot],
                at.Cell,
                isComplete[at.Slot],
                isGap[at.Slot]
            ));

    public BridgeKey Key(int measure, int dimension, int member, int slot) =>
        new(
            Measures.Names[measure],
            Axis.Grain.Text(),
            KpiDimensions.Name(dimension),
            dimension == 0 ? "" : names.Name(dimension, member),
            Axis.Text(slot)
        );

    /// <summary>
    /// What a period is compared with: the same one a year ago when it is known, for season, else the one before; only
    /// complete periods are compared.
    /// </summary>
    public (int Slot, BridgeLag Lag)? ComparedWith(int slot, Func<int, bool> isKnown)
    {
        if (!IsUsable(slot))
        {
            return null;
        }
        var (yearAgo, previous) = (slot - Axis.SlotsPerYear, slot - 1);
        return IsUsable(yearAgo) && isKnown(yearAgo) ? (yearAgo, BridgeLag.YearAgo)
            : IsUsable(previous) && isKnown(previous) ? (previous, BridgeLag.Previous)
            : null;
    }

    private bool IsUsable(int slot) => slot >= 0 && isComplete[slot] && !isGap[slot];
}
