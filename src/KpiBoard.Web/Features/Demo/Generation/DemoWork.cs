using System.Text.Json;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>
/// The work on the demo company's initiatives, from <c>db/demo/delivery.json</c>, with its months turned into days: plans,
/// risks, costs, help, people's days and what units commit to.
/// </summary>
public sealed record DemoWork(WorkFile File, DemoCalendar Calendar)
{
    public static DemoWork Create(DemoCalendar calendar)
    {
        using var stream = typeof(DemoWork).Assembly.GetManifestResourceStream("demo/delivery.json")!;
        return new(JsonSerializer.Deserialize<WorkFile>(stream, KpiJson.Options)!, calendar);
    }

    /// <summary>A month of the calendar and the days after its first.</summary>
    public DateOnly Day(IReadOnlyList<int> at) => Calendar.FirstDay(at[0]).AddDays(at[1]);

    public DateOnly Ago(int days) => Calendar.Until.AddDays(-days);

    public Month Month(int number) => Core.Periods.Month.FromDate(Calendar.FirstDay(number));
}

/// <summary>The file.</summary>
public sealed record WorkFile(
    IReadOnlyList<WorkWording> Initiatives,
    IReadOnlyList<CapacityWording> Capacity,
    IReadOnlyList<CommitmentWording> Commitments
);

/// <summary>The work on an initiative; days are a month of the calendar and days after its first.</summary>
public sealed record WorkWording
{
    public required string Title { get; init; }
    public IReadOnlyList<MilestoneWording> Milestones { get; init; } = [];
    public IReadOnlyList<NeedWording> Needs { get; init; } = [];
    public IReadOnlyList<RiskWording> Risks { get; init; } = [];
    public IReadOnlyList<ActWording> Acts { get; init; } = [];
    public IReadOnlyList<HelpWording> Help { get; init; } = [];
    public IReadOnlyList<CostWording> Costs { get; init; } = [];

    /// <summary>The days that people have planned; none where they are spread evenly.</summary>
    public PlanWording? Work { get; init; }
}

public sealed record MilestoneWording
{
    public required string Title { get; init; }
    public required IReadOnlyList<int> Due { get; init; }
    public IReadOnlyList<int>? Done { get; init; }
}

public sealed record NeedWording(string Title, string Why);

public sealed record RiskWording(string Title, int Likelihood, int Consequence, string Answer, string Watcher);

public sealed record ActWording(int DaysAgo, string By, string What);

public sealed record HelpWording
{
    public required int DaysAgo { get; init; }
    public required string By { get; init; }
    public required string What { get; init; }
    public int AnsweredDaysAgo { get; init; }
    public string AnswerBy { get; init; } = "";
    public string Answer { get; init; } = "";
}

public sealed record CostWording(IReadOnlyList<int> On, decimal Amount, string What);

/// <summary>Days of each unit, month by month.</summary>
public sealed record PlanWording(int From, IReadOnlyDictionary<string, IReadOnlyList<double>> Days);

public sealed record CapacityWording(string Unit, int From, double Days);

public sealed record CommitmentWording
{
    public required string Title { get; init; }
    public required string Unit { get; init; }
    public required string By { get; init; }
    public required int DaysAgo { get; init; }
    public required int Place { get; init; }
    public required string Commitment { get; init; }
    public required string Why { get; init; }
}
