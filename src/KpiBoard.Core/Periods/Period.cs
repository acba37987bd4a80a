using System.Runtime.InteropServices;

namespace KpiBoard.Core.Periods;

/// <summary>
/// A period of one grain, named by its last month. Which months end a quarter or a year is known to
/// <see cref="PeriodCalendar"/>; every R12 window steps one month.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Period(Grain Grain, Month Last) : IComparable<Period>
{
    public int Length => Grain.Months();

    public Month First => Last - (Length - 1);

    public DateOnly FirstDay => First.FirstDay;

    public DateOnly LastDay => Last.LastDay;

    /// <summary>The period the bridge starts from: the months just before, for R12 the twelve months before.</summary>
    public Period Predecessor => this with { Last = Last - Length };

    /// <summary>The period whose bridge starts from this one.</summary>
    public Period Successor => this with { Last = Last + Length };

    public Period YearAgo => this with { Last = Last - 12 };

    public Period NextInSeries => this with { Last = Last + SeriesStep };

    /// <summary>The point before this one in a series: for R12 the window that ended one month earlier.</summary>
    public Period PreviousInSeries => this with { Last = Last - SeriesStep };

    private int SeriesStep => Grain == Grain.R12 ? 1 : Length;

    public bool Contains(Month month) => month >= First && month <= Last;

    public static bool operator <(Period left, Period right) => left.CompareTo(right) < 0;

    public static bool operator >(Period left, Period right) => left.CompareTo(right) > 0;

    public static bool operator <=(Period left, Period right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Period left, Period right) => left.CompareTo(right) >= 0;

    /// <summary>By last month; periods of different grains that end together by grain.</summary>
    public int CompareTo(Period other) =>
        Last != other.Last ? Last.CompareTo(other.Last) : Grain.CompareTo(other.Grain);
}
