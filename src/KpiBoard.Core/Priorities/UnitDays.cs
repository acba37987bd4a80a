using KpiBoard.Core.Periods;

namespace KpiBoard.Core.Priorities;

/// <summary>The person-days that units have, and how work lies over their months.</summary>
public static class UnitDays
{
    /// <summary>So many months are assumed where nobody has said when the work ends.</summary>
    public const int MonthsWithoutEnd = 12;

    /// <summary>What units have in each month: each number holds from its month until the next one of the unit.</summary>
    /// <param name="steps">A month and what the unit has from then on.</param>
    /// <returns>By unit and month; nothing for months before a unit's first number.</returns>
    public static IReadOnlyList<WorkShare> InForce(IEnumerable<WorkShare> steps, Month first, Month last) =>
        [
            .. from unit in steps.GroupBy(step => step.Unit).OrderBy(unit => unit.Key, StringComparer.Ordinal)
            let inOrder = unit.OrderBy(step => step.Month).ToList()
            from month in Enumerable.Range(0, Math.Max(last - first + 1, 0)).Select(number => first + number)
            let at = inOrder.FindLastIndex(step => step.Month <= month)
            where at >= 0
            select new WorkShare(unit.Key, month, inOrder[at].Days),
        ];

    /// <summary>
    /// Days that nobody has planned: the same for each unit, and for each month from today or from the start until the end.
    /// What should have ended is due at once.
    /// </summary>
    /// <param name="units">Who takes part; where nobody has said, one unit without a name does.</param>
    /// <param name="days">Person-days of all units together.</param>
    public static IReadOnlyList<WorkShare> Evenly(
        IReadOnlyCollection<string> units,
        double days,
        DateOnly today,
        DateOnly startsOn,
        DateOnly? endsOn
    )
    {
        if (days <= 0)
        {
            return [];
        }
        var first = Month.FromDate(startsOn > today ? startsOn : today);
        var last = endsOn is { } end ? Month.FromDate(end) : first + (MonthsWithoutEnd - 1);
        IReadOnlyCollection<string> named = units.Count == 0 ? [""] : units;
        return [.. named.SelectMany(unit => RemainingWork.Spread(unit, days / named.Count, first, last))];
    }
}
