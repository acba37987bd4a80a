using System.Runtime.InteropServices;
using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// The series of one grain over the months with data, numbered from 0, and one period ahead of it whose number is
/// <see cref="Count"/>.
/// </summary>
internal sealed class PeriodAxis
{
    /// <summary>
    /// How far from a changed month lie those that share a bridge, or a comparison of bridges, with it: three windows
    /// of twelve months.
    /// </summary>
    public const int MonthsAround = 35;

    private readonly Pair[] pairs;
    private readonly string[] texts;
    private readonly int step;

    public PeriodAxis(PeriodCalendar calendar, Grain grain, Month first, Month last)
    {
        Calendar = calendar;
        Grain = grain;
        Origin = first;
        Periods = [.. calendar.Range(grain, first, last), calendar.Containing(last, grain).NextInSeries];
        Count = Periods.Count - 1;
        step = grain is Grain.Month or Grain.R12 ? 1 : grain.Months();
        SlotsPerYear = 12 / step;
        texts = [.. Periods.Select(calendar.Text)];
        pairs = [.. Periods.Select(period => new Pair(period, first, last - first + 1))];
    }

    public PeriodCalendar Calendar { get; }

    public Grain Grain { get; }

    /// <summary>The month that timelines on this axis begin with.</summary>
    public Month Origin { get; }

    /// <summary>The periods and the one ahead.</summary>
    public IReadOnlyList<Period> Periods { get; }

    public int Count { get; }

    public int SlotsPerYear { get; }

    public ref readonly Pair this[int slot] => ref pairs[slot];

    /// <summary>The number of a period, which may lie outside the axis.</summary>
    public int SlotOf(Period period) => (period.Last - Periods[0].Last) / step;

    public string Text(int slot) => texts[slot];

    /// <summary>
    /// Marks what a change in a month can change: the periods it counts in, those that start from them, and those that
    /// are compared with any of these.
    /// </summary>
    public void MarkTouchedBy(Month month, bool[] slots)
    {
        foreach (var period in Calendar.AllContaining(month, Grain))
        {
            MarkWithCompared(SlotOf(period), slots);
            MarkWithCompared(SlotOf(period.Successor), slots);
        }
    }

    /// <summary>Marks every period that ends on a day or later.</summary>
    public void MarkFrom(int day, bool[] slots)
    {
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] |= pairs[slot].EndDay >= day;
        }
    }

    private void MarkWithCompared(int slot, bool[] slots)
    {
        foreach (var at in (ReadOnlySpan<int>)[slot, slot + 1, slot + SlotsPerYear])
        {
            if (at >= 0 && at < slots.Length)
            {
                slots[at] = true;
            }
        }
    }

    /// <summary>
    /// A period and the one it starts from, as months counted from the axis's origin; the upper ends are exclusive,
    /// and what lies outside the months with data is cut off.
    /// </summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly struct Pair(Period period, Month origin, int months)
    {
        public readonly int StartFrom = Math.Clamp(period.Predecessor.First - origin, 0, months);
        public readonly int StartTo = Math.Clamp(period.Predecessor.Last - origin + 1, 0, months);
        public readonly int EndFrom = Math.Clamp(period.First - origin, 0, months);
        public readonly int EndTo = Math.Clamp(period.Last - origin + 1, 0, months);

        /// <summary>The first month of the starting period.</summary>
        public readonly Month StartFirst = period.Predecessor.First;

        /// <summary>The last day of the starting period and of the period itself, yyyymmdd.</summary>
        public readonly int StartDay = DateKey.ToKey(period.Predecessor.LastDay);
        public readonly int EndDay = DateKey.ToKey(period.LastDay);
    }
}
