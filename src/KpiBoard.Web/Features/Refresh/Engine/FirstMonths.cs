using System.Runtime.InteropServices;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>A customer's first month with lines, and with lines that have a cost; yyyymm, 0 for none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FirstMonths(int Revenue, int Margin)
{
    /// <summary>Of all of a customer's cells, in order of month.</summary>
    public static FirstMonths Of(ReadOnlySpan<MonthCell> cells)
    {
        foreach (ref readonly var cell in cells)
        {
            if (cell.CoveredLines > 0)
            {
                return new(cells[0].Month, cell.Month);
            }
        }
        return new(cells.IsEmpty ? 0 : cells[0].Month, 0);
    }
}
