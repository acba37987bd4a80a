using KpiBoard.Core.Priorities;
using KpiBoard.Core.Statistics;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class ProposalRuleTests
{
    private const int Few = 200;

    private static readonly Goal Churn = new("churn", false, UnitValue: 4000, 2.0, 0.3, Target: 1.5);
    private static readonly Goal Nps = new("nps", true, UnitValue: 300, 30, 1, Target: 40);

    /// <summary>Decided when churn stood near its target; now it does not.</summary>
    private static readonly PriorityInput Then = new(
        [Churn, Nps],
        [
            new("INI-1", [new("nps", 2, 4, 6, 6)], 0.5, 0.6, 300),
            new("INI-2", [new("churn", -3, -2, -1, 3)], 0.7, 0.8, 400),
        ]
    )
    {
        CostFloor = 10,
    };

    private static readonly string[] Decided = ["INI-1", "INI-2"];

    [Fact]
    public void Propose_AfterAFigureMovedForReal_MovesWhatIsMeantForItAndSaysWhy()
    {
        var now = Then with { Goals = [Churn with { Estimate = 4.0 }, Nps] };
        var proposed = Propose(Then, now, Decided);
        Assert.Equal(["INI-2", "INI-1"], proposed.Order);
        var move = Assert.Single(proposed.Moves, move => move.To < move.From);
        Assert.Equal(("INI-2", 2, 1), (move.Initiative, move.From, move.To));
        var pass = Assert.Single(move.Passes);
        Assert.True(pass.Certainty >= ProposalRule.Certainty);
        var reason = Assert.Single(pass.Reasons);
        Assert.Equal(("INI-2", PriorityFactor.Figure), (reason.Initiative, reason.Factor));
        Assert.True(reason.Change.Benefit > 0);
    }

    [Fact]
    public void Propose_WhenTheOrderWasDecidedKnowingTheSame_ProposesNothing()
    {
        var now = Then with { Goals = [Churn with { Estimate = 4.0 }, Nps] };
        Assert.True(PriorityEngine.Rank(now, 1, Few).Draws.Above("INI-2", "INI-1") >= ProposalRule.Certainty);
        Assert.Empty(Propose(now, now, Decided).Moves);
    }

    [Fact]
    public void Propose_OfAPairNeverDecidedOn_ProposesNothing()
    {
        var now = Then with { Goals = [Churn with { Estimate = 4.0 }, Nps] };
        Assert.Empty(ProposalRule.Propose(PriorityEngine.Rank(now, 1, Few).Draws, Decided, (_, _) => null).Moves);
    }

    [Fact]
    public void Propose_WhenTheFigureMovedAgainstTheMover_ProposesNothing()
    {
        // The figure of the first came nearer to its target, which speaks for the second; that of the second did not move.
        var now = Then with
        {
            Goals = [Churn, Nps with { Estimate = 30.5 }],
        };
        Assert.Empty(Propose(Then, now, Decided).Moves);
    }

    [Fact]
    public void Propose_WithAnInitiativeThatNoLongerCompetes_LeavesItWhereItIs()
    {
        var now = Then with { Goals = [Churn with { Estimate = 4.0 }, Nps] };
        Assert.Equal(["INI-9", "INI-2", "INI-1"], Propose(Then, now, ["INI-9", .. Decided]).Order);
    }

    /// <summary>People decided otherwise than the board would: only that something moved may bring it up again.</summary>
    [Fact]
    public void Propose_OverAThousandRefreshesOfNoise_SpeaksInFewerThanOneInTwenty()
    {
        var proposals = 0;
        for (var refresh = 0; refresh < 1000; refresh++)
        {
            var truth = PriorityFields.Random(refresh / 50, initiatives: 6, goals: 4);
            var (then, now) = (Measured(truth, refresh, "then"), Measured(truth, refresh, "now"));
            var against = PriorityEngine.Rank(then, 1, Few).Initiatives.Select(one => one.Key).Reverse().ToList();
            proposals += Propose(then, now, against).Moves.Count > 0 ? 1 : 0;
        }
        Assert.InRange(proposals, 1, 49);
    }

    [Fact]
    public void Between_TwoInputs_SumsToTheWholeChange()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (then, now) = (PriorityFields.Random(seed), PriorityFields.Random(seed + 1000));
            var changes = PriorityChange.Between(then, now, input => PriorityEngine.Rank(input, 1, Few));
            var (before, after) = (PriorityEngine.Rank(then, 1, Few), PriorityEngine.Rank(now, 1, Few));
            Assert.All(
                changes,
                of =>
                {
                    var whole = after.Of(of.Key).Score - before.Of(of.Key).Score;
                    Assert.Equal(whole, of.Value.Values.Sum(change => change.Score), 1e-9 * (1 + Math.Abs(whole)));
                }
            );
        }
    }

    [Fact]
    public void Between_WhenOnlyOneFactorChanged_NamesThatFactor()
    {
        var one = Then.Initiatives[0] with { Confidence = 0.9 };
        var changes = PriorityChange.Between(
            Then,
            Then with
            {
                Initiatives = [one, Then.Initiatives[1]],
            },
            input => PriorityEngine.Rank(input, 1, Few)
        );
        Assert.All(
            changes["INI-1"],
            change => Assert.Equal(change.Key == PriorityFactor.Confidence, change.Value.Score != 0)
        );
    }

    [Theory]
    [InlineData(0.04, false)]
    [InlineData(0.05, true)]
    public void Moves_OfEvidence_CountWhenTheyAreMaterial(double more, bool hasMoved)
    {
        var one = Then.Initiatives[0];
        var now = Then with
        {
            Initiatives = [one with { EvidenceChance = one.EvidenceChance + more }, Then.Initiatives[1]],
        };
        Assert.Equal(hasMoved, new FactorMoves(Then, now).Has("INI-1", PriorityFactor.Evidence));
    }

    [Theory]
    [InlineData(true, 1.05, false)]
    [InlineData(true, 1.1, true)]
    [InlineData(true, 1, false)]
    [InlineData(false, 1.05, true)]
    [InlineData(false, 1, false)]
    public void Moves_OfAComputedUnitValue_CountWhenTheyAreMaterial(bool isComputed, double times, bool hasMoved)
    {
        var churn = Churn with { IsValueComputed = isComputed };
        var then = Then with { Goals = [churn, Nps] };
        var now = Then with { Goals = [churn with { UnitValue = churn.UnitValue * times }, Nps] };
        Assert.Equal(hasMoved, new FactorMoves(then, now).Has("INI-2", PriorityFactor.UnitValue));
    }

    [Fact]
    public void Moves_OfAFigureWithoutAnError_AreNoReason()
    {
        var (then, now) = (Churn with { StandardError = null }, Churn with { StandardError = null, Estimate = 9 });
        Assert.Empty(new FactorMoves(Then with { Goals = [then, Nps] }, Then with { Goals = [now, Nps] }).Figures);
    }

    /// <summary>Another measurement of the same truth.</summary>
    private static PriorityInput Measured(PriorityInput truth, int refresh, string when) =>
        truth with
        {
            Goals =
            [
                .. truth.Goals.Select(goal =>
                    goal with
                    {
                        Estimate =
                            goal.Estimate
                            + (
                                (goal.StandardError ?? 1)
                                * Reproducible.NormalQuantile(new DrawStream(refresh, when + goal.Key).Uniform(0))
                            ),
                    }
                ),
            ],
        };

    private static ProposedOrder Propose(PriorityInput then, PriorityInput now, IReadOnlyList<string> decided)
    {
        var basis = new PairBasis(
            new FactorMoves(then, now),
            PriorityChange.Between(then, now, input => PriorityEngine.Rank(input, 1, Few))
        );
        return ProposalRule.Propose(PriorityEngine.Rank(now, 1, Few).Draws, decided, (_, _) => basis);
    }
}
