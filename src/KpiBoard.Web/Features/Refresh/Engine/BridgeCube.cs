using KpiBoard.Core.Kpis;
using KpiBoard.Core.Retention;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The bridge of one measure, member and period while it is being added up.</summary>
internal sealed class BridgeCell
{
    public BridgeSum Sum { get; init; } = new();

    /// <summary>What customers carry from this member to another until the next pair, and the other way round.</summary>
    public long Moved { get; set; }

    public long Unidentified { get; set; }

    /// <summary>The period's revenue, and the part of it that has a cost.</summary>
    public long TotalAmount { get; set; }

    public long CoveredAmount { get; set; }

    public BridgeCell Clone()
    {
        var copy = new BridgeCell
        {
            Moved = Moved,
            Unidentified = Unidentified,
            TotalAmount = TotalAmount,
            CoveredAmount = CoveredAmount,
        };
        copy.Sum.Merge(Sum);
        return copy;
    }

    public bool IsEmpty => Moved == 0 && Unidentified == 0 && TotalAmount == 0 && CoveredAmount == 0 && Sum.IsZero;
}

/// <summary>The cells of one grain: by measure, dimension (0 the total), member and number of the period.</summary>
internal sealed class BridgeCube(PeriodAxis axis, int measures)
{
    private readonly List<BridgeCell?[]>[] members =
    [
        .. Enumerable.Range(0, measures * KpiDimensions.Count).Select(_ => new List<BridgeCell?[]>()),
    ];

    public PeriodAxis Axis => axis;

    public int MeasureCount => measures;

    public BridgeCell this[int measure, int dimension, int member, int slot]
    {
        get => Series(measure, dimension, member)[slot] ??= new();
        set => Series(measure, dimension, member)[slot] = value;
    }

    /// <summary>Lets the members of a dimension that divides nobody be what the total is.</summary>
    public void CopyTotalTo(int dimension)
    {
        for (var measure = 0; measure < measures; measure++)
        {
            for (var slot = 0; slot <= axis.Count; slot++)
            {
                if (Find(measure, 0, 0, slot) is { } total)
                {
                    this[measure, dimension, MemberNames.NotDescribed, slot] = total.Clone();
                }
            }
        }
    }

    public IEnumerable<(int Measure, int Dimension, int Member, int Slot, BridgeCell Cell)> Cells()
    {
        for (var i = 0; i < members.Length; i++)
        {
            for (var member = 0; member < members[i].Count; member++)
            {
                for (var slot = 0; slot <= axis.Count; slot++)
                {
                    if (members[i][member][slot] is { } cell)
                    {
                        yield return (i / KpiDimensions.Count, i % KpiDimensions.Count, member, slot, cell);
                    }
                }
            }
        }
    }

    public BridgeCell? Find(int measure, int dimension, int member, int slot)
    {
        var list = members[(measure * KpiDimensions.Count) + dimension];
        return member < list.Count ? list[member][slot] : null;
    }

    private BridgeCell?[] Series(int measure, int dimension, int member)
    {
        var list = members[(measure * KpiDimensions.Count) + dimension];
        while (list.Count <= member)
        {
            list.Add(new BridgeCell?[axis.Count + 1]);
        }
        return list[member];
    }
}
