using KpiBoard.Core.Periods;

namespace KpiBoard.Core.Priorities;

/// <summary>What can be tried out.</summary>
public enum ScenarioField
{
    /// <summary>What an initiative does to one figure: least, likeliest and most.</summary>
    Effect,

    /// <summary>Person-days that an initiative has left; what it costs follows.</summary>
    Effort,

    /// <summary>What an initiative still costs, all told.</summary>
    Cost,

    /// <summary>As if there were no such initiative.</summary>
    LeaveOut,

    /// <summary>What one unit of a figure is worth.</summary>
    UnitValue,
    Target,

    /// <summary>Person-days that a unit has in each month.</summary>
    Capacity,
}

/// <summary>One thing that is tried.</summary>
/// <param name="Of">The initiative, the figure or the unit, by key.</param>
public sealed record ScenarioChange(ScenarioField Field, string Of)
{
    /// <summary>So large that no company has it, and so small that everything multiplied with it stays a number.</summary>
    public const double Largest = 1e12;

    /// <summary>Of an effect: the figure, by key.</summary>
    public string? Goal { get; init; }

    /// <summary>Of an effect, the least and the most, in the figure's own unit and direction.</summary>
    public double? Low { get; init; }
    public double? High { get; init; }

    /// <summary>The number instead of today's; of an effect the likeliest.</summary>
    public double? Value { get; init; }

    /// <summary>Whether it is about the same thing.</summary>
    public bool IsSame(ScenarioChange other) => (Field, Of, Goal) == (other.Field, other.Of, other.Goal);

    /// <summary>Whether its numbers can be computed with.</summary>
    public bool IsSound =>
        Field switch
        {
            ScenarioField.LeaveOut => true,
            ScenarioField.Effect => Goal is not null
                && (Low, Value, High) is ({ } low, { } likely, { } high)
                && IsIn(low)
                && IsIn(high)
                && likely >= Math.Min(low, high)
                && likely <= Math.Max(low, high),
            ScenarioField.Target => Value is { } target && IsIn(target),
            _ => Value is >= 0 and <= Largest,
        };

    private static bool IsIn(double number) => Math.Abs(number) <= Largest;
}

/// <summary>Everything that an order and a plan follow from.</summary>
/// <param name="Work">Of each initiative of the input.</param>
/// <param name="Days">What units have.</param>
public sealed record Portfolio(PriorityInput Input, IReadOnlyList<RemainingWork> Work, IReadOnlyList<WorkShare> Days)
{
    /// <summary>The running month: what nobody has planned yet begins here.</summary>
    public required Month Now { get; init; }

    /// <summary>What a person-day costs, in the company's currency.</summary>
    public required double DayRate { get; init; }

    /// <summary>Who takes part in an initiative; only of those of which somebody has said it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Units { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The most that all initiatives together could bring or cost, whichever is more.</summary>
    public double Size
    {
        get
        {
            var values = Input.Goals.ToDictionary(goal => goal.Key, goal => goal.UnitValue);
            var effects = Input
                .Initiatives.SelectMany(one => one.Links)
                .Sum(link => Math.Max(Math.Abs(link.Low), Math.Abs(link.High)) * values[link.Goal]);
            return Math.Max(effects, Input.Initiatives.Sum(one => one.Cost));
        }
    }
}

/// <summary>What is tried, one change for each thing. Nothing of it is true until people decide.</summary>
public sealed record ScenarioChanges(IReadOnlyList<ScenarioChange> All)
{
    public static readonly ScenarioChanges None = new([]);

    /// <summary>With one change more, in the place of the one about the same thing.</summary>
    public ScenarioChanges With(ScenarioChange change) =>
        All.Any(change.IsSame) ? new([.. All.Select(one => change.IsSame(one) ? change : one)]) : new([.. All, change]);

    /// <summary>Without the change about the same thing.</summary>
    public ScenarioChanges Without(ScenarioChange change) => new([.. All.Where(one => !change.IsSame(one))]);

    public ScenarioChange? Find(ScenarioField field, string of, string? goal = null) =>
        All.FirstOrDefault(one => one.IsSame(new(field, of) { Goal = goal }));

    /// <summary>Whether what a change is about is there; initiatives end, and figures lose their links.</summary>
    public static bool Concerns(ScenarioChange change, Portfolio portfolio) =>
        change.Field switch
        {
            ScenarioField.Capacity => true,
            ScenarioField.UnitValue or ScenarioField.Target => portfolio.Input.Goals.Any(goal => goal.Key == change.Of),
            ScenarioField.Effect => portfolio.Input.Initiatives.Any(one =>
                one.Key == change.Of && one.Links.Any(link => link.Goal == change.Goal)
            ),
            _ => portfolio.Input.Initiatives.Any(one => one.Key == change.Of),
        };

    /// <summary>The portfolio as it would be. What is not sound, or about something that is not there, changes nothing.</summary>
    public Portfolio Apply(Portfolio to)
    {
        var sound = All.Where(one => one.IsSound).Aggregate(None, (all, one) => all.With(one));
        return sound.ApplySound(to);
    }

    private Portfolio ApplySound(Portfolio to)
    {
        var days = to
            .Work.GroupBy(one => one.Initiative)
            .ToDictionary(of => of.Key, of => of.Sum(one => one.Shares.Sum(share => share.Days)));
        return to with
        {
            Input = to.Input with
            {
                Goals = [.. to.Input.Goals.Select(Apply)],
                Initiatives =
                [
                    .. to
                        .Input.Initiatives.Where(one => !IsOut(one.Key))
                        .Select(one => Apply(one, days.GetValueOrDefault(one.Key), to.DayRate)),
                ],
            },
            Work = [.. to.Work.Where(one => !IsOut(one.Initiative)).Select(one => Apply(one, to))],
            Days = Capacity(to),
        };
    }

    private bool IsOut(string initiative) => Find(ScenarioField.LeaveOut, initiative) is not null;

    private Goal Apply(Goal goal) =>
        goal with
        {
            UnitValue = Find(ScenarioField.UnitValue, goal.Key)?.Value ?? goal.UnitValue,
            Target = Find(ScenarioField.Target, goal.Key)?.Value ?? goal.Target,
        };

    /// <summary>An initiative as it would compete.</summary>
    /// <param name="days">That were left before.</param>
    private Candidate Apply(Candidate one, double days, double rate)
    {
        var seen = new HashSet<string>();
        var effort = Find(ScenarioField.Effort, one.Key)?.Value ?? days;
        return one with
        {
            // Of two links to one figure the first is the one that is tried.
            Links = [.. one.Links.Select(link => seen.Add(link.Goal) ? Apply(one.Key, link) : link)],
            Cost =
                Find(ScenarioField.Cost, one.Key)?.Value
                ?? (effort == days ? one.Cost : Math.Max(one.Cost + ((effort - days) * rate), 0)),
        };
    }

    private EffectLink Apply(string initiative, EffectLink link) =>
        Find(ScenarioField.Effect, initiative, link.Goal) is { Low: { } low, Value: { } likely, High: { } high }
            ? link with
            {
                Low = low,
                Likely = likely,
                High = high,
            }
            : link;

    /// <summary>Lies over the same units and months as before; work that was not there before, evenly over a year.</summary>
    private RemainingWork Apply(RemainingWork one, Portfolio of)
    {
        if (Find(ScenarioField.Effort, one.Initiative) is not { Value: { } wanted })
        {
            return one;
        }
        var before = one.Shares.Sum(share => share.Days);
        if (before > 0)
        {
            return one with
            {
                Shares = [.. one.Shares.Select(share => share with { Days = share.Days * (wanted / before) })],
            };
        }
        var units = of.Units.TryGetValue(one.Initiative, out var known) && known.Count > 0 ? known : [""];
        var last = of.Now + (UnitDays.MonthsWithoutEnd - 1);
        return one with
        {
            Shares =
                wanted > 0
                    ? [.. units.SelectMany(unit => RemainingWork.Spread(unit, wanted / units.Count, of.Now, last))]
                    : [],
        };
    }

    private IReadOnlyList<WorkShare> Capacity(Portfolio of)
    {
        var tried = All.Where(one => one.Field == ScenarioField.Capacity)
            .ToDictionary(one => one.Of, one => one.Value!.Value);
        if (tried.Count == 0)
        {
            return of.Days;
        }
        var last = of
            .Days.Concat(of.Work.SelectMany(one => one.Shares))
            .Select(share => share.Month)
            .Append(of.Now + (UnitDays.MonthsWithoutEnd - 1))
            .Max();
        return
        [
            .. of.Days.Where(share => !tried.ContainsKey(share.Unit)),
            .. tried.SelectMany(unit =>
                Enumerable
                    .Range(0, last - of.Now + 1)
                    .Select(month => new WorkShare(unit.Key, of.Now + month, unit.Value))
            ),
        ];
    }
}
