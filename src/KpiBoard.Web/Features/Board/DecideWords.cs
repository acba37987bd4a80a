using KpiBoard.Core;
using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>
/// What waits for somebody to decide: what is proposed, bets whose proof is overdue, requests for help, and initiatives at
/// work on evidence that has gone stale. Of each kind a few; the rest is one link away.
/// </summary>
public sealed class DecideWords(
    IStringLocalizer<BoardText> text,
    FigureWords figures,
    CompanySettings settings,
    DateTimeOffset now
)
{
    private const int MostProposals = 5;
    private const int MostOfOthers = 3;

    private FigureContext Context => figures.Context;

    public (IReadOnlyList<ToDecide> Entries, IReadOnlyList<(string Text, string Href)> More) Of(StrategyData data)
    {
        var lines = data.Guesswork.Lines.Where(line => data.Concerns(line.Id)).ToList();
        (string Kind, string Href, int Most, IReadOnlyList<ToDecide> All)[] kinds =
        [
            (
                "proposal",
                "/priorities",
                MostProposals,
                [.. data.Proposals.Where(row => data.Concerns(row.InitiativeId)).Select(Proposal)]
            ),
            (
                "bet",
                "/strategy/evidence",
                MostOfOthers,
                [
                    .. lines
                        .Where(line => line.IsBet && line.ProofDate < data.Guesswork.On)
                        .OrderBy(line => line.ProofDate)
                        .Select(Bet),
                ]
            ),
            (
                "help",
                "/strategy/help",
                MostOfOthers,
                [.. data.Help.Where(row => data.Concerns(row.InitiativeId)).Select(Help)]
            ),
            (
                "stale",
                "/strategy/evidence",
                MostOfOthers,
                [
                    .. lines
                        .Where(line =>
                            InitiativeWork.IsAtWork(line.Status) && line is { IsBet: false, Standing.IsStale: true }
                        )
                        .OrderBy(line => line.Standing.FreshUntil)
                        .Select(Stale),
                ]
            ),
        ];
        return (
            [.. kinds.SelectMany(kind => kind.All.Take(kind.Most))],
            [
                .. kinds
                    .Where(kind => kind.All.Count > kind.Most)
                    .Select(kind =>
                        (text.Count($"Decide.More.{kind.Kind}", kind.All.Count - kind.Most).Value, kind.Href)
                    ),
            ]
        );
    }

    private ToDecide Proposal(OpenProposalRow row)
    {
        var said = row.Said;
        var sentences = text[$"Sure.{row.Kind}", Context.Formats.Percent(said.Certainty, 0)].Value;
        return new(
            row.Kind switch
            {
                "move-up" => "move-up",
                "move-down" => "move-down",
                "start" => "flag",
                "pause" => "stale",
                _ => "stop",
            },
            text["Decide.Kind.proposal"],
            StrategyWords.Proposed(text, row.Kind, row.Title, row.FromRank, row.ToRank),
            $"{sentences} {Worth(said)}",
            $"/priorities/proposals/{row.Id}",
            "decide"
        );
    }

    private string Worth(ProposedWorth said) =>
        text.Sentence(
            "Decide.Worth",
            Short(Amount(said.Benefit), Context.Currency),
            Context.Formats.Interval(
                Short(Amount(said.Lower), Context.Currency),
                Short(Amount(said.Upper), Context.Currency)
            )
        );

    private static Money Amount(double amount) => Money.FromDecimal((decimal)amount);

    private ToDecide Bet(GuessworkLine line) =>
        new(
            "bet",
            text["Decide.Kind.bet"],
            Phrase.Of(text["Decide.Bet", Phrase.Place], line.Title),
            Join(text.Sentence("Decide.BetDue", Context.Formats.Date(line.ProofDate!.Value)), Left(line)),
            $"/strategy/initiatives/{line.Id}",
            "decide"
        )
        {
            Words = line.KillCriterion,
        };

    private ToDecide Help(OpenHelpRow row)
    {
        var days = settings.DateOf(now).DayNumber - settings.DateOf(row.AskedAt).DayNumber;
        return new(
            "help",
            text["Decide.Kind.help"],
            Phrase.Of(text["Decide.Help", Phrase.Place, row.AskedBy], row.Title),
            days <= 0 ? text["Decide.AskedToday"].Value : text.Count("Decide.Asked", days).Value,
            $"/strategy/initiatives/{row.InitiativeId}/plan",
            "answer"
        )
        {
            Words = row.What,
        };
    }

    private ToDecide Stale(GuessworkLine line) =>
        new(
            "stale",
            text["Decide.Kind.stale"],
            Phrase.Of(text["Decide.Stale", Phrase.Place], line.Title),
            Join(
                line.Standing.FreshUntil is { } until
                    ? text.Sentence("Decide.StaleSince", Context.Formats.Date(until))
                    : null,
                Left(line)
            ),
            $"/strategy/initiatives/{line.Id}/evidence",
            "renew"
        );

    private string? Left(GuessworkLine line) =>
        line is { Left: { } left, BudgetCurrency: { } currency }
            ? text.Sentence("Decide.Left", Short(left, currency))
            : null;

    private string Short(Money amount, string currency) => Context.Formats.MoneyShort(amount, currency);

    private static string Join(params string?[] sentences) => string.Join(' ', sentences.OfType<string>());
}
