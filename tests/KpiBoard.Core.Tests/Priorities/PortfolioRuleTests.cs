using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Core.Statistics;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class PortfolioRuleTests
{
    private const int Few = 200;
    private static readonly Goal Nps = new("nps", true, UnitValue: 300, 30, 1, Target: 40);

    private static readonly PriorityInput Good = new(
        [Nps],
        [new("INI-1", [new("nps", 4, 6, 8, 0)], EvidenceChance: 0.7, Confidence: 0.8, Cost: 300)]
    )
    {
        CostFloor = 10,
    };

    /// <summary>The same when it costs more than it can bring.</summary>
    private static readonly PriorityInput Dear = With(Good, Good.Initiatives[0] with { Cost = 9000 });

    [Fact]
    public void Propose_ForWhatRunsAndHardlyPaysAnyMore_StopsItAndSaysWhy()
    {
        var step = Assert.Single(Propose(Good, Dear, PortfolioState.Running));

        Assert.Equal(PortfolioVerb.Stop, step.Verb);
        Assert.True(step.Certainty <= PortfolioRule.HardlyPays);
        Assert.Equal(PriorityFactor.Cost, Assert.Single(step.Reasons).Factor);
    }

    [Fact]
    public void Propose_ForWhatHardlyPaidWhenItWasDecidedOn_ProposesNothing() =>
        Assert.Empty(Propose(Dear, Dear, PortfolioState.Running));

    [Fact]
    public void Propose_ForAFigureWithoutAValue_JudgesNothing()
    {
        var now = Dear with { Goals = [Nps with { UnitValue = 0 }] };
        Assert.Empty(Propose(Good, now, PortfolioState.Running));
    }

    [Fact]
    public void Propose_ForWhatIsApprovedAndFits_StartsItUntilPeopleHaveDecided()
    {
        var fit = new CapacityFit("INI-1", CapacityVerdict.CanStart, []);
        var fresh = PortfolioRule.Propose(Good, Rank(Good), [new("INI-1", PortfolioState.Approved, fit, null)]);

        Assert.Equal(PortfolioVerb.Start, Assert.Single(fresh).Verb);
        Assert.Empty(Propose(Good, Good, PortfolioState.Approved));
    }

    [Fact]
    public void Propose_WhenRoomHasComeSincePeopleDecided_StartsIt()
    {
        var step = Assert.Single(Propose(Good, Good, PortfolioState.Approved, hasFitted: false));
        Assert.Equal((PortfolioVerb.Start, 0), (step.Verb, step.Reasons.Count));
    }

    [Theory]
    [InlineData(true, 0.1, 1)]
    [InlineData(true, 0.09, 0)]
    [InlineData(false, 0.5, 0)]
    public void Propose_ForWhatRunsWithoutRoom_PausesItWhenThereWasRoomBefore(
        bool hasFitted,
        double shortage,
        int steps
    )
    {
        var lack = new WorkShare("Norway", new Month(2026, 12), 3);
        var fit = new CapacityFit("INI-1", CapacityVerdict.MakesRoom, [lack]) { Shortage = shortage };
        var proposed = PortfolioRule.Propose(
            Good,
            Rank(Good),
            [new("INI-1", PortfolioState.Running, fit, Basis(Good, Good, hasFitted))]
        );

        Assert.Equal(steps, proposed.Count);
        Assert.All(proposed, step => Assert.Equal((PortfolioVerb.Pause, 3), (step.Verb, step.Fit.Lacks[0].Days)));
    }

    [Fact]
    public void Steps_WhenOnlyOneFell_MoveThatOneDownAndNobodyUp()
    {
        var two = Good.Initiatives[0] with { Key = "INI-2", Cost = 290 };
        var three = two with { Key = "INI-3", Cost = 280 };
        var then = With(Good, [Good.Initiatives[0] with { Cost = 250 }, two, three]);
        var now = With(Good, [Good.Initiatives[0] with { Cost = 9000 }, two, three]);
        string[] decided = ["INI-1", "INI-2", "INI-3"];

        var basis = Basis(then, now, hasFitted: true).Since;
        var proposed = ProposalRule.Propose(Rank(now).Draws, decided, (_, _) => basis);
        var step = Assert.Single(OrderSteps.Of(proposed, decided));

        Assert.Equal(("INI-1", 1, 3, false), (step.Initiative, step.From, step.To, step.IsUp));
        Assert.Equal(["INI-2", "INI-3"], step.Others);
        Assert.Equal(PriorityFactor.Cost, Assert.Single(step.Reasons).Factor);
    }

    /// <summary>Of any kind: order, start, pause and stop; half of the initiatives run, half are approved, and days are short.</summary>
    [Fact]
    public void Propose_OverAThousandRefreshesOfNoise_SpeaksInFewerThanOneInTwenty()
    {
        var proposals = 0;
        for (var refresh = 0; refresh < 1000; refresh++)
        {
            var truth = PriorityFields.Random(refresh / 50, initiatives: 6, goals: 4);
            var (then, now) = (Measured(truth, refresh, "then"), Measured(truth, refresh, "now"));
            proposals += Everything(then, now) > 0 ? 1 : 0;
        }
        Assert.InRange(proposals, 1, 49);
    }

    private static int Everything(PriorityInput then, PriorityInput now)
    {
        var decided = Rank(then).Initiatives.Select(one => one.Key).Reverse().ToList();
        var basis = Basis(then, now, hasFitted: true).Since;
        var result = Rank(now);
        var proposed = ProposalRule.Propose(result.Draws, decided, (_, _) => basis);
        var before = Follow(decided).ToDictionary(fit => fit.Initiative);
        var cases = Follow(proposed.Order)
            .Select(fit => new PortfolioCase(
                fit.Initiative,
                IsRunning(fit.Initiative) ? PortfolioState.Running : PortfolioState.Approved,
                fit,
                new(basis, before[fit.Initiative].HasRoom)
            ));
        return OrderSteps.Of(proposed, decided).Count + PortfolioRule.Propose(now, result, [.. cases]).Count;
    }

    private static IReadOnlyList<CapacityFit> Follow(IEnumerable<string> order)
    {
        var month = new Month(2026, 12);
        var work = order.Select(key => new RemainingWork(key, IsRunning(key), [new("Norway", month, 10)]));
        return CapacityPlan.Follow([.. work], [new("Norway", month, 45)]).Fits;
    }

    private static bool IsRunning(string key) => key[^1] % 2 == 0;

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

    private static IReadOnlyList<PortfolioStep> Propose(
        PriorityInput then,
        PriorityInput now,
        PortfolioState state,
        bool hasFitted = true
    )
    {
        var verdict = state == PortfolioState.Running ? CapacityVerdict.GoesOn : CapacityVerdict.CanStart;
        var one = new PortfolioCase("INI-1", state, new("INI-1", verdict, []), Basis(then, now, hasFitted));
        return PortfolioRule.Propose(now, Rank(now), [one]);
    }

    private static PortfolioBasis Basis(PriorityInput then, PriorityInput now, bool hasFitted) =>
        new(new(new FactorMoves(then, now), PriorityChange.Between(then, now, Rank)), hasFitted);

    private static PriorityInput With(PriorityInput input, params Candidate[] candidates) =>
        input with
        {
            Initiatives = candidates,
        };

    private static PriorityResult Rank(PriorityInput input) => PriorityEngine.Rank(input, 1, Few);
}
