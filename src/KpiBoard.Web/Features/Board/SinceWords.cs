using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>What has changed since a look, in the reader's language.</summary>
public sealed record SinceModel(string Summary)
{
    public IReadOnlyList<SinceItem> Loud { get; init; } = [];
    public IReadOnlyList<SinceItem> Quiet { get; init; } = [];
    public string QuietTitle { get; init; } = "";
    public IReadOnlyList<SinceItem> Targets { get; init; } = [];

    /// <summary>First those that started or ended.</summary>
    public IReadOnlyList<SinceInitiative> Initiatives { get; init; } = [];
    public IReadOnlyList<SinceEvent> Events { get; init; } = [];
    public IReadOnlyList<SinceDecision> Decisions { get; init; } = [];

    /// <summary>What waits for a decision; it leads to where it is taken.</summary>
    public IReadOnlyList<SinceDecision> Proposals { get; init; } = [];
    public bool IsEmpty { get; init; }
}

/// <summary>A figure that changed.</summary>
/// <param name="Worth">The difference in money, where there is one.</param>
public sealed record SinceItem(string Code, Badge Badge, string Title, string Text, string? Worth = null);

/// <summary>An initiative that started or ended, or whose owner says something else than before.</summary>
public sealed record SinceInitiative(long Id, string Title, string Owner, Badge Badge, string Text);

/// <summary>Something that happened, with when and to whom.</summary>
public sealed record SinceEvent(long Id, string Title, string Language, string Text);

/// <summary>What was decided, and by whom, or what is proposed.</summary>
public sealed record SinceDecision(string Href, Badge? Badge, Phrase Title, string By);

/// <summary>Puts what has changed into words.</summary>
public sealed class SinceWords(
    IStringLocalizer<LookText> text,
    IStringLocalizer<BoardText> boardText,
    FigureWords figures
)
{
    private FigureContext Context => figures.Context;

    public SinceModel Of(SinceNews news)
    {
        var quiet = news.Quiet.Where(IsSeen).ToList();
        var loud = news.Loud.ToList();
        return new(Summary(loud, news))
        {
            Loud = [.. loud.Select(Loud)],
            Quiet = [.. quiet.Select(Quiet)],
            QuietTitle = quiet.Count == 0 ? "" : text.Count("Quiet", quiet.Count),
            Targets = [.. news.Targets.Select(Target)],
            Initiatives = [.. news.Shifts.Select(Shift), .. news.CheckIns.Select(Initiative)],
            Events = [.. news.Events.Select(Event)],
            Decisions = [.. news.Decisions.Select(Decision)],
            Proposals = [.. news.Proposals.Select(Proposal)],
            IsEmpty =
                loud.Count + quiet.Count + news.Targets.Count + news.CheckIns.Count == 0
                && news.Shifts.Count + news.Events.Count + news.Decisions.Count + news.Proposals.Count == 0,
        };
    }

    private string Summary(List<SinceFigure> loud, SinceNews news)
    {
        var money = loud.Count(figure => figure.Weight == SinceWeight.Money);
        string?[] sentences =
        [
            loud.Count == 0 ? text["LoudNone"].Value : text.Count("Loud", loud.Count).Value,
            money == 0 ? null : text.Count("LoudMoney", money).Value,
            news.Targets.Count == 0 ? null : text.Count("LoudTargets", news.Targets.Count).Value,
            news.Shifts.Count == 0 ? null : text.Count("LoudShifts", news.Shifts.Count).Value,
            news.CheckIns.Count == 0 ? null : text.Count("LoudInitiatives", news.CheckIns.Count).Value,
            news.Events.Count == 0 ? null : text.Count("LoudEvents", news.Events.Count).Value,
            news.Decisions.Count == 0 ? null : text.Count("LoudDecisions", news.Decisions.Count).Value,
            news.Proposals.Count == 0 ? null : text.Count("LoudProposals", news.Proposals.Count).Value,
        ];
        return string.Join(' ', sentences.OfType<string>());
    }

    private SinceItem Loud(SinceFigure figure)
    {
        var badge =
            figure.IsGone ? new Badge("absent", "absent", figures.Reason(figure.Latest))
            : figure.Verdict.IsReal()
                ? figures.Badge(figure.Now, figure.Verdict) with
                {
                    Text = figures.Word(figure.Verdict),
                }
            : figure.Verdict.IsSignal() ? figures.Badge(figure.Now, figure.Verdict)
            : figure.IsTakenBack ? new Badge("none", "flat", text["NoLonger"])
            : new Badge("none", "same", text["Corrected"]);
        return new(figure.Now.Kpi.Code, badge, Title(figure), Text(figure), Worth(figure));
    }

    private SinceItem Quiet(SinceFigure figure) =>
        new(figure.Now.Kpi.Code, new Badge("none", "flat", figures.Word(Verdict.NoRealChange)), Title(figure), "");

    private string Title(SinceFigure figure)
    {
        var name = figures.Name(figure.Now.Kpi);
        var numbers = figures.Numbers(figure.Now);
        if (figure.Latest?.Value is not { } value)
        {
            return boardText["ChangedItemAlone", name, figures.Reason(figure.Latest)];
        }
        var before = figure.IsNewPeriod ? figure.Now.Compared?.Value : figure.SameThen?.Value;
        return before is { } known && numbers.Text(known) != numbers.Text(value)
            ? boardText["ChangedItem", name, numbers.Text(known), numbers.Text(value)]
            : boardText["ChangedItemAlone", name, numbers.Text(value)];
    }

    private string Text(SinceFigure figure)
    {
        var latest = figure.Latest!;
        var period = Context.Period(latest.Period);
        if (figure.IsGone)
        {
            var last = figure.Then.Latest!;
            return text.Sentence("Gone", period, figures.Value(figure.Now.Kpi, last), Context.Period(last.Period));
        }
        string?[] sentences =
        [
            figure.IsNewPeriod ? text["NewPeriod", period].Value : Corrected(figure, period),
            figure.IsNewlyReal ? text["NowReal"].Value : null,
            figure.IsTakenBack ? text["TakenBack"].Value : null,
            Doubt(figure),
        ];
        return string.Join(' ', sentences.OfType<string>());
    }

    private string? Corrected(SinceFigure figure, string period)
    {
        var numbers = figures.Numbers(figure.Now);
        return
            figure.SameThen is { Value: { } before }
            && numbers.Text(before) != numbers.Text(figure.Latest!.Value!.Value)
            ? text.Sentence("Restated", period, numbers.Text(before), numbers.Text(figure.Latest!.Value!.Value))
            : null;
    }

    /// <summary>How sure it is: the tested change with its interval, or the usual range of an exact sum.</summary>
    private string? Doubt(SinceFigure figure)
    {
        if (!figure.Verdict.IsSignal())
        {
            return null;
        }
        var (latest, numbers) = (figure.Latest!, figures.Numbers(figure.Now));
        return figure.Now is { ShowsUsual: true, Usual: { } usual }
                ? text.Sentence("Usually", numbers.Range(usual.Lower, usual.Upper))
            : latest.Change is { } change
                ? boardText[
                    "ChangedDifference",
                    numbers.Change(change),
                    latest.ComparedWith is { } compared ? Context.Period(compared) : "",
                    numbers.ChangeInterval(change)
                ].Value
            : null;
    }

    /// <summary>What the difference is in money, and against what.</summary>
    private string? Worth(SinceFigure figure)
    {
        if (figure.Weight != SinceWeight.Money)
        {
            return null;
        }
        var amount = Context.Formats.MoneyShortChange(figure.Worth!.Value, Context.Currency);
        return text.Sentence(
            !figure.IsNewPeriod ? "Worth.Corrected"
                : figure.Now.ShowsUsual ? "Worth.Usual"
                : "Worth.Tested",
            amount
        );
    }

    private SinceItem Target(SinceTarget target)
    {
        var (series, latest) = (target.Series, target.Series.Latest!);
        return new(
            series.Kpi.Code,
            figures.StatusBadge(series.Kpi, latest)!,
            boardText["ChangedItemAlone", figures.Name(series.Kpi), figures.Value(series.Kpi, latest)],
            $"{Context.Period(latest.Period)}. {figures.Target(series.Kpi, latest)}"
        );
    }

    private SinceInitiative Initiative(SinceCheckInRow row)
    {
        string?[] sentences =
        [
            row.Before == row.After ? null
            : row.Before is null ? text["FirstCheckIn", Claim(row.After).Text].Value
            : text["ClaimWas", Claim(row.Before).Text].Value,
            row.NeedsHelp == row.NeededHelp ? null : text[row.NeedsHelp ? "HelpNow" : "HelpNoMore"].Value,
        ];
        return new(row.Id, row.Title, row.Owner, Claim(row.After), string.Join(' ', sentences.OfType<string>()));
    }

    private SinceInitiative Shift(SinceShift shift)
    {
        var row = shift.Row;
        string?[] sentences =
        [
            shift.Turn == SinceTurn.Started ? text["StartsOn", Context.Formats.Date(row.StartsOn)].Value : null,
            row.Budget is { } budget && row.BudgetCurrency is { } currency
                ? text.Sentence("Budget", Context.Formats.MoneyShort(budget, currency))
                : null,
        ];
        var badge = shift.Turn switch
        {
            SinceTurn.Started => new Badge("none", "flag", text["Started"]),
            SinceTurn.Closed => new Badge("none", "check", text["Closed"]),
            _ => new Badge("none", "stop", text["Stopped"]),
        };
        return new(row.Id, row.Title, row.Owner, badge, string.Join(' ', sentences.OfType<string>()));
    }

    private SinceEvent Event(SinceEventRow row)
    {
        var from = Context.Formats.Date(row.FromDay);
        var when =
            row.ToDay is not { } to ? text["EventSince", from].Value
            : to == row.FromDay ? from
            : Context.Formats.Interval(from, Context.Formats.Date(to));
        var whom = row.Dimension.Length == 0 ? "" : $", {figures.NameOfMember(row.Member)}";
        return new(row.Id, row.Title, row.Language, when + whom);
    }

    private SinceDecision Decision(TakenDecisionRow row) =>
        new(
            $"/priorities/decisions/{row.Id}",
            new Badge("none", "check", boardText[$"Decided.{row.Kind}"]),
            StrategyWords.Decided(boardText, row),
            text.Sentence("DecidedBy", row.By, Context.Time(row.DecidedAt))
        );

    private SinceDecision Proposal(OpenProposalRow row) =>
        new(
            $"/priorities/proposals/{row.Id}",
            Badge: null,
            StrategyWords.Proposed(boardText, row.Kind, row.Title, row.FromRank, row.ToRank),
            By: ""
        );

    private Badge Claim(string status) => BoardInitiatives.Claim(boardText, status);

    /// <summary>Whether a change within noise shows at all at the digits that are shown.</summary>
    private bool IsSeen(SinceFigure figure) =>
        figure.IsNewPeriod
        || (figure.SameThen?.Value, figure.Latest?.Value) is not ({ } before, { } after)
        || figures.Numbers(figure.Now).Text(before) != figures.Numbers(figure.Now).Text(after);
}
