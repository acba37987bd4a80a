using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class UnitDaysTests
{
    private static readonly Month November = new(2026, 11);
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void InForce_OfSteps_HoldsEachUntilTheNextAndSaysNothingBeforeTheFirst()
    {
        var days = UnitDays.InForce(
            [new("IT", November + 2, 10), new("IT", November - 5, 60), new("Sales", November + 1, 0)],
            November,
            November + 2
        );

        Assert.Equal(
            [
                new("IT", November, 60),
                new("IT", November + 1, 60),
                new("IT", November + 2, 10),
                new("Sales", November + 1, 0),
                new WorkShare("Sales", November + 2, 0),
            ],
            days
        );
    }

    [Fact]
    public void Evenly_OverUnitsAndMonths_LosesNothing()
    {
        var shares = UnitDays.Evenly(["A", "B"], 12, Today, new(2026, 3, 1), new(2027, 1, 15));

        Assert.Equal(6, shares.Count);
        Assert.All(shares, share => Assert.Equal(2, share.Days));
        Assert.Equal([202611, 202612, 202701], shares.Take(3).Select(share => share.Month.Key));
    }

    [Fact]
    public void Evenly_BeforeTheStartAndAfterTheEnd_StartsThenAndIsDueAtOnce()
    {
        Assert.Equal(202702, UnitDays.Evenly(["A"], 1, Today, new(2027, 2, 1), new(2027, 2, 28))[0].Month.Key);
        Assert.Equal(
            new WorkShare("A", November, 8),
            Assert.Single(UnitDays.Evenly(["A"], 8, Today, new(2026, 1, 1), new(2026, 6, 30)))
        );
    }

    [Fact]
    public void Evenly_WithoutUnitEndOrWork_SaysWhatItAssumes()
    {
        var shares = UnitDays.Evenly([], 24, Today, Today, null);

        Assert.Equal(UnitDays.MonthsWithoutEnd, shares.Count);
        Assert.All(shares, share => Assert.Equal(("", 2), (share.Unit, share.Days)));
        Assert.Empty(UnitDays.Evenly(["A"], 0, Today, Today, null));
    }
}
