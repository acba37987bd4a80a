using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class ApproachComparisonTests
{
    private static readonly Goal Nps = new("nps", true, UnitValue: 100, 30, 0, Target: null);

    private static readonly PriorityInput Input = new(
        [Nps],
        [
            Of("touch", effect: 4, cost: 100),
            Of("journey", effect: 9, cost: 300) with
            {
                EvidenceChance = 0.2,
            },
            Of("dear", effect: 50, cost: 5000),
        ]
    )
    {
        CostFloor = 1,
    };

    [Fact]
    public void Compare_WithinABudget_TakesTheBestOfEachCombination()
    {
        var options = Compare(Input, budget: 400);
        var touch = Option(options, Approach.Touchpoint);
        Assert.Equal(["touch"], touch.Initiatives);
        Assert.Equal(100, touch.Cost);
        Assert.Equal(0, touch.OnAssumption);
        var both = Option(options, Approach.Touchpoint, Approach.JourneyTheme);
        Assert.Equal(["touch", "journey"], both.Initiatives);
        Assert.Equal(0.75, both.OnAssumption!.Value, 1e-12);
        Assert.Equal(touch.Benefit + Option(options, Approach.JourneyTheme).Benefit, both.Benefit, 1e-9);
        Assert.Equal(both, options[0]);
    }

    [Fact]
    public void Compare_OfAnApproachThatNothingAffordableTakes_SaysSoInsteadOfZero()
    {
        var execution = Option(Compare(Input, budget: 400), Approach.Execution);
        Assert.Empty(execution.Initiatives);
        Assert.Null(execution.Score);
    }

    [Fact]
    public void Compare_OfAnApproachThatNobodyTakes_LeavesItOut()
    {
        var without = Input with { Initiatives = [.. Input.Initiatives.Where(one => one.Key != "dear")] };
        Assert.Equal(3, Compare(without, 400).Count);
    }

    [Fact]
    public void Compare_Combinations_SharesOutWhichIsBest()
    {
        var options = Compare(Input, budget: 10_000);
        Assert.Equal(7, options.Count);
        Assert.Equal(1, options.Sum(option => option.Best), 1e-12);
        Assert.All(options, option => Assert.True(option.Lower <= option.Score && option.Score <= option.Upper));
    }

    [Fact]
    public void Compare_WithinPeoplesDays_PassesOverWhatHasNoRoomAndTakesASmallerOneBehindIt()
    {
        var november = new Month(2026, 11);
        var means = new ApproachMeans(10_000)
        {
            Work =
            [
                new("touch", IsRunning: true, [new("Norway", november, 30)]),
                new("journey", IsRunning: false, [new("Norway", november, 20)]),
                new("dear", IsRunning: false, [new("Sweden", november, 500)]),
            ],
            Days = [new("Norway", november, 40)],
        };
        var both = Option(Compare(Input, means), Approach.Touchpoint, Approach.JourneyTheme);
        Assert.Equal(["touch"], both.Initiatives);
        Assert.Equal(["journey"], both.NoRoom);
        // A unit of which nobody has said how many days it has holds nobody back.
        Assert.Equal(["dear"], Option(Compare(Input, means), Approach.Execution).Initiatives);
    }

    [Fact]
    public void Compare_OfWhatIsSpent_LooksAtThatAndNotAtTheWholeCost()
    {
        var means = new ApproachMeans(10) { Spends = one => one.Key == "dear" ? 10 : 11 };
        var options = Compare(Input, means);
        Assert.Equal(["dear"], Option(options, Approach.Execution).Initiatives);
        var touch = Option(options, Approach.Touchpoint);
        Assert.Empty(touch.Initiatives);
        Assert.Equal(["touch"], touch.OverBudget);
    }

    [Fact]
    public void Compare_ByCost_SharesOutWhichBringsTheMostForTheMoney()
    {
        var options = Compare(Input, budget: 400);
        Assert.Equal(1, options.Sum(option => option.BestByCost), 1e-12);
        Assert.Equal(0, Option(options, Approach.Execution).BestByCost);
        var best = options.MaxBy(option => option.BestByCost)!;
        Assert.Equal(options.MaxBy(option => option.Score)!.Approaches, best.Approaches);
    }

    private static Candidate Of(string key, double effect, double cost) =>
        new(key, [new("nps", effect / 2, effect, effect * 1.5, 0)], 0.7, 0.8, cost);

    private static IReadOnlyList<ApproachOption> Compare(PriorityInput input, double budget) =>
        Compare(input, new ApproachMeans(budget));

    private static IReadOnlyList<ApproachOption> Compare(PriorityInput input, ApproachMeans means) =>
        ApproachComparison.Compare(
            input,
            one =>
                one.Key switch
                {
                    "touch" => Approach.Touchpoint,
                    "journey" => Approach.JourneyTheme,
                    _ => Approach.Execution,
                },
            means,
            portfolio => PriorityEngine.Rank(portfolio, seed: 1, draws: 2_000)
        );

    private static ApproachOption Option(IReadOnlyList<ApproachOption> options, params Approach[] approaches) =>
        Assert.Single(options, option => option.Approaches.SequenceEqual(approaches));
}
