using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using Xunit;

namespace KpiBoard.Core.Tests.Kpis;

public sealed class TargetPathTests
{
    private static readonly Month October = new(2026, 10);

    [Fact]
    public void At_ThePeriodItself_IsTheTargetAsItWasSet() =>
        Assert.Equal(
            new FigureTarget(33, 30),
            TargetPath.At([new(October, 33, 30), new(October + 12, 40, null, (October - 12, 20))], October)
        );

    [Fact]
    public void At_OnTheWay_IsOnTheStraightLineWithTheThresholdAsFarAway()
    {
        SetTarget[] targets = [new(October + 10, 40, 38, (October, 30))];

        Assert.Equal(new FigureTarget(33, 31, IsOnPath: true), TargetPath.At(targets, October + 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(11)]
    public void At_BeforeThePathOrAfterTheTarget_IsNone(int months) =>
        Assert.Null(TargetPath.At([new(October + 10, 40, null, (October, 30))], October + months));

    [Fact]
    public void At_BetweenTargetsWithoutAPath_IsNone() =>
        Assert.Null(TargetPath.At([new(October, 30, null), new(October + 12, 40, null)], October + 6));

    [Fact]
    public void At_SeveralPaths_IsOnTheWayToTheNearestTarget()
    {
        SetTarget[] targets = [new(October + 24, 100, null, (October, 0)), new(October + 4, 40, null, (October, 0))];

        Assert.Equal(20, TargetPath.At(targets, October + 2)!.Value);
    }

    [Fact]
    public void Status_OfAnExactSum_IsToldByItsValue()
    {
        var revenue = KpiCatalogue.Get(KpiCodes.ExistingRevenue);
        var target = new FigureTarget(100, 90);

        Assert.Equal(KpiStatus.OnTarget, KpiStatuses.Of(revenue, 100, null, null, 50, target));
        Assert.Equal(KpiStatus.Off, KpiStatuses.Of(revenue, 89.99, null, null, 50, target));
        Assert.Equal(KpiStatus.Undecided, KpiStatuses.Of(revenue, 95, null, null, 50, target));
        Assert.Equal(KpiStatus.Undecided, KpiStatuses.Of(revenue, 95, null, null, 50, null));
    }
}
