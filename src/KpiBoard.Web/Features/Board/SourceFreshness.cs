namespace KpiBoard.Web.Features.Board;

/// <summary>How fresh one source is, judged by its own rhythm.</summary>
/// <param name="LastDelivery">The company's date of the last file taken in.</param>
/// <param name="LastDate">The last business day its rows reach.</param>
/// <param name="CadenceDays">Promised, else learned; none for a source that has not shown a rhythm.</param>
public sealed record SourceFreshness(
    string Kind,
    string Name,
    DateTimeOffset LastDeliveryAt,
    DateOnly LastDelivery,
    DateOnly? LastDate,
    int? CadenceDays,
    bool IsPromised,
    int AgeDays
)
{
    private const int DeliveriesForRhythm = 3;

    /// <summary>The levels of survey it brings; none for other kinds.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>
    /// Late at about twice the rhythm; two days of grace, so that a file on every working day is not late on a Monday.
    /// </summary>
    public bool IsStale => CadenceDays is { } days && AgeDays > Math.Max(2 * days, days + 2);

    /// <summary>Judges a source by its deliveries.</summary>
    /// <param name="deliveries">The instants at which its batches were published, in any order.</param>
    public static SourceFreshness Of(
        string kind,
        string name,
        int? promisedDays,
        IReadOnlyCollection<DateTimeOffset> deliveries,
        DateOnly? lastDate,
        DateTimeOffset now,
        Func<DateTimeOffset, DateOnly> dateOf
    )
    {
        var last = deliveries.Max();
        var days = deliveries.Select(dateOf).Distinct().Order().ToList();
        return new(
            kind,
            name,
            last,
            days[^1],
            lastDate,
            promisedDays ?? Rhythm(days),
            promisedDays is not null,
            dateOf(now).DayNumber - days[^1].DayNumber
        );
    }

    /// <summary>The median gap between days of delivery; files that come together count as one delivery.</summary>
    private static int? Rhythm(List<DateOnly> days)
    {
        if (days.Count < DeliveriesForRhythm)
        {
            return null;
        }

        var gaps = days.Zip(days.Skip(1), (before, after) => after.DayNumber - before.DayNumber).Order().ToList();
        return gaps[gaps.Count / 2];
    }
}
