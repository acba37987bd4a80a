using KpiBoard.Core;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The sums of a file by currency and month, as its answer gives them.</summary>
public static class ControlTotals
{
    /// <summary>One sum for each currency and month.</summary>
    /// <exception cref="ImportRefusedException">A sum is larger than the database can hold.</exception>
    public static IReadOnlyList<PeriodTotal> Of(ImportTally tally) =>
        [
            .. tally.Totals.Select(total => new PeriodTotal(
                total.Currency.Length == 0 ? null : total.Currency,
                $"{total.Month / 100:0000}-{total.Month % 100:00}",
                total.Rows,
                total.HasAmount ? Exact(total.Amount) : null,
                total.UnidentifiedRows,
                total.HasAmount ? Exact(total.UnidentifiedAmount) : null
            )),
        ];

    public static UnidentifiedTotal UnidentifiedOf(ImportTally tally)
    {
        var totals = tally.Totals.ToList();
        var currencies = totals.Select(total => total.Currency).Distinct().Count();
        var amount = totals.Aggregate(Int128.Zero, (sum, total) => sum + total.UnidentifiedAmount);
        return new UnidentifiedTotal(
            totals.Sum(total => total.UnidentifiedRows),
            currencies > 1 ? null : Exact(amount)
        );
    }

    /// <summary>All amounts together, whatever their currency: only good for telling whether a file arrived whole.</summary>
    public static decimal SumOf(ImportTally tally) =>
        Exact(tally.Totals.Aggregate(Int128.Zero, (sum, total) => sum + total.Amount));

    /// <summary>With its four decimals, zeros too, as money stands in the files.</summary>
    private static decimal Exact(Int128 units) =>
        units > long.MaxValue || units < long.MinValue
            ? throw new ImportRefusedException("totals.overflow")
            : new Money((long)units).ToDecimal() + 0.0000m;
}
