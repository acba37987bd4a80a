using System.Runtime.InteropServices;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// Adds up lines by customer, month and currency as they are read. Files come by date, so that one month's cells are
/// what the next line needs: they are kept together, which makes this several times faster than one large dictionary.
/// </summary>
internal sealed class CellSums(CustomerCounts counts, CancellationToken ct)
{
    private const int RowsBetweenChecks = 1 << 16;

    private readonly SortedDictionary<(int Month, int Currency), MonthSums> months = [];
    private MonthSums? current;

    /// <summary>Takes the columns customer, day, amount, cost, currency.</summary>
    public long Read(IBulkReader reader)
    {
        var rows = 0L;
        while (reader.Read())
        {
            var customer = counts.Of(reader.GetInt64(0));
            if (customer == CustomerCounts.Nobody)
            {
                continue;
            }
            var day = (int)reader.GetInt64(1);
            At(day / 100, CurrencyCode.Pack(reader.GetUtf8(4)))
                .Of(customer)
                .Add(day, reader.GetInt64(2), reader.IsNull(3) ? null : reader.GetInt64(3));
            if (++rows % RowsBetweenChecks == 0)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
        return rows;
    }

    public CellTable ToTable()
    {
        var starts = Starts();
        var sorted = new MonthCell[starts[^1]];
        // Months and currencies come in order, so each customer's cells do as well.
        foreach (var month in months.Values)
        {
            foreach (ref readonly var cell in month.Cells)
            {
                sorted[starts[cell.Customer]++] = cell;
            }
        }
        return new(sorted);
    }

    /// <summary>Where each customer's cells begin, and behind the last one how many cells there are.</summary>
    private int[] Starts()
    {
        var last = 0L;
        foreach (var month in months.Values)
        {
            foreach (ref readonly var cell in month.Cells)
            {
                last = Math.Max(last, cell.Customer);
            }
        }
        var starts = new int[checked(last + 2)];
        foreach (var month in months.Values)
        {
            foreach (ref readonly var cell in month.Cells)
            {
                starts[cell.Customer + 1]++;
            }
        }
        for (var customer = 1; customer < starts.Length; customer++)
        {
            starts[customer] += starts[customer - 1];
        }
        return starts;
    }

    private MonthSums At(int month, int currency)
    {
        if (current is { } last && last.Month == month && last.Currency == currency)
        {
            return last;
        }
        if (!months.TryGetValue((month, currency), out var known))
        {
            months.Add((month, currency), known = new(month, currency));
        }
        return current = known;
    }

    /// <summary>The cells of one month and currency, found by customer through pages of their places.</summary>
    private sealed class MonthSums(int month, int currency)
    {
        private const int PageBits = 10;

        private readonly List<MonthCell> cells = [];
        private int[]?[] pages = [];

        public int Month => month;

        public int Currency => currency;

        public ReadOnlySpan<MonthCell> Cells => CollectionsMarshal.AsSpan(cells);

        public ref MonthCell Of(long customer)
        {
            var page = checked((int)(customer >> PageBits));
            if (page >= pages.Length)
            {
                Array.Resize(ref pages, Math.Max(page + 1, pages.Length * 2));
            }
            var places = pages[page] ??= new int[1 << PageBits];
            ref var place = ref places[customer & ((1 << PageBits) - 1)];
            if (place == 0)
            {
                cells.Add(new(customer, month, currency));
                place = cells.Count;
            }
            return ref CollectionsMarshal.AsSpan(cells)[place - 1];
        }
    }
}
