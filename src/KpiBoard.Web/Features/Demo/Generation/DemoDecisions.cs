using System.Text.Json;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>What the demo company's people decided on priorities, from <c>db/demo/decisions.json</c>, with its days.</summary>
public static class DemoDecisions
{
    public static IReadOnlyList<DemoDecision> Create(DemoCalendar calendar)
    {
        using var stream = typeof(DemoDecisions).Assembly.GetManifestResourceStream("demo/decisions.json")!;
        var file = JsonSerializer.Deserialize<IReadOnlyList<DecisionWording>>(stream, KpiJson.Options)!;
        return [.. file.Select(text => new DemoDecision(text, calendar.FirstDay(text.Month).AddDays(text.Day)))];
    }
}

/// <summary>A decision, or what led to it, with its day.</summary>
public sealed record DemoDecision(DecisionWording Text, DateOnly On);

/// <summary>What somebody did about priorities, as the file has it; months are those of the calendar.</summary>
public sealed record DecisionWording
{
    /// <summary><c>order</c>, <c>try</c>, <c>accept</c>, <c>reject</c> or <c>postpone</c>.</summary>
    public required string Kind { get; init; }
    public required int Month { get; init; }
    public int Day { get; init; }
    public required string By { get; init; }
    public required string Reason { get; init; }

    /// <summary>Of an order: titles, the first first; what is not named follows as it was computed.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>Of all others: the title of the initiative.</summary>
    public string Initiative { get; init; } = "";

    /// <summary>Of a trial: its name, and the person-days that would be left.</summary>
    public string Name { get; init; } = "";
    public double Effort { get; init; }
}
