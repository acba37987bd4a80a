using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class ScenarioChangesTests
{
    private static readonly Month Now = new(2026, 11);

    private static readonly Portfolio Today = new(
        new(
            [new("nps", true, UnitValue: 100, Estimate: 30, StandardError: 1, Target: 40)],
            [Of("INI-1", cost: 5_000), Of("INI-2", cost: 800)]
        )
        {
            CostFloor = 1,
        },
        [
            new("INI-1", IsRunning: true, [new("Norway", Now, 10), new("Norway", Now + 1, 30)]),
            new("INI-2", IsRunning: false, []),
        ],
        [new("Norway", Now, 20), new("Norway", Now + 1, 20), new("Sweden", Now, 5)]
    )
    {
        Now = Now,
        DayRate = 100,
        Units = new Dictionary<string, IReadOnlyList<string>> { ["INI-2"] = ["Norway", "Sweden"] },
    };

    [Fact]
    public void Apply_WithoutChanges_LeavesEverythingAsItIs()
    {
        var after = ScenarioChanges.None.Apply(Today);
        Assert.Equal(Today.Input.Goals, after.Input.Goals);
        Assert.Equal(
            Today.Input.Initiatives.Select(one => (one.Key, one.Cost, one.Links[0])),
            after.Input.Initiatives.Select(one => (one.Key, one.Cost, one.Links[0]))
        );
        Assert.Equal(Today.Work, after.Work);
        Assert.Equal(Today.Days, after.Days);
    }

    [Fact]
    public void Apply_OfLessEffort_ShrinksTheWorkWhereItLiesAndWhatItCosts()
    {
        var after = Try(new ScenarioChange(ScenarioField.Effort, "INI-1") { Value = 20 });
        Assert.Equal([5, 15], after.Work[0].Shares.Select(share => share.Days));
        Assert.Equal(5_000 - (20 * 100), after.Input.Initiatives[0].Cost);
    }

    [Fact]
    public void Apply_OfEffortAndCost_TakesTheCostAsItIsSaid()
    {
        var after = Try(
            new ScenarioChange(ScenarioField.Effort, "INI-1") { Value = 20 },
            new ScenarioChange(ScenarioField.Cost, "INI-1") { Value = 7 }
        );
        Assert.Equal(7, after.Input.Initiatives[0].Cost);
        Assert.Equal(20, after.Work[0].Shares.Sum(share => share.Days), 1e-9);
    }

    [Fact]
    public void Apply_OfEffortWhereNoneWasKnown_SpreadsItOverItsUnitsAndAYear()
    {
        var after = Try(new ScenarioChange(ScenarioField.Effort, "INI-2") { Value = 24 });
        Assert.Equal(24, after.Work[1].Shares.Count);
        Assert.All(after.Work[1].Shares, share => Assert.Equal(1, share.Days, 1e-9));
        Assert.Equal(800 + (24 * 100), after.Input.Initiatives[1].Cost);
    }

    [Fact]
    public void Apply_OfLessEffortThanItCosts_CostsNothingInsteadOfLess()
    {
        var cheap = Today with { Input = Today.Input with { Initiatives = [Of("INI-1", cost: 100)] } };
        var after = new ScenarioChanges([new(ScenarioField.Effort, "INI-1") { Value = 0 }]).Apply(cheap);
        Assert.Equal(0, after.Input.Initiatives[0].Cost);
        Assert.Equal(0, after.Work[0].Shares.Sum(share => share.Days));
    }

    [Fact]
    public void Apply_LeavingOut_TakesItFromTheOrderAndFromPeoplesDays()
    {
        var after = Try(new ScenarioChange(ScenarioField.LeaveOut, "INI-1"));
        Assert.Equal(["INI-2"], after.Input.Initiatives.Select(one => one.Key));
        Assert.Equal(["INI-2"], after.Work.Select(one => one.Initiative));
    }

    [Fact]
    public void Apply_OfEffectUnitValueAndTarget_PutsTheseNumbers()
    {
        var after = Try(
            new ScenarioChange(ScenarioField.Effect, "INI-2")
            {
                Goal = "nps",
                Low = -1,
                Value = 7,
                High = 9,
            },
            new ScenarioChange(ScenarioField.UnitValue, "nps") { Value = 250 },
            new ScenarioChange(ScenarioField.Target, "nps") { Value = 33 }
        );
        Assert.Equal(new EffectLink("nps", -1, 7, 9, 3), after.Input.Initiatives[1].Links[0]);
        Assert.Equal(Today.Input.Initiatives[0].Links[0], after.Input.Initiatives[0].Links[0]);
        Assert.Equal((250.0, (double?)33), (after.Input.Goals[0].UnitValue, after.Input.Goals[0].Target));
    }

    [Fact]
    public void Apply_OfCapacity_GivesTheUnitThatManyDaysInEachMonth()
    {
        var after = Try(new ScenarioChange(ScenarioField.Capacity, "Norway") { Value = 8 });
        Assert.Equal([5], after.Days.Where(share => share.Unit == "Sweden").Select(share => share.Days));
        var norway = after.Days.Where(share => share.Unit == "Norway").ToList();
        Assert.Equal(12, norway.Count);
        Assert.All(norway, share => Assert.Equal(8, share.Days));
    }

    [Theory]
    [InlineData(ScenarioField.Cost, -1.0)]
    [InlineData(ScenarioField.Cost, double.NaN)]
    [InlineData(ScenarioField.Effort, double.PositiveInfinity)]
    [InlineData(ScenarioField.UnitValue, 1e13)]
    [InlineData(ScenarioField.Target, double.NegativeInfinity)]
    public void Apply_OfANumberThatIsNone_ChangesNothing(ScenarioField field, double value)
    {
        var change = new ScenarioChange(field, field is ScenarioField.Cost or ScenarioField.Effort ? "INI-1" : "nps")
        {
            Value = value,
        };
        var after = Try(change);
        Assert.False(change.IsSound);
        Assert.Equal(Today.Input.Goals, after.Input.Goals);
        Assert.Equal(5_000, after.Input.Initiatives[0].Cost);
    }

    [Fact]
    public void IsSound_OfAnEffectWhoseLikeliestLiesOutside_IsNot()
    {
        var effect = new ScenarioChange(ScenarioField.Effect, "INI-1")
        {
            Goal = "nps",
            Low = 5,
            Value = 4,
            High = 3,
        };
        Assert.True(effect.IsSound);
        Assert.False((effect with { Value = 6 }).IsSound);
    }

    [Fact]
    public void With_TheSameThingTwice_KeepsTheLaterInThePlaceOfTheFirst()
    {
        var first = new ScenarioChange(ScenarioField.Cost, "INI-1") { Value = 1 };
        var other = new ScenarioChange(ScenarioField.LeaveOut, "INI-2");
        var changes = ScenarioChanges.None.With(first).With(other).With(first with { Value = 2 });
        Assert.Equal([first with { Value = 2 }, other], changes.All);
        Assert.Equal([other], changes.Without(first).All);
    }

    [Fact]
    public void Concerns_OfWhatIsNoLongerThere_IsFalseAndItChangesNothing()
    {
        var gone = new ScenarioChange(ScenarioField.Cost, "INI-9") { Value = 1 };
        Assert.False(ScenarioChanges.Concerns(gone, Today));
        Assert.True(ScenarioChanges.Concerns(gone with { Of = "INI-1" }, Today));
        Assert.Equal(
            Today.Input.Initiatives.Select(one => one.Cost),
            Try(gone).Input.Initiatives.Select(one => one.Cost)
        );
    }

    [Fact]
    public void Size_IsTheMostThatItCouldBringOrCost()
    {
        Assert.Equal(5_800, Today.Size);
        Assert.Equal(2 * 9 * 1_000, Try(new ScenarioChange(ScenarioField.UnitValue, "nps") { Value = 1_000 }).Size);
    }

    private static Portfolio Try(params ScenarioChange[] changes) => new ScenarioChanges(changes).Apply(Today);

    private static Candidate Of(string key, double cost) => new(key, [new("nps", 3, 6, 9, 3)], 0.7, 0.8, cost);
}
