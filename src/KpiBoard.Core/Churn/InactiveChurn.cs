using System.Runtime.InteropServices;
using KpiBoard.Core.Periods;

namespace KpiBoard.Core.Churn;

/// <summary>Days of purchase from a first to a last: a single day, or all of a customer's in one calendar month.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PurchaseSpan(DateOnly First, DateOnly Last)
{
    public PurchaseSpan(DateOnly day)
        : this(day, day) { }
}

/// <summary>
/// Churn by inactivity: a customer is lost on the day N days after a purchase if nothing came before that day, and is
/// back with the next purchase.
/// </summary>
public static class InactiveChurn
{
    /// <summary>
    /// From this N on, the first and last purchase of each month say it all: days of one month are at most 30 apart.
    /// </summary>
    public const int LeastDaysForMonths = 31;

    /// <summary>
    /// One customer's part in a period. It is at the start when a purchase lies before the period and had led to no
    /// loss before it; it is lost when one of its losses falls in the period.
    /// </summary>
    /// <param name="purchases">In order of time.</param>
    /// <param name="days">N.</param>
    /// <param name="lastKnown">The source's last day: no loss is known after it.</param>
    /// <exception cref="ArgumentException">Spans out of order or over months, or over days with N under 31.</exception>
    public static ChurnCounts Of(ReadOnlySpan<PurchaseSpan> purchases, int days, Period period, DateOnly lastKnown)
    {
        ThrowUnlessUsable(purchases, days);
        var (first, last) = (period.FirstDay, period.LastDay < lastKnown ? period.LastDay : lastKnown);
        var (atStart, lost) = (false, false);
        for (var i = 0; i < purchases.Length && !lost; i++)
        {
            var lostOn = purchases[i].Last.AddDays(days);
            atStart = purchases[i].First < first ? lostOn >= first : atStart;
            lost = lostOn >= first && lostOn <= last && IsLoss(purchases, i, lostOn);
        }

        return ChurnCounts.Of(atStart, lost);
    }

    /// <summary>The days on which a customer was lost, in order, up to the last day known.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>.</exception>
    public static IReadOnlyList<DateOnly> LossDays(ReadOnlySpan<PurchaseSpan> purchases, int days, DateOnly lastKnown)
    {
        ThrowUnlessUsable(purchases, days);
        var losses = new List<DateOnly>();
        for (var i = 0; i < purchases.Length; i++)
        {
            var lostOn = purchases[i].Last.AddDays(days);
            if (lostOn <= lastKnown && IsLoss(purchases, i, lostOn))
            {
                losses.Add(lostOn);
            }
        }

        return losses;
    }

    private static bool IsLoss(ReadOnlySpan<PurchaseSpan> purchases, int at, DateOnly lostOn) =>
        at + 1 == purchases.Length || purchases[at + 1].First >= lostOn;

    private static void ThrowUnlessUsable(ReadOnlySpan<PurchaseSpan> purchases, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        for (var i = 0; i < purchases.Length; i++)
        {
            var (first, last) = purchases[i];
            if (Month.FromDate(first) != Month.FromDate(last) || first > last)
            {
                throw new ArgumentException($"{first:O}..{last:O} is not within one month.", nameof(purchases));
            }

            if (first != last && days < LeastDaysForMonths)
            {
                throw new ArgumentException(
                    $"Losses after {days} days need every day of purchase; months suffice from {LeastDaysForMonths}.",
                    nameof(days)
                );
            }

            if (i > 0 && purchases[i - 1].Last >= first)
            {
                throw new ArgumentException("Purchases are not in order of time.", nameof(purchases));
            }
        }
    }
}
