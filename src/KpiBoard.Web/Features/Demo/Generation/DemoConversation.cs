using System.Globalization;
using System.Text.Json;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>
/// What the demo company's people say to each other about its figures and initiatives, from
/// <c>db/demo/conversation.json</c>, with its days counted back from the last day with data.
/// </summary>
public static class DemoConversation
{
    public static IReadOnlyList<DemoThread> Create(DemoCalendar calendar)
    {
        using var stream = typeof(DemoConversation).Assembly.GetManifestResourceStream("demo/conversation.json")!;
        var threads = JsonSerializer.Deserialize<IReadOnlyList<ThreadWording>>(stream, KpiJson.Options)!;
        return [.. threads.Select(thread => Thread(calendar, thread))];
    }

    private static DemoThread Thread(DemoCalendar calendar, ThreadWording thread)
    {
        return new(Subject(), thread.Subject.Initiative, Said(thread))
        {
            Replies = [.. thread.Replies.Select(Said)],
            Task = thread.Task is { } task
                ? new(task.Title, task.Owner, task.AskedBy, Day(task.DaysAgo), calendar.Until.AddDays(task.DueInDays))
                {
                    DoneOn = task.DoneDaysAgo is { } done ? Day(done) : null,
                }
                : null,
            ResolvedOn = thread.ResolvedDaysAgo is { } ago ? Day(ago) : null,
        };

        DemoSaid Said(SaidWording said) => new(said.By, Day(said.DaysAgo), said.Language, said.Text);

        // Nobody speaks of a month before it is over.
        DateOnly Day(int ago)
        {
            var day = calendar.Until.AddDays(-ago);
            var first = thread.Subject.Month is { } month ? calendar.LastDay(month).AddDays(1) : day;
            return day > first ? day : first;
        }

        string Subject()
        {
            var about = thread.Subject;
            var member = about.Dimension.Length == 0 ? "" : $"/{about.Dimension}:{about.Member}";
            return about.Month is { } month
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"point:{about.Kpi}/{calendar.FirstDay(month):yyyy-MM}{member}"
                )
                : $"figure:{about.Kpi}{member}";
        }
    }

    private sealed record ThreadWording : SaidWording
    {
        public required AboutWording Subject { get; init; }
        public required IReadOnlyList<SaidWording> Replies { get; init; }
        public TaskWording? Task { get; init; }
        public int? ResolvedDaysAgo { get; init; }
    }

    private record SaidWording
    {
        public required string By { get; init; }
        public required int DaysAgo { get; init; }
        public required string Language { get; init; }
        public required string Text { get; init; }
    }

    private sealed record AboutWording
    {
        public string Kpi { get; init; } = "";
        public string Dimension { get; init; } = "";
        public string Member { get; init; } = "";
        public int? Month { get; init; }

        /// <summary>The initiative's title.</summary>
        public string? Initiative { get; init; }
    }

    private sealed record TaskWording
    {
        public required string Title { get; init; }
        public required string Owner { get; init; }
        public required string AskedBy { get; init; }
        public required int DaysAgo { get; init; }

        /// <summary>After the last day with data.</summary>
        public required int DueInDays { get; init; }
        public int? DoneDaysAgo { get; init; }
    }
}

/// <summary>A comment, its replies and the task that was made of it.</summary>
/// <param name="Subject">As the conversation reads it; of an initiative its title stands in the next parameter.</param>
public sealed record DemoThread(string Subject, string? Initiative, DemoSaid First)
{
    public IReadOnlyList<DemoSaid> Replies { get; init; } = [];
    public DemoAsked? Task { get; init; }
    public DateOnly? ResolvedOn { get; init; }

    public IEnumerable<string> People =>
        [
            First.By,
            .. Replies.Select(reply => reply.By),
            .. Task is { } task ? [task.Owner, task.AskedBy] : (string[])[],
        ];
}

/// <summary>What one of them says.</summary>
/// <param name="By">A persona's role, or the key of one of the strategy's people.</param>
public sealed record DemoSaid(string By, DateOnly Day, string Language, string Text);

public sealed record DemoAsked(string Title, string Owner, string AskedBy, DateOnly Day, DateOnly DueOn)
{
    public DateOnly? DoneOn { get; init; }
}
