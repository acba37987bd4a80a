using KpiBoard.Core.Periods;
using KpiBoard.Core.Retention;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>What is counted by the bridge; the latter two only where there is more than one currency.</summary>
internal static class Measures
{
    public const int Revenue = 0;
    public const int Margin = 1;
    public const int RevenueConstant = 2;
    public const int MarginConstant = 3;

    public static readonly IReadOnlyList<string> Names = ["revenue", "margin", "revenue.constant", "margin.constant"];

    public static int Count(bool hasRates) => hasRates ? 4 : 2;

    public static bool IsMargin(int measure) => measure % 2 == Margin;
}

/// <summary>
/// One customer's money by month as running sums, so that any period costs two subtractions; filled again for each
/// customer. A cell without a rate is left out.
/// </summary>
internal sealed class CustomerTimeline
{
    private readonly Month origin;
    private readonly int months;
    private readonly MoneyConversion conversion;
    private readonly long[][] sums;
    private readonly int[][] counts;
    private readonly long[][] covered;
    private FirstMonths firsts;

    public CustomerTimeline(Month origin, int months, MoneyConversion conversion, bool hasRates)
    {
        this.origin = origin;
        this.months = months;
        this.conversion = conversion;
        MeasureCount = Measures.Count(hasRates);
        sums = [.. Enumerable.Range(0, MeasureCount).Select(_ => new long[months + 1])];
        counts = [.. Enumerable.Range(0, MeasureCount).Select(_ => new int[months + 1])];
        covered = [.. Enumerable.Range(0, MeasureCount / 2).Select(_ => new long[months + 1])];
    }

    public int MeasureCount { get; }

    /// <summary>Takes one customer.</summary>
    /// <param name="cells">The customer's, in order of month.</param>
    /// <param name="first">When it began, which may lie before the first of these cells.</param>
    public void Fill(ReadOnlySpan<MonthCell> cells, FirstMonths first)
    {
        firsts = first;
        Clear();
        foreach (ref readonly var cell in cells)
        {
            if (conversion.Rate(in cell) is { } rate)
            {
                Add(in cell, rate);
            }
        }
        for (var month = 0; month < months; month++)
        {
            for (var measure = 0; measure < MeasureCount; measure++)
            {
                sums[measure][month + 1] = checked(sums[measure][month + 1] + sums[measure][month]);
                counts[measure][month + 1] += counts[measure][month];
            }
            foreach (var sum in covered)
            {
                sum[month + 1] = checked(sum[month + 1] + sum[month]);
            }
        }
    }

    public BridgeEntry Entry(int measure, in PeriodAxis.Pair pair)
    {
        var (sum, count) = (sums[measure], counts[measure]);
        var first = Measures.IsMargin(measure) ? firsts.Margin : firsts.Revenue;
        return new(
            sum[pair.StartTo] - sum[pair.StartFrom],
            sum[pair.EndTo] - sum[pair.EndFrom],
            count[pair.StartTo] > count[pair.StartFrom],
            count[pair.EndTo] > count[pair.EndFrom],
            first != 0 && first < pair.StartFirst.Key
        );
    }

    /// <summary>What of a period's revenue, which is one of the measures, has a cost.</summary>
    public long Covered(int revenue, in PeriodAxis.Pair pair) =>
        covered[revenue / 2][pair.EndTo] - covered[revenue / 2][pair.EndFrom];

    private void Clear()
    {
        for (var measure = 0; measure < MeasureCount; measure++)
        {
            Array.Clear(sums[measure]);
            Array.Clear(counts[measure]);
        }
        foreach (var sum in covered)
        {
            Array.Clear(sum);
        }
    }

    private void Add(ref readonly MonthCell cell, long rate)
    {
        var month = cell.At - origin;
        if (month < 0 || month >= months)
        {
            return;
        }
        Add(Measures.Revenue, in cell, month, rate);
        if (MeasureCount > Measures.RevenueConstant)
        {
            Add(Measures.RevenueConstant, in cell, month, conversion.ConstantRate(in cell));
        }
    }

    private void Add(int revenue, ref readonly MonthCell cell, int month, long rate)
    {
        Add(revenue, month, cell.Amount, rate);
        if (cell.CoveredLines > 0)
        {
            Add(revenue + Measures.Margin, month, checked(cell.CoveredAmount - cell.CoveredCost), rate);
            var sum = covered[revenue / 2];
            sum[month + 1] = checked(sum[month + 1] + MoneyConversion.Convert(cell.CoveredAmount, rate));
        }
    }

    private void Add(int measure, int month, long units, long rate)
    {
        sums[measure][month + 1] = checked(sums[measure][month + 1] + MoneyConversion.Convert(units, rate));
        counts[measure][month + 1]++;
    }
}
