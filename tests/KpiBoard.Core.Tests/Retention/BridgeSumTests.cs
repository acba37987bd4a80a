using FsCheck;
using FsCheck.Fluent;
using KpiBoard.Core.Retention;
using Xunit;

namespace KpiBoard.Core.Tests.Retention;

public sealed class BridgeSumTests
{
    private static readonly Arbitrary<BridgeEntry[]> AnyEntries = Entry().ArrayOf().ToArbitrary();

    [Theory]
    [InlineData(0, 0, false, false, false, BridgeChange.Absent)]
    [InlineData(0, 5, false, true, false, BridgeChange.New)]
    [InlineData(0, 5, false, true, true, BridgeChange.Reactivated)]
    [InlineData(5, 0, true, false, false, BridgeChange.Churned)]
    [InlineData(5, 0, true, true, false, BridgeChange.Contracted)]
    [InlineData(5, 6, true, true, true, BridgeChange.Expanded)]
    [InlineData(-5, -5, true, true, true, BridgeChange.Flat)]
    public void Change_ByPresence_NotBySum(
        long start,
        long end,
        bool atStart,
        bool atEnd,
        bool before,
        BridgeChange change
    ) => Assert.Equal(change, new BridgeEntry(start, end, atStart, atEnd, before).Change);

    [Fact]
    public void Identity_AnyEntries_HoldsToTheLastDigit() =>
        Prop.ForAll(
                AnyEntries,
                entries =>
                {
                    var sum = SumOf(entries);
                    var end = entries.Where(entry => entry.PresentAtEnd).Sum(entry => entry.End);
                    return sum.Start + sum.New + sum.Reactivated + sum.Expansion + sum.Contraction + sum.Churned == end
                        && sum.End == end
                        && sum.Start == entries.Where(entry => entry.PresentAtStart).Sum(entry => entry.Start)
                        && sum.ExistingStart == entries.Where(e => e.PresentInBoth).Sum(e => e.Start)
                        && sum.ExistingEnd == entries.Where(e => e.PresentInBoth).Sum(e => e.End)
                        && sum.CustomersStart == entries.LongCount(entry => entry.PresentAtStart)
                        && sum.CustomersEnd == entries.LongCount(entry => entry.PresentAtEnd);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Add_ThenTakeAwayInAnotherOrder_IsZero() =>
        Prop.ForAll(
                AnyEntries,
                AnyEntries,
                (entries, earlier) =>
                {
                    var sum = SumOf(entries, earlier);
                    var pairs = entries.Zip(earlier).ToList();
                    pairs.Reverse();
                    foreach (var (now, before) in pairs)
                    {
                        sum.AddPair(BridgeLag.YearAgo, now, before, -1);
                        sum.AddPair(BridgeLag.Previous, before, now, -1);
                    }

                    foreach (var entry in entries)
                    {
                        sum.Add(entry, -1);
                    }

                    return sum.IsZero && sum.Equals(new BridgeSum());
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Replace_OneCustomer_EqualsSumFromScratch() =>
        Prop.ForAll(
                AnyEntries,
                Entry().ToArbitrary(),
                Entry().ToArbitrary(),
                (others, old, now) =>
                {
                    var incremental = SumOf([old, .. others]);
                    incremental.Add(old, -1);
                    incremental.Add(now);
                    return incremental.Equals(SumOf([.. others, now]));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Merge_Parts_EqualsTheWhole() =>
        Prop.ForAll(
                AnyEntries,
                AnyEntries,
                (some, others) =>
                {
                    var whole = SumOf(some);
                    whole.Merge(SumOf(others));
                    var all = whole.Equals(SumOf([.. others, .. some]));
                    whole.Merge(SumOf(some), -1);
                    return all && whole.Equals(SumOf(others));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Read_WhatWasWritten_IsEqual() =>
        Prop.ForAll(
                AnyEntries,
                AnyEntries,
                (entries, earlier) =>
                {
                    var sum = SumOf(entries, earlier);
                    return BridgeSum.Read(sum.ToBytes()).Equals(sum);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Read_LargestAmounts_IsEqual()
    {
        var sum = SumOf([new(long.MaxValue, long.MaxValue, true, true, true), new(-5, -7, true, true, true)]);
        Assert.Equal(sum, BridgeSum.Read(sum.ToBytes()));
    }

    [Fact]
    public void Read_OtherVersionOrLength_Throws()
    {
        var bytes = SumOf([new(5, 7, true, true, true)]).ToBytes();
        Assert.Throws<InvalidDataException>(() => BridgeSum.Read([]));
        Assert.Throws<InvalidDataException>(() => BridgeSum.Read([9, .. bytes.AsSpan(1)]));
        Assert.Throws<InvalidDataException>(() => BridgeSum.Read(bytes.AsSpan(..^1)));
        Assert.Throws<InvalidDataException>(() => BridgeSum.Read([.. bytes, 0]));
    }

    [Fact]
    public void Add_BeyondMoney_Throws()
    {
        var sum = SumOf([new(0, long.MaxValue, false, true, false)]);
        Assert.Throws<OverflowException>(() => sum.Add(new(0, 1, false, true, false)));
        Assert.Throws<ArgumentOutOfRangeException>(() => sum.Add(new(0, 1, false, true, false), 2));
    }

    private static BridgeSum SumOf(BridgeEntry[] entries, BridgeEntry[]? earlier = null)
    {
        var sum = new BridgeSum();
        foreach (var entry in entries)
        {
            sum.Add(entry);
        }

        foreach (var (now, before) in entries.Zip(earlier ?? []))
        {
            sum.AddPair(BridgeLag.YearAgo, now, before);
            sum.AddPair(BridgeLag.Previous, before, now);
        }

        return sum;
    }

    private static Gen<BridgeEntry> Entry() =>
        from start in Gen.Choose(-1_000_000_000, 2_000_000_000)
        from end in Gen.Choose(-1_000_000_000, 2_000_000_000)
        from flags in Gen.Choose(0, 15)
        let atStart = (flags & 1) != 0
        let atEnd = (flags & 2) != 0
        let flat = flags == 15
        select new BridgeEntry(
            atStart ? start : 0,
            (atEnd, flat) switch
            {
                (false, _) => 0,
                (_, true) => start,
                _ => end,
            },
            atStart,
            atEnd,
            (flags & 4) != 0
        );
}
