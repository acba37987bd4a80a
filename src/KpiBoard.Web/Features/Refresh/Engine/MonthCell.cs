using System.Runtime.InteropServices;
using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// One customer's lines of one month in one currency: all that the figures need to know of them. Covered are the lines
/// with a cost. Customer 0 holds the lines without a customer.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal record struct MonthCell(long Customer, int Month, int Currency) : IComparable<MonthCell>
{
    public long Amount { get; set; }

    public long Lines { get; set; }

    public long CoveredAmount { get; set; }

    public long CoveredCost { get; set; }

    public long CoveredLines { get; set; }

    /// <summary>The first and last day with a line, yyyymmdd.</summary>
    public int FirstDay { get; set; }

    public int LastDay { get; set; }

    public readonly Month At => Core.Periods.Month.FromKey(Month);

    /// <summary>Whether both hold the same place, whatever is in them.</summary>
    public readonly bool IsPlaceOf(MonthCell other) => CompareTo(other) == 0;

    public void Add(int day, long amount, long? cost)
    {
        Amount = checked(Amount + amount);
        Lines++;
        if (cost is { } known)
        {
            CoveredAmount = checked(CoveredAmount + amount);
            CoveredCost = checked(CoveredCost + known);
            CoveredLines++;
        }
        FirstDay = FirstDay == 0 || day < FirstDay ? day : FirstDay;
        LastDay = Math.Max(LastDay, day);
    }

    /// <summary>This and the lines of another batch at the same place.</summary>
    public readonly MonthCell Plus(MonthCell other) =>
        this with
        {
            Amount = checked(Amount + other.Amount),
            Lines = Lines + other.Lines,
            CoveredAmount = checked(CoveredAmount + other.CoveredAmount),
            CoveredCost = checked(CoveredCost + other.CoveredCost),
            CoveredLines = CoveredLines + other.CoveredLines,
            FirstDay = Math.Min(FirstDay, other.FirstDay),
            LastDay = Math.Max(LastDay, other.LastDay),
        };

    public static bool operator <(MonthCell left, MonthCell right) => left.CompareTo(right) < 0;

    public static bool operator >(MonthCell left, MonthCell right) => left.CompareTo(right) > 0;

    public static bool operator <=(MonthCell left, MonthCell right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MonthCell left, MonthCell right) => left.CompareTo(right) >= 0;

    /// <summary>By place: customer, month, currency.</summary>
    public readonly int CompareTo(MonthCell other) =>
        Customer != other.Customer ? Customer.CompareTo(other.Customer)
        : Month != other.Month ? Month.CompareTo(other.Month)
        : Currency.CompareTo(other.Currency);
}
