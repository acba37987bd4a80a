using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Board;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Strategy;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class StrategyWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly EvidenceStanding Assumed = new(EvidenceGrade.Assumption, 0.3, null, IsStale: false);
    private static readonly EvidenceStanding Fresh = new(
        EvidenceGrade.Quantitative,
        0.6,
        new(2027, 1, 1),
        IsStale: false
    );
    private static readonly EvidenceStanding Stale = Fresh with { FreshUntil = new(2026, 10, 31), IsStale = true };

    [Fact]
    public void Of_NothingAtAll_SaysWhyAndWhatItWouldGive()
    {
        var shown = Of(Data());

        Assert.Equal(0, shown.Open);
        Assert.Empty(shown.ToDecide);
        Assert.StartsWith("What should change is proposed here once", shown.LookedAt, StringComparison.Ordinal);
        Assert.Null(shown.Guesswork!.Share);
        Assert.Empty(shown.Mix);
        Assert.StartsWith("Nobody has said yet how many days", shown.Capacity.Others, StringComparison.Ordinal);
        Assert.False(shown.Capacity.IsKnown);
        Assert.Empty(shown.Decisions);
        Assert.Null(shown.OfAll);
    }

    [Fact]
    public void Of_NoProposalAfterARefresh_SaysWhenTheOrderWasLookedAt()
    {
        var data = Data() with
        {
            LastLook = new() { At = Now, RefreshedAt = Now.AddHours(-3) },
        };

        Assert.Equal("The order was looked at after the refresh of 22 Nov 2026, 06:00.", Of(data).LookedAt);
        Assert.Equal(
            "The order was looked at 22 Nov 2026, 09:00.",
            Of(data with { LastLook = new() { At = Now } }).LookedAt
        );
    }

    [Theory]
    [InlineData(
        "en",
        "Move One way in up from place 5 to 1",
        "91% sure that it ranks above those it passes. Expected: DKK 6.2 m a year (90%: DKK 2.9 m to DKK 10.1 m)."
    )]
    [InlineData(
        "da",
        "Flyt One way in op fra plads 5 til 1",
        "91 % sikkert, at den ligger over dem, den passerer. Forventet: 6,2 mio. kr. om året (90 %: 2,9 mio. kr. til 10,1 mio. kr.)."
    )]
    [InlineData(
        "nb",
        "Flytt One way in opp fra plass 5 til 1",
        "91 % sikkert at det ligger over dem det passerer. Forventet: 6,2 mill. DKK i året (90 %: 2,9 mill. DKK til 10,1 mill. DKK)."
    )]
    public void Of_AProposal_IsASentenceThatLeadsToItsDecision(string language, string title, string text)
    {
        var shown = Of(Data() with { Proposals = [Proposal(7, "move-up", 5, 1)] }, language);

        var one = Assert.Single(shown.ToDecide);
        Assert.Equal(title, one.Title.ToString());
        Assert.Equal("One way in", one.Title.Title);
        Assert.Equal(text, one.Text.Replace('\u00a0', ' '));
        Assert.Equal(("/priorities/proposals/7", "decide", "move-up"), (one.Href, one.Verb, one.Icon));
        Assert.Equal((1, ""), (shown.Open, shown.LookedAt));
    }

    [Theory]
    [InlineData("move-down", 1, 4, "Move One way in down from place 1 to 4")]
    [InlineData("start", null, 2, "Start One way in, in place 2")]
    [InlineData("start", 3, null, "Start One way in")]
    [InlineData("pause", 3, null, "Pause One way in to make room")]
    [InlineData("stop", 3, null, "Stop One way in")]
    public void Of_EveryKindOfProposal_HasItsSentence(string kind, int? from, int? to, string title) =>
        Assert.Equal(
            title,
            Assert.Single(Of(Data() with { Proposals = [Proposal(1, kind, from, to)] }).ToDecide).Title.ToString()
        );

    [Fact]
    public void Of_OverdueBetsHelpAndStaleEvidence_LeadToWhereTheyAreMended()
    {
        var data = Data(
            Line(1, "Overdue", Assumed) with
            {
                IsBet = true,
                ProofDate = Today.AddDays(-1),
                KillCriterion = "No gain",
            },
            Line(2, "Due today", Assumed) with
            {
                IsBet = true,
                ProofDate = Today,
            },
            Line(3, "Aged", Stale),
            Line(4, "Aged, waits", Stale) with
            {
                Status = "approved",
            },
            Line(5, "Aged bet", Stale) with
            {
                IsBet = true,
            },
            Line(6, "Known", Fresh)
        ) with
        {
            Help =
            [
                new()
                {
                    InitiativeId = 6,
                    Title = "Known",
                    What = "Two engineers",
                    AskedBy = "Freja",
                    AskedAt = Now.AddDays(-9),
                },
            ],
        };

        var shown = Of(data);

        Assert.Equal(
            [
                ("The bet Overdue should be proven by now", "/strategy/initiatives/1", "decide", "No gain"),
                ("Freja asks for help with Known", "/strategy/initiatives/6/plan", "answer", "Two engineers"),
                ("What Aged rests on is stale", "/strategy/initiatives/3/evidence", "renew", ""),
            ],
            shown.ToDecide.Select(one => (one.Title.ToString(), one.Href, one.Verb, one.Words))
        );
        Assert.Equal(
            "Proof was due on 21 Nov 2026. DKK 100 k of the budget is left.",
            shown.ToDecide[0].Text.Replace('\u00a0', ' ')
        );
        Assert.Equal("Asked 9 days ago.", shown.ToDecide[1].Text);
        Assert.StartsWith("Fresh until 31 Oct 2026.", shown.ToDecide[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MoreThanThereIsRoomFor_SaysHowManyMoreAndWhere()
    {
        var shown = Of(
            Data([.. Enumerable.Range(1, 5).Select(id => Line(id, $"Aged {id}", Stale))]) with
            {
                Proposals = [.. Enumerable.Range(1, 6).Select(id => Proposal(id, "stop", 1, null))],
            }
        );

        Assert.Equal(8, shown.ToDecide.Count);
        Assert.Equal(
            [("1 more proposal", "/priorities"), ("2 more on stale evidence", "/strategy/evidence")],
            shown.More
        );
    }

    [Fact]
    public void Of_Guesswork_IsTheShareWithItsChangeAndTheBetsAgainstTheCap()
    {
        var guesswork = Data(
            Line(1, "Assumed", Assumed),
            Line(2, "Known", Fresh),
            Line(3, "Bet", Assumed) with
            {
                IsBet = true,
            },
            Line(4, "Euro", Assumed) with
            {
                BudgetCurrency = "EUR",
                Counted = null,
            }
        ).Guesswork with
        {
            Before = new()
            {
                OnDay = new(2026, 10, 31),
                Remaining = Money.FromDecimal(100),
                Assumed = Money.FromDecimal(40),
                Currency = "DKK",
            },
        };

        var shown = Of(Data() with { Guesswork = guesswork }).Guesswork!;

        Assert.Equal(("33%", "33.3%", true), (shown.Share, shown.Width, shown.IsOverCap));
        Assert.Equal(
            [
                "DKK 100 k of DKK 300 k rests on assumption or stale evidence.",
                "It was 40% on 31 Oct 2026: \u22127 points.",
                "1 budget in a currency without a rate is not in it.",
            ],
            shown.Facts.Select(fact => fact.Replace('\u00a0', ' '))
        );
        Assert.Equal("Bets take 33% of it, more than the 10% that the company allows.", shown.Bets);
    }

    [Fact]
    public void Of_Mix_CountsEachApproachAndWhatIsLeft()
    {
        var data = Data(
            Line(1, "A", Fresh),
            Line(2, "B", Fresh),
            Line(3, "C", Fresh) with
            {
                Budget = null,
                Counted = null,
            },
            Line(4, "D", Fresh)
        ) with
        {
            Approaches = new Dictionary<long, string?>
            {
                [1] = "touchpoint",
                [2] = "touchpoint",
                [3] = "execution",
                [4] = null,
            },
        };

        Assert.Equal(
            [
                ("Touchpoint", "2", "DKK 200 k", "66.7%"),
                ("Journey theme", "0", null, "0%"),
                ("Execution", "1", null, "0%"),
                ("Not said", "1", "DKK 100 k", "33.3%"),
            ],
            Of(data).Mix.Select(one => (one.Name, one.Count, one.Left?.Replace('\u00a0', ' '), one.Width))
        );
    }

    [Fact]
    public void Of_Capacity_NamesWhoIsAskedForTooMuchInTheNextThreeMonths()
    {
        var (november, march) = (new Month(2026, 11), new Month(2027, 3));
        var work = new InitiativeWork(
            1,
            "One way in",
            "running",
            new RemainingWork(
                "1",
                IsRunning: true,
                [
                    new("Norway", november, 22),
                    new("Norway", november + 1, 10.5),
                    new("Norway", march, 99),
                    new("Denmark", november, 5),
                    new("Sweden", november, 500),
                ]
            )
        );
        WorkShare[] days =
        [
            new("Norway", november, 10),
            new("Norway", november + 1, 10),
            new("Norway", march, 10),
            new("Denmark", november, 10),
            new("Finland", november, 10),
        ];
        var data = Data() with { Work = new(november, [work], days) };

        var shown = Of(data).Capacity;
        var unit = Of(data with { Unit = "Denmark", OfUnit = new HashSet<long>() });

        Assert.Equal(
            ("Norway", "12 days too many in Nov 2026, 0.5 days too many in Dec 2026"),
            shown.Overloaded.Select(one => (one.Unit, one.Text.Replace('\u00a0', ' '))).Single()
        );
        Assert.Equal(("2 other units have room for what runs.", "Nov 2026 to Jan 2027"), (shown.Others, shown.Months));
        Assert.Empty(unit.Capacity.Overloaded);
        Assert.Equal("What runs fits the days that units have.", unit.Capacity.Others);
        Assert.Equal("Of the whole company.", unit.OfAll);
        Assert.Empty(Of(data, units: new VisibleUnits(["Denmark"])).Capacity.Overloaded);
    }

    [Fact]
    public void Of_AUnit_TellsOnlyWhatConcernsItsInitiatives()
    {
        var data = Data(Line(1, "Ours", Stale), Line(2, "Theirs", Stale)) with
        {
            Unit = "Norway",
            OfUnit = new HashSet<long> { 1 },
            Proposals = [Proposal(1, "stop", 1, null), Proposal(2, "stop", 1, null, initiative: 2)],
            Decisions = [Decision(1, 1), Decision(2, 2), Decision(3, null)],
        };

        var shown = Of(data);

        Assert.Equal(1, shown.Open);
        Assert.Equal(
            ["Stop One way in", "What Ours rests on is stale"],
            shown.ToDecide.Select(one => one.Title.ToString())
        );
        Assert.Equal([1L], shown.Decisions.Select(one => one.Id));
    }

    [Fact]
    public void Of_Decisions_SaysWhatWasDecidedByWhomAndWhen()
    {
        var shown = Of(Data() with { Decisions = [Decision(1, 1), Decision(2, null)] });

        Assert.Equal(
            [
                ("Accepted", "Stop One way in", "22 Nov 2026, 09:00", "Eva"),
                ("Put by hand", "The order was put by hand", "22 Nov 2026, 09:00", "Eva"),
            ],
            shown.Decisions.Select(one => (one.Kind, one.Title.ToString(), one.When, one.By))
        );
    }

    private static StrategyModel Of(StrategyData data, string language = "en", VisibleUnits? units = null)
    {
        var figures = Speaking.Figures(language);
        return new StrategyWords(Speaking.Board, figures, Speaking.Settings, Now).Of(
            data,
            units ?? VisibleUnits.All,
            []
        );
    }

    private static StrategyData Data(params GuessworkLine[] lines) =>
        new(new(Today, "DKK", lines), new(new Month(2026, 11), [], [])) { DecidedFrom = Today.AddMonths(-3) };

    private static GuessworkLine Line(long id, string title, EvidenceStanding standing) =>
        new()
        {
            Id = id,
            Title = title,
            Status = "running",
            Budget = Money.FromDecimal(100_000),
            BudgetCurrency = "DKK",
            Counted = Money.FromDecimal(100_000),
            Standing = standing,
        };

    private static OpenProposalRow Proposal(long id, string kind, int? from, int? to, long initiative = 1) =>
        new()
        {
            Id = id,
            Kind = kind,
            InitiativeId = initiative,
            Title = "One way in",
            FromRank = from,
            ToRank = to,
            Content = """{"certainty":0.91,"benefit":6200000,"lower":2900000,"upper":10100000}""",
        };

    private static TakenDecisionRow Decision(long id, long? initiative) =>
        new()
        {
            Id = id,
            Kind = initiative is null ? "order" : "accept",
            Proposed = initiative is null ? null : "stop",
            InitiativeId = initiative,
            Title = "One way in",
            By = "Eva",
            DecidedAt = Now,
        };
}
