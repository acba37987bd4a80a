using System.Text.Json;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>
/// The demo company's themes and initiatives, from <c>db/demo/strategy.json</c>, with their months turned into days.
/// Nothing is drawn: the same day gives the same strategy.
/// </summary>
public sealed record DemoStrategy(
    IReadOnlyList<DemoPerson> People,
    IReadOnlyList<DemoTheme> Themes,
    IReadOnlyList<DemoTarget> Targets
)
{
    /// <summary>Who is responsible where nobody else is named: the personas of the demo.</summary>
    public const string OwnerPersona = "owner";
    public const string ExecutivePersona = "executive";

    /// <summary>What people say about it.</summary>
    public IReadOnlyList<DemoThread> Conversation { get; init; } = [];

    /// <summary>Check-ins go back a year; before that an initiative was written down and approved.</summary>
    private const int DaysOfCheckIns = 365;

    private const int ProgressStep = 5;

    /// <summary>What happened meanwhile.</summary>
    public IReadOnlyList<DemoEvent> Events { get; init; } = [];

    /// <summary>What one unit of a figure is said to be worth.</summary>
    public IReadOnlyList<DemoUnitValue> UnitValues { get; init; } = [];

    /// <summary>The work on the initiatives.</summary>
    public required DemoWork Work { get; init; }

    /// <summary>What was decided on priorities.</summary>
    public IReadOnlyList<DemoDecision> Decisions { get; init; } = [];

    /// <summary>What its initiatives rest on.</summary>
    public IReadOnlyList<DemoEvidence> Evidence { get; init; } = [];

    /// <summary>The strategy as it stands on the last day of the calendar.</summary>
    public static DemoStrategy Create(DemoCalendar calendar)
    {
        using var stream = typeof(DemoStrategy).Assembly.GetManifestResourceStream("demo/strategy.json")!;
        var file = JsonSerializer.Deserialize<StrategyFile>(stream, KpiJson.Options)!;
        var customers = Population.Create(calendar).Where(customer => customer.JoinedOn <= calendar.Until).ToList();
        IReadOnlyList<DemoTheme> themes =
        [
            .. file.Themes.Select(theme => new DemoTheme(
                theme.Title,
                theme.Why,
                [.. theme.Initiatives.Select(text => Initiative(calendar, customers, text))]
            )),
        ];
        return new(
            file.People,
            themes,
            [
                .. file.Targets.Select(text => new DemoTarget(
                    text,
                    calendar.FirstDay(text.SetIn).AddDays(text.FromDay),
                    calendar.FirstDay(text.Due)
                )),
            ]
        )
        {
            Events = DemoEvents.Create(calendar),
            UnitValues = DemoUnitValues.Create(calendar),
            Conversation = DemoConversation.Create(calendar),
            Decisions = DemoDecisions.Create(calendar),
            Work = DemoWork.Create(calendar),
            Evidence = DemoEvidence.Create(calendar, themes),
        };
    }

    private static DemoInitiative Initiative(
        DemoCalendar calendar,
        IReadOnlyList<DemoCustomer> customers,
        InitiativeWording text
    )
    {
        var startsOn = calendar.FirstDay(text.From).AddDays(text.FromDay);
        var endsOn = calendar.LastDay(text.To);
        return new DemoInitiative(text, startsOn, endsOn)
        {
            Links = [.. text.Links.Select(link => (link, calendar.LastDay(link.By)))],
            Exposures = [.. Exposures(calendar, customers, text, startsOn)],
            ProvenBy = text.Bet is { } bet ? calendar.LastDay(bet.ProvenIn) : null,
            CheckIns = [.. CheckIns(text, startsOn, Earlier(endsOn, calendar.Until), calendar.Until)],
        };
    }

    /// <summary>Customers that were there at the start, then month by month those who have joined since.</summary>
    private static IEnumerable<DemoExposure> Exposures(
        DemoCalendar calendar,
        IReadOnlyList<DemoCustomer> customers,
        InitiativeWording text,
        DateOnly startsOn
    )
    {
        if (text.Exposure.Length == 0)
        {
            return [];
        }
        if (text.Exposure.Split(':', 2) is [var kind, var member])
        {
            return [new DemoExposure(kind, member, [], startsOn)];
        }
        var received = customers.Where(customer =>
            customer.LastActiveMonth() >= text.From
            && text.Exposure switch
            {
                "first-time-right" => PlantedTruth.FirstTimeRightRegions.Contains(customer.Region),
                "portal" => customer.HasPortal,
                "pilot" => customer.IsInPilot,
                _ => throw new InvalidOperationException($"There is no exposure '{text.Exposure}'."),
            }
        );
        return received
            .GroupBy(customer => Later(startsOn, calendar.FirstDay(customer.FirstMonth)))
            .OrderBy(group => group.Key)
            .Select(group => new DemoExposure("customer", null, [.. group.Select(customer => customer.Id)], group.Key));
    }

    private static IEnumerable<DemoCheckIn> CheckIns(
        InitiativeWording text,
        DateOnly startsOn,
        DateOnly last,
        DateOnly today
    )
    {
        if (text.EveryDays == 0)
        {
            yield break;
        }
        var end = Earlier(last, today.AddDays(-text.SilentDays));
        var days = new List<DateOnly>();
        for (var day = end; day > startsOn && day > today.AddDays(-DaysOfCheckIns); day = day.AddDays(-text.EveryDays))
        {
            days.Insert(0, Workday(day));
        }
        for (var at = 0; at < days.Count; at++)
        {
            var share = days.Count == 1 ? 1 : at / (days.Count - 1.0);
            var progress = text.Progress[0] + (text.Progress[1] - text.Progress[0]) * share;
            // The notes lie evenly over the year; in between there was nothing to tell.
            var told = at * text.Notes.Count / days.Count;
            var isNew = at == 0 || told != (at - 1) * text.Notes.Count / days.Count;
            yield return new DemoCheckIn(
                days[at],
                (int)(progress / ProgressStep) * ProgressStep,
                Stretched(text.Claims, told, text.Notes.Count),
                Stretched(text.Confidence, told, text.Notes.Count),
                isNew ? text.Notes[told] : "",
                text.NeedsHelp && told == text.Notes.Count - 1
            );
        }
    }

    private static T Stretched<T>(IReadOnlyList<T> over, int at, int count) => over[at * over.Count / count];

    /// <summary>Nobody checks in at the weekend.</summary>
    private static DateOnly Workday(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(-1),
            DayOfWeek.Sunday => day.AddDays(-2),
            _ => day,
        };

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private sealed record StrategyFile(
        IReadOnlyList<DemoPerson> People,
        IReadOnlyList<ThemeWording> Themes,
        IReadOnlyList<TargetWording> Targets
    );

    private sealed record ThemeWording(string Title, string Why, IReadOnlyList<InitiativeWording> Initiatives);
}

/// <summary>Somebody who works at the demo company besides the personas.</summary>
public sealed record DemoPerson(string Key, string Name, string Email, string Role, IReadOnlyList<string> Units);

public sealed record DemoTheme(string Title, string Why, IReadOnlyList<DemoInitiative> Initiatives);

/// <summary>A target that people set beside the plan, with its days.</summary>
/// <param name="Due">A day of its last month.</param>
public sealed record DemoTarget(TargetWording Text, DateOnly SetOn, DateOnly Due);

/// <summary>An initiative with its days.</summary>
public sealed record DemoInitiative(InitiativeWording Text, DateOnly StartsOn, DateOnly EndsOn)
{
    public IReadOnlyList<(LinkWording Link, DateOnly ByWhen)> Links { get; init; } = [];
    public IReadOnlyList<DemoExposure> Exposures { get; init; } = [];
    public DateOnly? ProvenBy { get; init; }
    public IReadOnlyList<DemoCheckIn> CheckIns { get; init; } = [];
}

/// <summary>Who has received it since when: a member of a kind, or customers by their numbers.</summary>
public sealed record DemoExposure(string Kind, string? Member, IReadOnlyList<string> Customers, DateOnly From);

public sealed record DemoCheckIn(
    DateOnly Day,
    int Progress,
    string Status,
    int Confidence,
    string Note,
    bool NeedsHelp
);

/// <summary>An initiative as the file has it; months are those of the calendar.</summary>
public sealed record InitiativeWording
{
    public required string Title { get; init; }
    public required string Why { get; init; }
    public required string CustomersWords { get; init; }
    public required string Customers { get; init; }
    public required string Need { get; init; }
    public required string Situation { get; init; }
    public required string Difference { get; init; }
    public required string Owner { get; init; }
    public required string Sponsor { get; init; }
    public required IReadOnlyList<string> Units { get; init; }
    public required string Status { get; init; }
    public required int From { get; init; }

    /// <summary>Days after the first of the month.</summary>
    public int FromDay { get; init; }

    /// <summary>How long before its start it was written down, and approved.</summary>
    public int WrittenDaysBefore { get; init; } = 21;
    public int ApprovedDaysBefore { get; init; } = 6;
    public required string Approach { get; init; }
    public string Diagnosis { get; init; } = "";
    public BetWording? Bet { get; init; }

    /// <summary>Why it came to a status, where somebody said so.</summary>
    public IReadOnlyDictionary<string, string> Whys { get; init; } = new Dictionary<string, string>();
    public required int To { get; init; }
    public required int EffortDays { get; init; }
    public required decimal Budget { get; init; }
    public required IReadOnlyList<LinkWording> Links { get; init; }

    /// <summary>A planted group of customers, <c>segment:NAME</c>, <c>unit:NAME</c>, or empty.</summary>
    public required string Exposure { get; init; }
    public required int EveryDays { get; init; }

    /// <summary>How long before the last day nothing has been heard.</summary>
    public required int SilentDays { get; init; }

    /// <summary>At the first and at the last check-in.</summary>
    public required IReadOnlyList<int> Progress { get; init; }
    public required IReadOnlyList<string> Claims { get; init; }
    public required IReadOnlyList<int> Confidence { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>True when help is asked for since the last note.</summary>
    public bool NeedsHelp { get; init; }
}

/// <summary>What a bet was declared on.</summary>
/// <param name="ProvenIn">The month on whose last day it must have proved itself.</param>
public sealed record BetWording(int ProvenIn, string Kill);

public sealed record LinkWording
{
    public required string Kpi { get; init; }
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public required double Low { get; init; }
    public required double Likely { get; init; }
    public required double High { get; init; }
    public required int By { get; init; }
}

/// <summary>A target as the file has it; months are those of the calendar.</summary>
public sealed record TargetWording
{
    public required string Kpi { get; init; }
    public required string Grain { get; init; }
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public required int Due { get; init; }
    public required double Value { get; init; }
    public required double Threshold { get; init; }
    public required int SetIn { get; init; }

    /// <summary>Days after the first of the month in which it was set.</summary>
    public int FromDay { get; init; }
    public bool HasPath { get; init; }
}
