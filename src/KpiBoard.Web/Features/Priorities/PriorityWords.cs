using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>What is said about priorities, in the reader's language.</summary>
public sealed class PriorityWords(
    IStringLocalizer<PriorityText> text,
    IStringLocalizer<FigureText> figureText,
    CompanySettings settings,
    KpiBook book,
    VisibleUnits units
)
{
    /// <summary>Stands in a sentence where the title will.</summary>
    private const string Title = "\u0001";

    private readonly FigureWords figures = new(figureText, FigureContext.Of(settings, Formats.Current));

    public Formats Formats => figures.Context.Formats;

    public FigureWords Figures => figures;

    public string Currency => figures.Context.Currency;

    // ---------- Numbers ----------

    /// <summary>DKK 6.2 m.</summary>
    public string Worth(double amount) => Formats.MoneyShort(AsMoney(amount), Currency);

    public string WorthChange(double amount) => Formats.MoneyShortChange(AsMoney(amount), Currency);

    /// <summary>"2.9 to 10.1", from amounts in the same unit.</summary>
    public string Range(double lower, double upper) => Formats.Interval(Worth(lower), Worth(upper));

    /// <summary>One unit for all that is expected of these, named once where they stand.</summary>
    public MoneyUnit UnitOf(IEnumerable<double> amounts) =>
        Formats.MoneyUnitOf(AsMoney(amounts.Select(Math.Abs).DefaultIfEmpty(0).Max()), Currency);

    public MoneyUnit UnitOf(IEnumerable<Ranked> ranked) =>
        UnitOf(ranked.SelectMany(one => new[] { one.Benefit, one.Upper * one.Cost }));

    /// <summary>"6.2 (2.9 to 10.1)": what is expected of it, with its range.</summary>
    public string Worth(Ranked of, MoneyUnit unit) =>
        $"{Worth(of.Benefit, unit)} ({Formats.Interval(Worth(of.Lower * of.Cost, unit), Worth(of.Upper * of.Cost, unit))})";

    public static string Worth(double amount, MoneyUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.Number(AsMoney(amount));
    }

    /// <summary>What comes back for each krone that is still spent.</summary>
    public string Score(double score) => Formats.Number(score, Math.Abs(score) < 9.95 ? 1 : 0);

    /// <summary>The same for a column, where small ones are told apart.</summary>
    public string ScoreInColumn(double score) => Formats.Number(score, 2);

    public string Share(double probability) => Formats.Percent(probability, 0);

    public string Days(double? days) => days is { } known ? Formats.Days(Math.Round(known), 0) : text["NotSaid"];

    // ---------- Figures ----------

    /// <summary>"Customer churn, Small business".</summary>
    public string Name(GoalNote goal) =>
        !book.TryGet(goal.Kpi, out var kpi) ? goal.Kpi
        : goal.Dimension.Length == 0 ? figures.Name(kpi)
        : $"{figures.Name(kpi)}, {figures.NameOfMember(goal.Member)}";

    /// <summary>Whether the reader may see what the figure says: what is planned for it is for everybody.</summary>
    public bool Shows(GoalNote goal) => units.Includes(goal.Dimension, goal.Member);

    /// <summary>The figure's page, at the grain that is meant.</summary>
    public static string Address(GoalNote goal)
    {
        var member =
            goal.Dimension.Length == 0 ? "" : $"&member={Uri.EscapeDataString($"{goal.Dimension}:{goal.Member}")}";
        return $"/figures/{goal.Kpi}?grain={goal.Grain}{member}";
    }

    public string Value(GoalNote goal, double? value) =>
        !Shows(goal) ? text["NotShown"]
        : value is not { } number ? text["NotKnown"]
        : book.TryGet(goal.Kpi, out var kpi) ? figures.Numbers(kpi, Point(goal, value)).Text(number)
        : Formats.Number(number, 1);

    public string Change(GoalNote goal, double change) =>
        book.TryGet(goal.Kpi, out var kpi)
            ? figures.Numbers(kpi, Point(goal, null)).Change(change)
            : Formats.Change(change, 1);

    /// <summary>"+0.2 to +1.2", the unit standing elsewhere.</summary>
    public string ChangeRange(GoalNote goal, double low, double high) =>
        book.TryGet(goal.Kpi, out var kpi)
            ? Formats.Interval(
                figures.Numbers(kpi, Point(goal, null)).ChangeNumber(low),
                figures.Numbers(kpi, Point(goal, null)).ChangeNumber(high)
            )
            : Formats.Interval(Formats.Change(low, 1), Formats.Change(high, 1));

    public string Period(GoalNote goal) => goal.Period is { } period ? Formats.Period(period) : text["NotKnown"];

    public string Due(GoalNote goal) =>
        goal.TargetDue is { } due && Grains.TryParse(goal.Grain, out var grain)
            ? figures.Context.Period(figures.Context.Calendar.Containing(Month.FromKey(due), grain))
            : "";

    public bool IsHigherBetter(GoalNote goal) => !book.TryGet(goal.Kpi, out var kpi) || kpi.Good != GoodDirection.Down;

    /// <summary>What a unit is worth, as people set it: of a ratio one percentage point, over twelve months.</summary>
    public string UnitValue(GoalNote goal, double value) =>
        Shows(goal) ? Worth(value * UnitShare(goal)) : text["NotShown"];

    /// <summary>What people set, of what the order takes for one whole unit of the figure as it is steered.</summary>
    public double UnitShare(GoalNote goal) => (IsRatio(goal) ? 0.01 : 1) / goal.TimesAYear;

    /// <summary>Whether it is read in percent.</summary>
    public bool IsRatio(GoalNote goal) => book.TryGet(goal.Kpi, out var kpi) && kpi.Unit == KpiUnit.Ratio;

    // ---------- Words ----------

    public string Now => text["Now"];

    public string Expected => text["Expected"];

    public string Rest => text["Rest"];

    /// <summary>A factor of the score by its name in <see cref="ScoreFactors"/>.</summary>
    public string ScoreFactor(string name) => text[$"ScoreFactor.{name}"];

    /// <summary>Says why, of a run.</summary>
    public ReasonWords Reasons(RunInput run, Func<string, string> title) => new(this, text, run, title);

    /// <summary>The proposal in a sentence, around the initiative's title.</summary>
    public (string Before, string After) Heading(ProposalRow row)
    {
        var place = row.ToRank is { } to ? Rank(to) : "";
        var from = row.FromRank is { } rank ? Rank(rank) : "";
        var sentence = row is { Kind: ProposalKind.Start, ToRank: null }
            ? text["Heading.start.again", Title]
            : text[$"Heading.{row.Kind}", Title, from, place];
        var parts = sentence.Value.Split(Title);
        return (parts[0], parts[1]);
    }

    public string HeadingText(ProposalRow row)
    {
        var (before, after) = Heading(row);
        return before + row.Title + after;
    }

    public string Kind(string kind) => text[$"Kind.{kind}"];

    public string Factor(PriorityFactor factor) => text[$"Factor.{factor}"];

    /// <summary>1st, 2nd; 1. in Danish and Norwegian.</summary>
    public string Rank(int rank) =>
        Language.Current.Code != "en"
            ? $"{rank}."
            : (rank % 100, rank % 10) switch
            {
                (11 or 12 or 13, _) => $"{rank}th",
                (_, 1) => $"{rank}st",
                (_, 2) => $"{rank}nd",
                (_, 3) => $"{rank}rd",
                _ => $"{rank}th",
            };

    /// <summary>What the order does not know, those of a kind in one sentence.</summary>
    public IEnumerable<string> Unknowns(Situation situation, Func<Unknown, bool> isAsked)
    {
        foreach (var of in situation.Unknowns.Where(isAsked).GroupBy(unknown => unknown.Kind).OrderBy(of => of.Key))
        {
            var names = of.Select(unknown =>
                    unknown.Goal is { } goal ? Name(situation.Goal(goal)!)
                    : unknown.Initiative is { } id ? situation.Find(id)!.Title
                    : ""
                )
                .ToList();
            yield return text[$"Unknown.{of.Key}", string.Join("; ", names)];
        }
    }

    private FigurePoint Point(GoalNote goal, double? value) =>
        new(goal.Period is { } period ? figures.Context.Calendar.Parse(period) : default)
        {
            Value = value,
            Lower = goal.Lower,
            Upper = goal.Upper,
        };

    private static Money AsMoney(double amount) => Money.FromDecimal((decimal)amount);
}
