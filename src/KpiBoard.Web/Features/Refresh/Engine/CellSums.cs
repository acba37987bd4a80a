using System.Runtime.InteropServices;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Adds up lines by customer, month and currency as they are read.</summary>
internal sealed class CellSums(CancellationToken ct)
{
    private const int RowsBetweenChecks = 1 << 16;

    private readonly Dictionary<ulong, MonthCell> cells = [];
    private readonly List<int> currencies = [];

    /// <summary>Takes the columns customer, day, amount, cost, currency.</summary>
    public long Read(IBulkReader reader)
    {
        var rows = 0L;
        while (reader.Read())
        {
            var customer = reader.GetInt64(0);
            var day = (int)reader.GetInt64(1);
            var currency = CurrencyCode.Pack(reader.GetUtf8(4));
            ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(
                cells,
                Key(customer, day / 100, currency),
                out var exists
            );
            if (!exists)
            {
                cell = new(customer, day / 100, currency);
            }
            cell.Add(day, reader.GetInt64(2), reader.IsNull(3) ? null : reader.GetInt64(3));
            if (++rows % RowsBetweenChecks == 0)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
        return rows;
    }

    public CellTable ToTable() => CellTable.Sorted(cells.Values);

    /// <summary>32 bits of customer, 20 of month, 12 of the currency's place in the list.</summary>
    private ulong Key(long customer, int month, int currency)
    {
        var place = currencies.IndexOf(currency);
        if (place < 0)
        {
            place = currencies.Count;
            currencies.Add(currency);
        }
        return ((ulong)checked((uint)customer) << 32) | ((ulong)(uint)month << 12) | (uint)place;
    }
}
