using System.Text.Json;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>What the demo company's people say that one unit of a figure is worth, from <c>db/demo/values.json</c>.</summary>
public static class DemoUnitValues
{
    /// <summary>Those that were set by the last day of the calendar.</summary>
    public static IReadOnlyList<DemoUnitValue> Create(DemoCalendar calendar)
    {
        using var stream = typeof(DemoUnitValues).Assembly.GetManifestResourceStream("demo/values.json")!;
        var file = JsonSerializer.Deserialize<IReadOnlyList<UnitValueWording>>(stream, KpiJson.Options)!;
        return
        [
            .. file.Select(text => new DemoUnitValue(
                    text,
                    calendar.FirstDay(text.SetIn).AddDays(text.Day),
                    calendar.FirstDay(text.AsOf)
                ))
                .Where(value => value.SetOn <= calendar.Until),
        ];
    }
}

/// <summary>A value with the day on which it was set and the one that its source is of.</summary>
public sealed record DemoUnitValue(UnitValueWording Text, DateOnly SetOn, DateOnly AsOf);

/// <summary>A value as the file has it.</summary>
public sealed record UnitValueWording
{
    public string Kpi { get; init; } = "";

    /// <summary>A dimension and its member, <c>segment:Mid-size</c>; empty for the company.</summary>
    public string Member { get; init; } = "";

    /// <summary>In DKK a year.</summary>
    public decimal Amount { get; init; }

    /// <summary>The figure of money that it works through.</summary>
    public string? Through { get; init; }

    /// <summary>The key of a person, or a role whose persona answers for it.</summary>
    public string Owner { get; init; } = "";
    public string Source { get; init; } = "";

    /// <summary>The month that the source is of, counted from the first.</summary>
    public int AsOf { get; init; }

    /// <summary>The month in which it was set, and the day in it from 0.</summary>
    public int SetIn { get; init; }
    public int Day { get; init; }
}
