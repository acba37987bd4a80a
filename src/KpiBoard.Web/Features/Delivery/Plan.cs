using System.Globalization;
using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>Everything that is planned and known of an initiative's work.</summary>
public sealed record Plan(PlannedInitiative Initiative)
{
    /// <summary>So many months the grid of days shows at most.</summary>
    private const int MostMonths = 36;

    public IReadOnlyList<string> Units { get; init; } = [];
    public IReadOnlyList<MilestoneRow> Milestones { get; init; } = [];

    /// <summary>Every initiative that there is.</summary>
    public IReadOnlyList<SpanRow> Spans { get; init; } = [];

    /// <summary>Of all initiatives.</summary>
    public IReadOnlyList<DependencyRow> Dependencies { get; init; } = [];

    /// <summary>The closed ones too.</summary>
    public IReadOnlyList<RiskRow> Risks { get; init; } = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<SponsorActRow> Acts { get; init; } = [];
    public IReadOnlyList<HelpRow> Help { get; init; } = [];
    public IReadOnlyList<CostRow> Costs { get; init; } = [];

    /// <summary>Of past months too.</summary>
    public IReadOnlyList<WorkRow> Work { get; init; } = [];

    public SpanRow Span(long id) => Spans.First(span => span.Id == id);

    public IEnumerable<DependencyRow> Needs => Dependencies.Where(row => row.InitiativeId == Initiative.Id);

    public IEnumerable<DependencyRow> NeededBy => Dependencies.Where(row => row.NeedsId == Initiative.Id);

    // ---------- Money ----------

    /// <summary>In the currency of the budget; none when nothing is recorded in it.</summary>
    public Money? Spent
    {
        get
        {
            var counted = Costs.Where(cost => cost.Currency == Initiative.BudgetCurrency).ToList();
            return counted.Count == 0 ? null : counted.Aggregate(Money.Zero, (sum, cost) => sum + cost.Amount);
        }
    }

    /// <summary>Recorded in another currency than that of the budget; in no sum.</summary>
    public int OtherCurrencies => Costs.Count(cost => cost.Currency != Initiative.BudgetCurrency);

    public Money? BudgetLeft =>
        Initiative is { IsOpen: true, Budget: { } budget }
            ? Remaining.Budget(budget, Spent, Initiative.Progress)
            : null;

    // ---------- What comes before what ----------

    /// <summary>What an initiative delays when it ends so many days late; of those that are still open.</summary>
    public IReadOnlyList<(SpanRow Row, int Days, SpanRow Because)> DelayedBy(long late, int days)
    {
        var delays = Core.Priorities.Dependencies.Delays(
            Dependencies.Select(row => new Dependency(Key(row.InitiativeId), Key(row.NeedsId))),
            Spans.ToDictionary(span => Key(span.Id), span => (span.StartsOn, span.EndsOn)),
            Key(late),
            days
        );
        return
        [
            .. delays
                .Select(delay => (Row: Span(Id(delay.Initiative)), delay.Days, Because: Span(Id(delay.Because))))
                .Where(delay => delay.Row.IsOpen),
        ];
    }

    /// <summary>By how many days this one moves because another is late; 0 when it does not.</summary>
    public int MovedBy(SpanRow late, DateOnly today) =>
        late.DaysLate(today) is > 0 and var days
            ? DelayedBy(late.Id, days).FirstOrDefault(delay => delay.Row.Id == Initiative.Id).Days
            : 0;

    private static string Key(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static long Id(string key) => long.Parse(key, CultureInfo.InvariantCulture);

    // ---------- People's days ----------

    /// <summary>Whether people have planned the days from this month on.</summary>
    public bool IsPlanned(Month now) => Work.Any(row => row.Month >= now.Key);

    /// <summary>Days that are left, by unit and month: as planned, else spread evenly.</summary>
    public IReadOnlyList<WorkShare> Shares(DateOnly today)
    {
        var now = Month.FromDate(today);
        var planned = Work.Where(row => row.Month >= now.Key)
            .Select(row => new WorkShare(row.BusinessUnit, Month.FromKey(row.Month), row.Days));
        return Initiative is { IsOpen: true, StartsOn: var start, EndsOn: var end }
            ? WorkReader.Left([.. planned], Units, Initiative.EffortDays, Initiative.Progress, today, start, end)
            : [];
    }

    /// <summary>The months of the grid: a year, or until the work ends.</summary>
    public IReadOnlyList<Month> Months(DateOnly today)
    {
        var now = Month.FromDate(today);
        var last = Shares(today).Select(share => share.Month).Append(now + 11).Max();
        return [.. Enumerable.Range(0, Math.Min(last - now + 1, MostMonths)).Select(number => now + number)];
    }

    /// <summary>The units of the grid: those that take part, and others that have days in it.</summary>
    public IReadOnlyList<string> Rows(DateOnly today) =>
        [.. Units.Union(Shares(today).Select(share => share.Unit)).Where(unit => unit.Length > 0)];

    /// <summary>What the plan says now, to see later whether somebody has changed it meanwhile.</summary>
    public string WorkMark => WorkStore.Mark(Work);
}
