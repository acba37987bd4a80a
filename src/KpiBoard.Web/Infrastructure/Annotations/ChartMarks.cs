using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Infrastructure.Annotations;

/// <summary>What happened, as letters on a chart: neighbours share one where there would be too many.</summary>
public sealed record ChartMarks(IReadOnlyList<ChartMark> All)
{
    /// <summary>More letters than this cannot be told apart on a phone.</summary>
    private const int MostLetters = 8;

    public static readonly ChartMarks None = new([]);

    public bool Any => All.Count > 0;

    /// <summary>What happened in one period, for its row in the table: "A: new price list; first visits".</summary>
    public string TextAt(Period period) =>
        string.Join(
            "; ",
            from mark in All
            let titles = mark.Items.Where(item => item.Period == period).Select(item => item.Title).ToList()
            where titles.Count > 0
            select $"{mark.Letter}: {string.Join("; ", titles)}"
        );

    /// <summary>The same letters on a chart that shows only some of the periods.</summary>
    public ChartMarks Within(IEnumerable<string> shown)
    {
        var labels = shown.ToHashSet();
        return new([
            .. All.Where(mark => labels.Contains(mark.At))
                .Select(mark => mark with { Until = mark.Until is { } last && labels.Contains(last) ? last : null }),
        ]);
    }

    public static ChartMarks Of(IEnumerable<Annotation> found, IReadOnlyList<Period> periods, FigureContext context)
    {
        if (periods.Count == 0)
        {
            return None;
        }
        var placed = found
            .Select(annotation => (Annotation: annotation, Place: PlaceOf(annotation, periods)))
            .Where(item => item.Place is not null)
            .Select(item => (item.Annotation, At: item.Place!.Value.From, item.Place!.Value.To))
            .OrderBy(item => item.At)
            .ThenBy(item => item.Annotation.From)
            .ThenBy(item => item.Annotation.Kind)
            .ThenBy(item => item.Annotation.Title, StringComparer.Ordinal)
            .ToList();
        var groups = Grouped([.. placed.Select(item => item.At).Distinct()]);
        return new([.. groups.Select((group, at) => Mark((char)('A' + at), group))]);

        ChartMark Mark(char letter, List<int> group)
        {
            var items = placed.Where(item => group.Contains(item.At)).ToList();
            return new(letter.ToString(), context.PeriodShort(periods[group[0]]))
            {
                // What lasted is drawn from its first period to its last, unless several share the letter.
                Until = items is [var only] && only.To > only.At ? context.PeriodShort(periods[only.To]) : null,
                Items = [.. items.Select(item => Item(item.Annotation, periods[item.At]))],
            };
        }

        MarkItem Item(Annotation annotation, Period period) =>
            new(annotation.Kind, annotation.Title, annotation.Path, period)
            {
                Language = annotation.Language,
                When = When(annotation, context),
                IsOpen = annotation.To is null,
            };
    }

    private static string When(Annotation annotation, FigureContext context)
    {
        var from = context.Formats.Date(annotation.From);
        return annotation.To is { } to && to > annotation.From
            ? context.Formats.Interval(from, context.Formats.Date(to))
            : from;
    }

    /// <summary>The first and the last period that it touches; none before the chart begins or after it ends.</summary>
    private static (int From, int To)? PlaceOf(Annotation annotation, IReadOnlyList<Period> periods)
    {
        var from = IndexOf(Month.FromDate(annotation.From), periods);
        var to = annotation.To is { } last ? IndexOf(Month.FromDate(last), periods) : periods.Count - 1;
        return from >= periods.Count || to < 0 ? null : (Math.Max(from, 0), Math.Min(to, periods.Count - 1));
    }

    /// <summary>
    /// The period that a month falls in, -1 before the first, the count after the last. Of windows of twelve months,
    /// which overlap, it is the one that ends with the month: there it shows first.
    /// </summary>
    private static int IndexOf(Month month, IReadOnlyList<Period> periods)
    {
        var step = periods[0].Grain == Grain.R12 ? 1 : periods[0].Length;
        if (month < periods[0].Last - (step - 1))
        {
            return -1;
        }
        for (var at = 0; at < periods.Count; at++)
        {
            if (month <= periods[at].Last)
            {
                return at;
            }
        }
        return periods.Count;
    }

    /// <summary>Puts the closest neighbours together until there are few enough.</summary>
    private static List<List<int>> Grouped(List<int> places)
    {
        var groups = places.ConvertAll(place => new List<int> { place });
        while (groups.Count > MostLetters)
        {
            var closest = Enumerable
                .Range(0, groups.Count - 1)
                .MinBy(at => (groups[at + 1][^1] - groups[at][0], groups[at].Count + groups[at + 1].Count, at));
            groups[closest].AddRange(groups[closest + 1]);
            groups.RemoveAt(closest + 1);
        }
        return groups;
    }
}

/// <summary>One letter on a chart and what stands behind it.</summary>
/// <param name="At">The period on the axis.</param>
public sealed record ChartMark(string Letter, string At)
{
    /// <summary>The last period on the axis of what lasted longer than one.</summary>
    public string? Until { get; init; }
    public required IReadOnlyList<MarkItem> Items { get; init; }
}

public sealed record MarkItem(AnnotationKind Kind, string Title, string Path, Period Period)
{
    public string? Language { get; init; }
    public required string When { get; init; }
    public bool IsOpen { get; init; }
}
