using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Retention;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Which bridge: the measure, grain, member and period, as the table has them.</summary>
internal readonly record struct BridgeKey(string Measure, string Grain, string Dimension, string Member, string Period);

/// <summary>The bridge of one measure, member and period, as it is stored.</summary>
internal sealed record BridgeRow(BridgeKey Key, Period Period, BridgeCell Cell, bool IsComplete, bool IsGap)
{
    public BridgeSum Sum => Cell.Sum;

    public bool IsTotal => Key.Dimension == KpiDimensions.Total;

    public bool SaysTheSameAs(BridgeRow other) =>
        IsComplete == other.IsComplete
        && IsGap == other.IsGap
        && Cell.Moved == other.Cell.Moved
        && Cell.Unidentified == other.Cell.Unidentified
        && Cell.TotalAmount == other.Cell.TotalAmount
        && Cell.CoveredAmount == other.Cell.CoveredAmount
        && Sum.Equals(other.Sum);
}

/// <summary>A row in force and the run that wrote it.</summary>
internal sealed record StoredBridgeRow(BridgeRow Row, long FromRun);
