using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class CapacityPlanTests
{
    private static readonly Month December = new(2026, 12);

    [Fact]
    public void Follow_FromTheTop_LetsInWhatFitsAndAsksTheRestToMakeRoom()
    {
        var plan = CapacityPlan.Follow(
            [Work("new", false, 30), Work("big", false, 50), Work("old", true, 40), Work("small", false, 25)],
            [new("IT", December, 60)]
        );
        Assert.Equal(
            [CapacityVerdict.CanStart, CapacityVerdict.Waits, CapacityVerdict.MakesRoom, CapacityVerdict.CanStart],
            plan.Fits.Select(fit => fit.Verdict)
        );
        Assert.Equal(new WorkShare("IT", December, 10), Assert.Single(plan.Fits[2].Lacks));
        Assert.Equal([0, 0.4, 0.25, 0], plan.Fits.Select(fit => fit.Shortage));
        Assert.Equal(new UnitLoad("IT", December, 60, Today: 40, Planned: 55), Assert.Single(plan.Loads));
    }

    [Fact]
    public void Follow_WithAUnitWhoseDaysNobodyKnows_HoldsNobodyBack()
    {
        var plan = CapacityPlan.Follow([Work("A", true, 500)], []);
        Assert.Equal(CapacityVerdict.GoesOn, Assert.Single(plan.Fits).Verdict);
        var load = Assert.Single(plan.Loads);
        Assert.Null(load.Days);
        Assert.Null(load.Excess);
    }

    [Fact]
    public void Follow_WithNoDaysAtAll_IsNotTheSameAsUnknown()
    {
        var plan = CapacityPlan.Follow([Work("A", true, 1)], [new("IT", December, 0)]);
        Assert.Equal(CapacityVerdict.MakesRoom, Assert.Single(plan.Fits).Verdict);
        Assert.Equal(1, Assert.Single(plan.Loads).Excess);
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(60.04, null)]
    [InlineData(60.1, 0.1)]
    public void Excess_OfWhatDoesNotShow_IsNone(double asked, double? excess)
    {
        var actual = new UnitLoad("IT", December, 60, asked, 0).Excess;
        Assert.Equal(excess is null, actual is null);
        Assert.Equal(excess ?? 0, actual ?? 0, 1e-9);
    }

    [Fact]
    public void Follow_WithoutWorkLeft_Fits() =>
        Assert.Equal(
            CapacityVerdict.CanStart,
            Assert.Single(CapacityPlan.Follow([new("A", false, [])], [new("IT", December, 0)]).Fits).Verdict
        );

    [Fact]
    public void Spread_OverMonths_GivesEachTheSameAndLosesNothing()
    {
        var shares = RemainingWork.Spread("IT", 10, December, December + 2);
        Assert.Equal([202612, 202701, 202702], shares.Select(share => share.Month.Key));
        Assert.Equal(10, shares.Sum(share => share.Days), 1e-12);
        Assert.Equal(10, Assert.Single(RemainingWork.Spread("IT", 10, December, December - 3)).Days);
    }

    private static RemainingWork Work(string key, bool isRunning, double days) =>
        new(key, isRunning, [new("IT", December, days)]);
}
