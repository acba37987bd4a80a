using System.Globalization;
using System.Text.Json;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>
/// What happened around the demo company, from <c>db/demo/events.json</c>, each in the language of who noted it. What the
/// figures show of it is the planted truth; the others leave no trace in them.
/// </summary>
public static class DemoEvents
{
    /// <summary>Events that have begun by the last day of the calendar.</summary>
    public static IReadOnlyList<DemoEvent> Create(DemoCalendar calendar)
    {
        using var stream = typeof(DemoEvents).Assembly.GetManifestResourceStream("demo/events.json")!;
        var file = JsonSerializer.Deserialize<IReadOnlyList<EventWording>>(stream, KpiJson.Options)!;
        return
        [
            .. file.Select(text => new DemoEvent(text, From(calendar, text))).Where(row => row.From <= calendar.Until),
        ];
    }

    private static DateOnly From(DemoCalendar calendar, EventWording text)
    {
        if (text.IsSilence)
        {
            return calendar.MadeOn.AddDays(-PlantedTruth.TextMessagesSilentDays);
        }
        if (text.Yearly.Length == 0)
        {
            return calendar.FirstDay(text.Month).AddDays(text.Day);
        }
        // The last one before the day the company was made.
        var day = DateOnly.ParseExact(
            $"{calendar.MadeOn.Year}-{text.Yearly}",
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture
        );
        return day <= calendar.MadeOn ? day : day.AddYears(-1);
    }
}

/// <summary>An event with its first day.</summary>
public sealed record DemoEvent(EventWording Text, DateOnly From)
{
    /// <summary>The last day; null for what still goes on.</summary>
    public DateOnly? To => Text.IsOpen ? null : From.AddDays(Text.Days - 1);
}

/// <summary>An event as the file has it.</summary>
public sealed record EventWording
{
    public string Title { get; init; } = "";
    public string Words { get; init; } = "";
    public string Language { get; init; } = "";

    /// <summary>The key of a person, or a role whose persona noted it.</summary>
    public string By { get; init; } = "";
    public int Month { get; init; }
    public int Day { get; init; }

    /// <summary>Month and day, of what comes each year.</summary>
    public string Yearly { get; init; } = "";
    public int Days { get; init; } = 1;
    public bool IsOpen { get; init; }

    /// <summary>Whether it began when the text message survey fell silent.</summary>
    public bool IsSilence { get; init; }
    public string Member { get; init; } = "";
    public IReadOnlyList<string> Kpis { get; init; } = [];
}
