using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class PriorityEngineTests
{
    private const int Few = 500;

    private static readonly Goal Points = new("nps", IsHigherBetter: true, UnitValue: 1000, 30, 0, 40);
    private static readonly Goal Losses = new("churn", IsHigherBetter: false, UnitValue: 500, 8, 0, Target: null);

    [Fact]
    public void Rank_OfOneThatIsCertain_IsValueByCost()
    {
        var only = Rank(Certain("A", 4, cost: 2000)).Initiatives.Single();
        // 4 points at 1000 each, at the best chance that there is.
        Assert.Equal(4000 * SuccessChance.Most, only.Benefit, tolerance: 40.0);
        Assert.Equal(only.Benefit / 2000, only.Score, 1e-12);
        Assert.Equal(1, only.Rank);
        Assert.Equal(1, only.Top[1]);
    }

    [Fact]
    public void Rank_OfAFigureThatShouldFall_CountsAFallAsGain()
    {
        var falling = new Candidate("A", [new("churn", -3, -2, -1, 0)], 1, 1, 1000);
        Assert.Equal(2 * 500 * SuccessChance.Most, Rank(falling).Initiatives.Single().Benefit, tolerance: 20.0);
    }

    [Fact]
    public void Rank_OfTwoThatReachTheTargetTogether_SharesWhatItIsWorth()
    {
        // 8 points each and room for 10: 10 in full and 6 at a quarter, half for each.
        var result = Rank(Sure("A", 8), Sure("B", 8));
        var both = 0.5 * (10 + (6 * 0.25)) * 1000;
        var alone = 8.0 * 1000;
        const double chance = SuccessChance.Most;
        var expected = chance * ((chance * both) + ((1 - chance) * alone));
        Assert.All(result.Initiatives, one => Assert.Equal(expected, one.Benefit, tolerance: expected * 0.01));
    }

    [Fact]
    public void Rank_PastTheTarget_CountsTheRestAsLittle()
    {
        var reached = Points with { Estimate = 45 };
        var input = new PriorityInput([reached], [Sure("A", 4)]) { CostFloor = 1 };
        Assert.Equal(4 * 1000 * 0.25 * SuccessChance.Most, Rank(input).Initiatives.Single().Benefit, tolerance: 20.0);
    }

    [Fact]
    public void Rank_OfHarm_CountsItWhetherTheRestSucceedsOrNot()
    {
        var harmful = new Candidate("A", [new("nps", -2, -2, -2, 0)], EvidenceChance: 0.2, null, 1000);
        var one = Rank(harmful).Initiatives.Single();
        Assert.Equal(-2000, one.Benefit, 1e-9);
        Assert.Equal(-2, one.Factors.Harm, 1e-12);
    }

    [Fact]
    public void Rank_OfWhatComesLater_IsDiscounted()
    {
        var later = Sure("A", 4) with { Links = [new("nps", 4, 4, 4, 12)] };
        var (now, then) = (Rank(Sure("A", 4)).Initiatives.Single(), Rank(later).Initiatives.Single());
        Assert.Equal(now.Benefit / Math.Pow(1 + (0.08 / 12), 12), then.Benefit, 1e-9);
    }

    [Fact]
    public void Rank_OfNothingToGainNorCost_IsNothing()
    {
        var empty = new Candidate("A", [], 0.2, null, 0);
        var one = Rank(empty).Initiatives.Single();
        Assert.Equal((0, 0, 0), (one.Score, one.Lower, one.Upper));
        Assert.Empty(Rank(new PriorityInput([], []) { CostFloor = 1 }).Initiatives);
    }

    /// <summary>The same model written down again without blocks, streams or shares of memory, with other luck.</summary>
    [Fact]
    public void Rank_OfAnyPortfolio_IsTheMeanOfAPlainSimulation()
    {
        var input = PriorityFields.Random(7);
        const int draws = 60_000;
        var plain = PlainSimulation.Benefits(input, new Random(11), draws);
        var result = PriorityEngine.Rank(input, seed: 1, draws);
        Assert.All(
            result.Initiatives,
            one =>
            {
                var (mean, error) = plain[one.Key];
                Assert.Equal(mean, one.Benefit, 5 * Math.Sqrt(2) * error + 1e-6);
            }
        );
    }

    [Fact]
    public void Rank_OfAnyPortfolio_BreaksDownIntoWhatSumsToTheScore()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var result = PriorityEngine.Rank(PriorityFields.Random(seed), seed, Few);
            Assert.All(
                result.Initiatives,
                one =>
                {
                    Assert.Equal(one.Score, one.Factors.Sum, 1e-9 * (1 + Math.Abs(one.Score)));
                    Assert.Equal(one.Benefit, one.Goals.Values.Sum(), 1e-6 * (1 + Math.Abs(one.Benefit)));
                    Assert.True(one.Lower <= one.Upper);
                    Assert.InRange(one.Top[1], 0, one.Top[3]);
                    Assert.InRange(one.Top[3], 0, one.Top[5]);
                }
            );
            Assert.Equal(3, result.Initiatives.Sum(one => one.Top[3]), 1e-9);
        }
    }

    [Fact]
    public void Rank_InAnyOrderOfTheInput_IsTheSameToTheBit()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var input = PriorityFields.Random(seed);
            var random = new Random(seed);
            var shuffled = input with
            {
                Goals = [.. input.Goals.OrderBy(_ => random.Next())],
                Initiatives =
                [
                    .. input
                        .Initiatives.OrderBy(_ => random.Next())
                        .Select(one => one with { Links = [.. one.Links.OrderBy(_ => random.Next())] }),
                ],
            };
            var (first, second) = (PriorityEngine.Rank(input, 5, Few), PriorityEngine.Rank(shuffled, 5, Few));
            Assert.Equal(first.Initiatives.Select(Bits), second.Initiatives.Select(Bits));
        }
    }

    [Fact]
    public void Rank_WithAnotherInitiativeElsewhere_KeepsTheLuckOfTheRest()
    {
        var input = PriorityFields.Random(3);
        var alone = new Goal("another", true, 1, null, null, null);
        var more = input with
        {
            Goals = [.. input.Goals, alone],
            Initiatives = [.. input.Initiatives, new("INI-99", [new("another", 1, 2, 3, 0)], 0.5, 0.5, 5)],
        };
        var before = PriorityEngine.Rank(input, 5, Few);
        var after = PriorityEngine.Rank(more, 5, Few);
        Assert.All(before.Initiatives, one => Assert.Equal(one.Score, after.Of(one.Key).Score));
    }

    /// <summary>Pinned, so that another machine or a change of the runtime would be noticed.</summary>
    [Fact]
    public void Rank_OfAKnownSeed_IsTheSameBitsEverywhere()
    {
        var result = PriorityEngine.Rank(PriorityFields.Random(2026), 2026, Few);
        Assert.Equal(PinnedBits, string.Join(' ', result.Initiatives.Take(2).Select(one => $"{one.Key} {Bits(one)}")));
    }

    [Theory]
    [InlineData("effect")]
    [InlineData("evidence")]
    [InlineData("confidence")]
    [InlineData("cost")]
    [InlineData("sooner")]
    public void Rank_OfAnInitiativeThatGotBetter_IsNeverLower(string what)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var input = PriorityFields.Random(seed);
            var random = new Random(seed);
            var number = random.Next(input.Initiatives.Count);
            var one = input.Initiatives[number];
            var goals = input.Goals.ToDictionary(goal => goal.Key);
            var better = what switch
            {
                "effect" => one with { Links = [.. one.Links.Select(link => Higher(link, goals[link.Goal], random))] },
                "evidence" => one with { EvidenceChance = Math.Min(one.EvidenceChance + (random.NextDouble() / 2), 1) },
                "confidence" => one with { Confidence = Math.Min((one.Confidence ?? 0.5) + random.NextDouble(), 1) },
                "cost" => one with { Cost = one.Cost * random.NextDouble() },
                _ => one with { Links = [.. one.Links.Select(link => Sooner(link, goals[link.Goal], random))] },
            };
            var improved = input with
            {
                Initiatives = [.. input.Initiatives.Select(other => other == one ? better : other)],
            };
            var before = PriorityEngine.Rank(input, 9, Few);
            var after = PriorityEngine.Rank(improved, 9, Few);
            Assert.True(
                after.Of(one.Key).Rank <= before.Of(one.Key).Rank,
                $"With seed {seed}, {one.Key} fell from {before.Of(one.Key).Rank} to {after.Of(one.Key).Rank}."
            );
            Assert.All(
                input.Initiatives.Where(other => other != one),
                other =>
                    Assert.True(
                        after.Draws.Above(one.Key, other.Key) >= before.Draws.Above(one.Key, other.Key) - 0.02,
                        $"With seed {seed}, {one.Key} is less sure to rank above {other.Key}."
                    )
            );
        }
    }

    [Theory]
    [InlineData("the figure twice")]
    [InlineData("the initiative twice")]
    [InlineData("a link to nothing")]
    [InlineData("the likeliest outside")]
    [InlineData("a chance above 1")]
    public void Rank_OfWhatCannotBe_SaysWhat(string what)
    {
        var one = Certain("A", 4, 1000);
        var input = what switch
        {
            "the figure twice" => new PriorityInput([Points, Points], [one]) { CostFloor = 1 },
            "the initiative twice" => new PriorityInput([Points], [one, one]) { CostFloor = 1 },
            "a link to nothing" => new PriorityInput([], [one]) { CostFloor = 1 },
            "the likeliest outside" => new([Points], [one with { Links = [new("nps", 1, 5, 3, 0)] }]) { CostFloor = 1 },
            _ => new([Points], [one with { EvidenceChance = 1.1 }]) { CostFloor = 1 },
        };
        Assert.Throws<ArgumentException>(() => Rank(input));
    }

    private const string PinnedBits =
        "INI-3 3ffa04e2d4d78fd8,0,400b9c7539a59909 INI-2 3fe9b9b5475608d6,0,40006c674885073f";

    private static string Bits(Ranked one) =>
        string.Join(
            ',',
            new[] { one.Score, one.Lower, one.Upper }.Select(number => $"{BitConverter.DoubleToInt64Bits(number):x}")
        );

    private static Candidate Certain(string key, double effect, double cost) =>
        new(key, [new("nps", effect, effect, effect, 0)], EvidenceChance: 1, Confidence: 1, cost);

    private static Candidate Sure(string key, double effect) => Certain(key, effect, 1000);

    private static PriorityResult Rank(params Candidate[] candidates) =>
        Rank(new PriorityInput([Points, Losses], candidates) { CostFloor = 1 });

    private static PriorityResult Rank(PriorityInput input) => PriorityEngine.Rank(input, seed: 4, draws: 40_000);

    private static EffectLink Higher(EffectLink link, Goal goal, Random random)
    {
        var more = goal.Good(random.NextDouble());
        return link with { Low = link.Low + more, Likely = link.Likely + more, High = link.High + more };
    }

    /// <summary>Harm that comes sooner is worse; only what gains is moved.</summary>
    private static EffectLink Sooner(EffectLink link, Goal goal, Random random) =>
        Math.Min(goal.Good(link.Low), goal.Good(link.High)) < 0
            ? link
            : link with
            {
                Months = random.Next(link.Months + 1),
            };
}
