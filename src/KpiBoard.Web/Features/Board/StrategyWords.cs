using System.Globalization;
using KpiBoard.Core;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>Puts into words how the strategy is steered. No I/O: the same rows give the same words.</summary>
public sealed class StrategyWords(
    IStringLocalizer<BoardText> text,
    FigureWords figures,
    CompanySettings settings,
    DateTimeOffset now
)
{
    /// <summary>So many decisions are told; the others are one link away.</summary>
    private const int MostDecisions = 6;

    /// <summary>So far ahead the board says whose days are asked for too often.</summary>
    private const int MonthsAhead = 3;

    private static readonly string?[] Approaches = ["touchpoint", "journey-theme", "execution", null];

    private FigureContext Context => figures.Context;

    private Formats Formats => figures.Context.Formats;

    /// <summary>The strategy, in words.</summary>
    /// <param name="data">What is stored.</param>
    /// <param name="units">The units that the reader sees.</param>
    /// <param name="initiatives">What the figures say of those at work.</param>
    public StrategyModel Of(StrategyData data, VisibleUnits units, IReadOnlyList<BoardInitiative> initiatives)
    {
        var (entries, more) = new DecideWords(text, figures, settings, now).Of(data);
        var open = data.Proposals.Count(row => data.Concerns(row.InitiativeId));
        return new()
        {
            Open = open,
            ToDecide = entries,
            More = more,
            LookedAt = open > 0 ? "" : LookedAt(data.LastLook),
            Guesswork = Guesswork(data.Guesswork),
            Mix = Mix(data),
            Capacity = Capacity(data.Work, unit => units.Includes(unit) && IsAsked(data, unit)),
            Decisions = Decisions(data, initiatives),
            DecidedFrom = Formats.Date(data.DecidedFrom),
            OfAll = data.OfUnit is null ? null : text["Steer.OfAll"].Value,
        };
    }

    private static bool IsAsked(StrategyData data, string unit) => data.Unit is null || data.Unit == unit;

    private string LookedAt(OrderLookRow? look) =>
        look switch
        {
            null => text["Decide.Never"],
            { RefreshedAt: { } refreshed } => text["Decide.LookedAt", Context.Time(refreshed)],
            _ => text["Decide.LookedAtAlone", Context.Time(look.At)],
        };

    private GuessworkShown Guesswork(GuessworkState state)
    {
        var sum = state.Sum;
        if (sum.Share is not { } share)
        {
            return new(Share: null);
        }
        var cap = (double)settings.BetCap;
        var isOver = sum.BetShare > cap;
        var leftOut = state.LeftOut.Count();
        string?[] facts =
        [
            text["Guess.Of", Short(sum.Guessed, state.Currency), Short(sum.Remaining, state.Currency)],
            state is { Before: { Sum.Share: { } was } before, Change: { } change }
                ? text.Sentence(
                    "Guess.Was",
                    Formats.Percent(was, 0),
                    Formats.Date(before.OnDay),
                    Formats.PercentagePointsChange(change, Math.Abs(change) < 0.0095 ? 1 : 0)
                )
                : text["Guess.New"].Value,
            leftOut == 0 ? null : text.Count("Guess.LeftOut", leftOut).Value,
        ];
        return new(Formats.Percent(share, 0))
        {
            Width = Width(share),
            Facts = [.. facts.OfType<string>()],
            Bets = text[
                isOver ? "Guess.OverCap" : "Guess.Bets",
                Formats.Percent(sum.BetShare ?? 0, 0),
                Formats.Percent(cap, 0)
            ],
            IsOverCap = isOver,
        };
    }

    /// <summary>Of the three approaches each, even where nobody works so: that is what the mix is about.</summary>
    private List<MixShown> Mix(StrategyData data)
    {
        var lines = data
            .Guesswork.Lines.Select(line => (Line: line, Approach: data.Approaches.GetValueOrDefault(line.Id)))
            .ToList();
        if (lines.Count == 0)
        {
            return [];
        }
        var all = data.Guesswork.Sum.Remaining;
        return
        [
            .. Approaches
                .Select(approach => (approach, Lines: lines.Where(one => one.Approach == approach).ToList()))
                .Where(of => of.approach is not null || of.Lines.Count > 0)
                .Select(of =>
                {
                    var left = of.Lines.Select(one => one.Line.Counted).OfType<Money>().ToList();
                    var sum = left.Aggregate(Money.Zero, (total, one) => total + one);
                    var name = of.approach ?? "none";
                    return new MixShown(
                        text[$"Approach.{name}"],
                        Formats.Whole(of.Lines.Count),
                        left.Count == 0 ? null : Short(sum, data.Guesswork.Currency),
                        Width(all > Money.Zero ? (double)sum.Units / all.Units : 0)
                    );
                }),
        ];
    }

    /// <summary>Over the months ahead: by what runs now, as on the page of the capacity.</summary>
    private CapacityShown Capacity(WorkBook work, Func<string, bool> isShown)
    {
        var last = work.Now + (MonthsAhead - 1);
        var loads = work.Follow()
            .Loads.Where(load => load.Month <= last && load.Days is not null && isShown(load.Unit))
            .ToList();
        var units = loads.Select(load => load.Unit).Distinct().Count();
        var over = loads.Where(load => load.Excess is not null).GroupBy(load => load.Unit).ToList();
        return new(Formats.Interval(Month(work.Now), Month(last)))
        {
            IsKnown = units > 0,
            Overloaded =
            [
                .. over.OrderByDescending(of => of.Sum(load => load.Excess))
                    .Select(of => (figures.NameOfMember(of.Key), string.Join(", ", of.Select(Lack)))),
            ],
            Others =
                units == 0 ? text["Cap.Unknown"]
                : over.Count == 0 ? text["Cap.Fits"]
                : units == over.Count ? ""
                : text.Count("Cap.Others", units - over.Count),
        };
    }

    private string Lack(UnitLoad load)
    {
        var days = load.Excess!.Value;
        return text["Cap.Lack", Formats.Days(days, days < 9.95 ? 1 : 0), Month(load.Month)];
    }

    private List<DecisionShown> Decisions(StrategyData data, IReadOnlyList<BoardInitiative> initiatives) =>
        [
            .. data
                .Decisions.Where(row => data.Concerns(row.InitiativeId))
                .Take(MostDecisions)
                .Select(row => new DecisionShown(
                    row.Id,
                    text[$"Decided.{row.Kind}"],
                    Decided(text, row),
                    Context.Time(row.DecidedAt),
                    row.By,
                    initiatives.FirstOrDefault(one => one.Id == row.InitiativeId)?.Say
                )),
        ];

    /// <summary>What was decided on.</summary>
    public static Phrase Decided(IStringLocalizer<BoardText> text, TakenDecisionRow row) =>
        row.Proposed is { } proposed
            ? Proposed(text, proposed, row.Title ?? "", row.FromRank, row.ToRank)
            : new(text["Propose.order"], "", "");

    /// <summary>What is proposed, around the initiative's title.</summary>
    public static Phrase Proposed(IStringLocalizer<BoardText> text, string kind, string title, int? from, int? to)
    {
        var key = kind == "start" && to is null ? "start-again" : kind;
        return Phrase.Of(text[$"Propose.{key}", Phrase.Place, Rank(from), Rank(to)], title);
    }

    private static string Rank(int? rank) => rank?.ToString(CultureInfo.InvariantCulture) ?? "";

    private string Month(Core.Periods.Month month) => Formats.Period(month.ToString());

    private string Short(Money amount, string currency) => Formats.MoneyShort(amount, currency);

    private static string Width(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Clamp(share, 0, 1):0.#}%");
}
