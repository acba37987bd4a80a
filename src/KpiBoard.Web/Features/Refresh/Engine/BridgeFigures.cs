using KpiBoard.Core.Churn;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Retention;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The figures that follow from the bridges of one grain.</summary>
internal sealed class BridgeFigures(BridgeGrain grain, double level, bool withLogoChurn)
{
    private static readonly (string Kpi, RetentionFigure Figure)[] OfRevenue =
    [
        (KpiCodes.NetRevenueRetention, RetentionFigure.NetRevenueRetention),
        (KpiCodes.GrossRevenueRetention, RetentionFigure.GrossRevenueRetention),
        (KpiCodes.RevenueChurn, RetentionFigure.RevenueChurn),
        (KpiCodes.ExistingRevenueGrowth, RetentionFigure.ExistingGrowth),
    ];

    private static readonly (string Kpi, RetentionFigure Figure)[] OfMargin =
    [
        (KpiCodes.ExistingMarginGrowth, RetentionFigure.ExistingGrowth),
    ];

    /// <summary>The figures computed here; churn by customers only where it follows activity.</summary>
    public static IReadOnlyList<string> Codes(bool withLogoChurn) =>
        [
            .. OfRevenue.Concat(OfMargin).Select(ratio => ratio.Kpi),
            KpiCodes.ExistingRevenue,
            KpiCodes.ExistingMargin,
            .. withLogoChurn ? [KpiCodes.LogoChurn] : (string[])[],
        ];

    public IEnumerable<KpiRow> Rows(Func<int, bool> isWanted)
    {
        foreach (var (measure, dimension, member, slot, cell) in grain.Cube.Cells())
        {
            if (
                measure > Measures.Margin
                || slot >= grain.Axis.Count
                || !isWanted(slot)
                || (dimension > 0 && cell.IsEmpty)
            )
            {
                continue;
            }
            var place = new Place(measure, dimension, member, slot, cell.Sum);
            var (ratios, sum) =
                measure == Measures.Revenue
                    ? (OfRevenue, KpiCodes.ExistingRevenue)
                    : (OfMargin, KpiCodes.ExistingMargin);
            foreach (var (kpi, figure) in ratios)
            {
                yield return Ratio(kpi, figure, place);
            }
            yield return Existing(sum, place);
            if (withLogoChurn && measure == Measures.Revenue)
            {
                yield return LogoChurnOf(place);
            }
        }
    }

    private KpiRow Ratio(string kpi, RetentionFigure figure, Place at) =>
        Compared(
            Row(kpi, at).With(EstimateOf(at, sum => RetentionEstimates.Estimate(figure, sum, level))),
            at,
            sum => RetentionEstimates.Estimate(figure, sum, level),
            (earlier, lag) => RetentionEstimates.Change(figure, at.Sum, earlier, lag, level)
        );

    private KpiRow LogoChurnOf(Place at) =>
        Compared(
            Row(KpiCodes.LogoChurn, at).With(EstimateOf(at, LogoChurnOf)),
            at,
            LogoChurnOf,
            (earlier, _) => LogoChurn.Change(Counts(at.Sum), Counts(earlier), level)
        );

    private Estimate LogoChurnOf(BridgeSum sum) => LogoChurn.Of(Counts(sum), level);

    private static ChurnCounts Counts(BridgeSum sum) => new(sum.CustomersStart, sum.CustomersChurned);

    private KpiRow Existing(string kpi, Place at)
    {
        var row = Row(kpi, at) with { N = at.Sum.CustomersExisting };
        return WhyAbsent(at) is { } reason ? row with { Reason = reason }
            : at.Sum.CustomersExisting == 0 ? row with { Reason = AbsenceReason.NoCustomersInBoth }
            : row with { MoneyValue = at.Sum.ExistingEnd };
    }

    private Estimate EstimateOf(Place at, Func<BridgeSum, Estimate> estimate) =>
        WhyAbsent(at) is { } reason ? Estimate.Absent(reason) : estimate(at.Sum);

    /// <summary>In a gap nobody can be said to have left: the files are missing, not the customers.</summary>
    private string? WhyAbsent(Place at) =>
        grain.IsGap(at.Slot) ? AbsenceReason.NoData
        : Measures.IsMargin(at.Measure) && at.Sum.CustomersStart == 0 && at.Sum.CustomersEnd == 0 ? AbsenceReason.NoCost
        : null;

    private KpiRow Compared(
        KpiRow row,
        Place at,
        Func<BridgeSum, Estimate> estimate,
        Func<BridgeSum, BridgeLag, ChangeTest?> change
    )
    {
        if (
            row.Value is null
            || grain.ComparedWith(at.Slot, slot => Earlier(slot) is { } sum && estimate(sum).Value is not null)
                is not
                ({ } slot, var lag)
        )
        {
            return row;
        }
        var with = grain.Axis.Text(slot);
        return change(Earlier(slot)!, lag) is { } test ? row.With(with, test) : row with { ComparedWith = with };

        BridgeSum? Earlier(int slot) => grain.Cube.Find(at.Measure, at.Dimension, at.Member, slot)?.Sum;
    }

    private KpiRow Row(string kpi, Place at)
    {
        var key = grain.Key(at.Measure, at.Dimension, at.Member, at.Slot);
        return new(new(kpi, key.Grain, key.Dimension, key.Member, key.Period), grain.Axis.Periods[at.Slot].Last.Key)
        {
            IsComplete = grain.IsComplete(at.Slot),
            IsGap = grain.IsGap(at.Slot),
        };
    }

    private readonly record struct Place(int Measure, int Dimension, int Member, int Slot, BridgeSum Sum);
}
