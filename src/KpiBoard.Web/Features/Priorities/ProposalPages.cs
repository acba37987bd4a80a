using System.Globalization;
using FluentValidation;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>A decision as people fill it in.</summary>
public sealed record DecisionForm
{
    public const int LongestReason = 2_000;

    public string Decision { get; init; } = DecisionKind.Accept;
    public string Reason { get; init; } = "";

    /// <summary>The rank chosen, for who amends.</summary>
    public string Rank { get; init; } = "";

    /// <summary>Until when, for who postpones.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Of the proposal as it was read.</summary>
    public int Version { get; init; }

    public DecisionAnswer ToAnswer() =>
        new(
            Decision,
            Reason,
            Decision == DecisionKind.Amend ? int.Parse(Rank, CultureInfo.InvariantCulture) : null,
            Decision == DecisionKind.Postpone ? Until : null
        );
}

public sealed class DecisionFormValidator : AbstractValidator<DecisionForm>
{
    public DecisionFormValidator(IStringLocalizer<PriorityText> text, TimeProvider clock, PageFrame frame)
    {
        RuleFor(form => form.Decision)
            .Must(DecisionKind.OnProposals.Contains)
            .WithMessage(_ => text["Invalid.Decision"]);
        RuleFor(form => form.Reason)
            .Must(reason => !string.IsNullOrWhiteSpace(reason))
            .WithMessage(_ => text["Invalid.Reason"])
            .MaximumLength(DecisionForm.LongestReason)
            .WithMessage(_ => text["Invalid.ReasonLong"]);
        RuleFor(form => form.Rank)
            .Must(rank =>
                int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            )
            .When(form => form.Decision == DecisionKind.Amend)
            .WithMessage(_ => text["Invalid.Rank"]);
        RuleFor(form => form.Until)
            .MustAsync(async (until, _) => until > (await frame.SettingsAsync()).DateOf(clock.GetUtcNow()))
            .When(form => form.Decision == DecisionKind.Postpone)
            .WithMessage(_ => text["Invalid.Until"]);
    }
}

/// <summary>One proposal, with all that it takes to decide on it.</summary>
public sealed record ProposalPage(
    ProposalRow Row,
    RunInput Run,
    Standing Standing,
    PriorityWords Words,
    DecisionForm Form
)
{
    /// <summary>The order as it would be, or as it is for a proposal that waits no longer.</summary>
    public required IReadOnlyList<OrderLine> Order { get; init; }
    public required IReadOnlyList<UnitFit> Fits { get; init; }
    public required IReadOnlyList<string> Unknowns { get; init; }
    public required IReadOnlyList<ProposalRow> Queue { get; init; }
    public required IReadOnlyDictionary<string, TitleRow> Titles { get; init; }
    public required DateOnly PutOffTo { get; init; }

    /// <summary>What was decided on it, if it was.</summary>
    public DecisionRow? Decision { get; init; }

    /// <summary>The page is about the one decided on just before.</summary>
    public DecisionRow? Before { get; init; }

    public bool IsWaiting => Row.Status is ProposalStatus.Open or ProposalStatus.Postponed;

    public string Title(string key) => Titles.TryGetValue(key, out var row) ? row.Title : key;

    /// <summary>The bars of what changed; none when nobody had decided before.</summary>
    public IReadOnlyList<Bar> Bars =>
        Row.Said.BenefitThen is { } then
            ? Bar.Waterfall(
                new("total", Row.Said.Since is { } since ? Words.Formats.Date(since) : "", then),
                Row.Said.Changes.Select(change => (Words.Factor(change.Factor), change.Benefit)),
                new("total", Words.Now, Row.Said.Benefit),
                Words.Rest
            )
            : [];
}

/// <summary>A bar of a waterfall.</summary>
/// <param name="Kind">total, rise or fall.</param>
public sealed record Bar(string Kind, string Label, double Value)
{
    /// <summary>Under this share of the largest bar a step cannot be seen.</summary>
    private const double LeastShare = 0.02;

    public static double Largest(IEnumerable<Bar> bars) =>
        bars.Select(bar => Math.Abs(bar.Value)).DefaultIfEmpty(0).Max();

    /// <summary>What the numbers on the bars count.</summary>
    public static MoneyUnit UnitOf(IEnumerable<Bar> bars, PriorityWords words) => words.UnitOf([Largest(bars)]);

    /// <summary>From the first to the last; steps too small to be seen stand together.</summary>
    public static IReadOnlyList<Bar> Waterfall(
        Bar first,
        IEnumerable<(string Label, double Value)> steps,
        Bar last,
        string rest
    )
    {
        var all = steps.ToList();
        var least =
            LeastShare
            * all.Select(step => Math.Abs(step.Value)).Append(Math.Abs(first.Value)).Append(Math.Abs(last.Value)).Max();
        var small = all.Where(step => Math.Abs(step.Value) < least).Sum(step => step.Value);
        return
        [
            first,
            .. all.Where(step => Math.Abs(step.Value) >= least && step.Value != 0)
                .Select(step => new Bar(KindOf(step.Value), step.Label, step.Value)),
            .. small == 0 ? (Bar[])[] : [new(KindOf(small), rest, small)],
            last,
        ];
    }

    private static string KindOf(double value) => value >= 0 ? "rise" : "fall";
}

/// <summary>How booked a unit is over the next months: the share of its days, today and as proposed.</summary>
public sealed record UnitFit(string Unit, double Today, double Proposed)
{
    private const int Months = 3;

    public static IReadOnlyList<UnitFit> Of(Situation situation, IReadOnlyList<string> order)
    {
        var first = Core.Periods.Month.FromDate(situation.Today);
        return
        [
            .. situation
                .Plan(order)
                .Loads.Where(load => load.Month < first + Months && load.Days is not null)
                .GroupBy(load => load.Unit)
                .Select(of => (of.Key, Days: of.Sum(load => load.Days!.Value), Loads: of.ToList()))
                .Where(of => of.Days > 0)
                .Select(of => new UnitFit(
                    of.Key,
                    of.Loads.Sum(load => load.Today) / of.Days,
                    of.Loads.Sum(load => load.Planned) / of.Days
                )),
        ];
    }
}
