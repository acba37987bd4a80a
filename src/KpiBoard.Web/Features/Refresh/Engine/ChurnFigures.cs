using KpiBoard.Core.Churn;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// <c>churn.logo</c> of one grain where it does not follow activity: counted customer by customer for the member valid
/// on the last day before the period.
/// </summary>
internal sealed class ChurnFigures(PeriodAxis axis, FigureBasis basis, MemberNames names, Func<Period, bool> isComplete)
{
    private readonly FigureRows rows = new(KpiCodes.LogoChurn, axis);
    private readonly Dictionary<(int Dimension, int Member, int Slot), ChurnCounts> counts = [];

    public PeriodAxis Axis => axis;

    public void Add(int slot, ChurnCounts customer, MemberHistory members)
    {
        if (customer.AtStart == 0)
        {
            return;
        }
        for (var dimension = 0; dimension < KpiDimensions.Count; dimension++)
        {
            var at = (dimension, members.At(axis[slot].StartDay, dimension), slot);
            counts[at] = counts.GetValueOrDefault(at) + customer;
        }
    }

    /// <summary>Turns what was counted into values.</summary>
    public void Count(Func<Period, bool> hasData)
    {
        for (var slot = 0; slot < axis.Count; slot++)
        {
            counts.TryAdd((0, 0, slot), default);
        }
        foreach (var ((dimension, member, slot), count) in counts)
        {
            var isGap = !hasData(axis.Periods[slot]);
            var row = rows.Row(
                KpiDimensions.Name(dimension),
                dimension == 0 ? "" : names.Name(dimension, member),
                slot
            );
            var value = isGap ? Estimate.Absent(AbsenceReason.NoData) : LogoChurn.Of(count, basis.IntervalLevel);
            rows.Add(row.With(value) with { IsGap = isGap }, slot);
        }
    }

    public IEnumerable<KpiRow> Rows(Func<int, bool> isWanted) =>
        rows.Compared(isWanted, slot => isComplete(axis.Periods[slot]), Change);

    private ChangeTest? Change(KpiRow later, KpiRow earlier) =>
        LogoChurn.Change(Counts(later), Counts(earlier), basis.IntervalLevel);

    // The share times its whole number of customers is a whole number again.
    private static ChurnCounts Counts(KpiRow row) => new(row.N, (long)Math.Round(row.Value!.Value * row.N));
}
