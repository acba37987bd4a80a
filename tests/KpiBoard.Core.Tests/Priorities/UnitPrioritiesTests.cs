using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class UnitPrioritiesTests
{
    private const Commitment Yes = Commitment.Committed;
    private const Commitment Maybe = Commitment.IfRoom;
    private const Commitment No = Commitment.Cannot;

    public static TheoryData<UnitConflict, Commitment?, int?, Commitment?, int?> Pairs =>
        new()
        {
            { UnitConflict.Broken, Yes, 1, No, null },
            { UnitConflict.Broken, No, 9, Yes, 1 },
            { UnitConflict.Loose, Yes, 1, Maybe, 1 },
            { UnitConflict.Orphaned, Maybe, 1, No, 1 },
            { UnitConflict.Orphaned, No, null, No, null },
            { UnitConflict.Apart, Yes, 1, Yes, 4 },
            { UnitConflict.Agreed, Yes, 1, Yes, 3 },
            { UnitConflict.Agreed, Yes, null, Yes, 9 },
            { UnitConflict.Silent, Yes, 1, null, null },
            { UnitConflict.Silent, No, 1, null, null },
            { UnitConflict.Silent, null, null, null, null },
        };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Between_OfTwo_SaysHowFarTheyAreFromEachOther(
        UnitConflict expected,
        Commitment? first,
        int? firstPlace,
        Commitment? second,
        int? secondPlace
    )
    {
        UnitStand[] stands = [new("Norway", firstPlace, first), new("Sweden", secondPlace, second)];

        Assert.Equal(expected, UnitPriorities.Between(stands));
        Assert.Equal(expected, UnitPriorities.Between([.. stands.Reverse()]));
    }

    [Fact]
    public void Between_OfThree_TakesTheWorst() =>
        Assert.Equal(
            UnitConflict.Broken,
            UnitPriorities.Between([new("A", 1, Yes), new("B", 1, Maybe), new("C", 1, No), new("D", null, null)])
        );
}
