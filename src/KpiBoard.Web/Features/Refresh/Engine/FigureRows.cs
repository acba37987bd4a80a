using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The values of one figure at one grain, by member and period, and their comparison with earlier ones.</summary>
internal sealed class FigureRows(string kpi, PeriodAxis axis)
{
    private readonly Dictionary<(string Dimension, string Member, int Slot), KpiRow> rows = [];

    /// <summary>An empty row of a member and period.</summary>
    public KpiRow Row(string dimension, string member, int slot) =>
        new(new(kpi, axis.Grain.Text(), dimension, member, axis.Text(slot)), axis.Periods[slot].Last.Key);

    public void Add(KpiRow row, int slot) => rows.Add((row.Key.Dimension, row.Key.Member, slot), row);

    /// <summary>
    /// The rows of the wanted periods, compared with the same period a year ago when it is known, for season, else
    /// with the one before; only complete periods are compared.
    /// </summary>
    /// <param name="change">The test of a later row against an earlier one.</param>
    public IEnumerable<KpiRow> Compared(
        Func<int, bool> isWanted,
        Func<int, bool> isComplete,
        Func<KpiRow, KpiRow, ChangeTest?> change
    )
    {
        foreach (var ((dimension, member, slot), row) in rows)
        {
            if (isWanted(slot))
            {
                yield return Compared(dimension, member, slot, Bare(row), isComplete, change);
            }
        }
    }

    private KpiRow Compared(
        string dimension,
        string member,
        int slot,
        KpiRow row,
        Func<int, bool> isComplete,
        Func<KpiRow, KpiRow, ChangeTest?> change
    )
    {
        if (!isComplete(slot))
        {
            return row with { IsComplete = false };
        }
        row = row with { IsComplete = true };
        if (row.Value is null || (Known(slot - axis.SlotsPerYear) ?? Known(slot - 1)) is not { } earlier)
        {
            return row;
        }
        return change(row, earlier) is { } test
            ? row.With(earlier.Key.Period, test)
            : row with
            {
                ComparedWith = earlier.Key.Period,
            };

        KpiRow? Known(int at) =>
            at >= 0 && isComplete(at) && rows.GetValueOrDefault((dimension, member, at)) is { Value: not null } known
                ? known
                : null;
    }

    private static KpiRow Bare(KpiRow row) =>
        row with
        {
            ComparedWith = null,
            Difference = null,
            DifferenceLower = null,
            DifferenceUpper = null,
            PValue = null,
        };
}
