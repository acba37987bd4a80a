using System.Runtime.InteropServices;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Cells in order of customer, month and currency.</summary>
internal sealed class CellTable(MonthCell[] cells)
{
    public static readonly CellTable Empty = new([]);

    public static CellTable Sorted(IEnumerable<MonthCell> cells)
    {
        MonthCell[] sorted = [.. cells];
        Array.Sort(sorted);
        return new(sorted);
    }

    public ReadOnlySpan<MonthCell> All => cells;

    public int Count => cells.Length;

    public bool IsEmpty => cells.Length == 0;

    /// <summary>Calls back once per customer, in order, with where its cells stand.</summary>
    public IEnumerable<(long Customer, Range Cells)> Customers()
    {
        for (var start = 0; start < cells.Length; )
        {
            var end = start + 1;
            while (end < cells.Length && cells[end].Customer == cells[start].Customer)
            {
                end++;
            }
            yield return (cells[start].Customer, start..end);
            start = end;
        }
    }

    public ReadOnlySpan<MonthCell> Of(long customer)
    {
        var start = FirstAtOrAfter(customer);
        return All[start..FirstAtOrAfter(customer + 1)];
    }

    /// <summary>The cell at the same place; none when it has no lines.</summary>
    public MonthCell? At(MonthCell place)
    {
        var at = Array.BinarySearch(cells, place);
        return at < 0 ? null : cells[at];
    }

    /// <summary>The first and last month with a cell, yyyymm.</summary>
    public (int? First, int? Last) Months()
    {
        if (IsEmpty)
        {
            return (null, null);
        }
        var (first, last) = (int.MaxValue, 0);
        foreach (ref readonly var cell in All)
        {
            first = Math.Min(first, cell.Month);
            last = Math.Max(last, cell.Month);
        }
        return (first, last);
    }

    /// <summary>The number of lines in each currency.</summary>
    public SortedDictionary<string, long> Currencies()
    {
        var lines = new Dictionary<int, long>();
        foreach (ref readonly var cell in All)
        {
            lines[cell.Currency] = lines.GetValueOrDefault(cell.Currency) + cell.Lines;
        }
        return new(lines.ToDictionary(currency => CurrencyCode.Text(currency.Key), currency => currency.Value));
    }

    /// <summary>What changes from this table to another, in order; none on either side for what comes or goes.</summary>
    public List<CellChange> ChangesTo(CellTable later)
    {
        var changes = new List<CellChange>();
        var (old, now) = (0, 0);
        var laterCells = later.All;
        while (old < cells.Length || now < laterCells.Length)
        {
            var order =
                old == cells.Length ? 1
                : now == laterCells.Length ? -1
                : cells[old].CompareTo(laterCells[now]);
            if (order < 0)
            {
                changes.Add(new(cells[old++], null));
            }
            else if (order > 0)
            {
                changes.Add(new(null, laterCells[now++]));
            }
            else
            {
                if (cells[old] != laterCells[now])
                {
                    changes.Add(new(cells[old], laterCells[now]));
                }
                old++;
                now++;
            }
        }
        return changes;
    }

    /// <summary>The sums of both tables' cells.</summary>
    public CellTable Plus(CellTable other)
    {
        var result = new List<MonthCell>(cells.Length + other.Count);
        var next = 0;
        foreach (ref readonly var cell in other.All)
        {
            while (next < cells.Length && cells[next] < cell)
            {
                result.Add(cells[next++]);
            }
            result.Add(next < cells.Length && cells[next].IsPlaceOf(cell) ? cells[next++].Plus(cell) : cell);
        }
        result.AddRange(All[next..]);
        return new([.. result]);
    }

    /// <summary>This table after the changes, which are in order.</summary>
    public CellTable With(IReadOnlyList<CellChange> changes)
    {
        var result = new List<MonthCell>(cells.Length + changes.Count);
        var next = 0;
        foreach (var change in changes)
        {
            while (next < cells.Length && cells[next] < change.Place)
            {
                result.Add(cells[next++]);
            }
            if (next < cells.Length && cells[next].IsPlaceOf(change.Place))
            {
                next++;
            }
            if (change.Now is { } now)
            {
                result.Add(now);
            }
        }
        result.AddRange(All[next..]);
        return new([.. result]);
    }

    private int FirstAtOrAfter(long customer)
    {
        var at = Array.BinarySearch(cells, new MonthCell(customer, 0, 0));
        return at < 0 ? ~at : at;
    }
}

/// <summary>A cell before and after.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CellChange(MonthCell? Was, MonthCell? Now)
{
    public MonthCell Place => (Now ?? Was)!.Value;
}
