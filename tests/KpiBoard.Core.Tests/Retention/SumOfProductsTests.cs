using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using KpiBoard.Core.Retention;
using Xunit;

namespace KpiBoard.Core.Tests.Retention;

public sealed class SumOfProductsTests
{
    private static readonly Arbitrary<long> AnyLong = Gen.OneOf(
            ArbMap.Default.GeneratorFor<long>(),
            Gen.Elements(0L, 1L, -1L, uint.MaxValue, -(1L << 32), long.MaxValue, long.MinValue + 1)
        )
        .ToArbitrary();

    private static readonly Int128 Largest = Int128.MaxValue;

    [Fact]
    public void Plus_AnyProducts_IsWhatWholeNumbersOfAnySizeGive() =>
        Prop.ForAll(
                AnyLong,
                AnyLong,
                AnyLong,
                (a, b, c) =>
                {
                    // Half of 128 bits at most for each product, so that two of them never overflow.
                    var sum = default(SumOfProducts).Plus(a, b).Plus(default(SumOfProducts).Plus(b, c).Negated());
                    return (BigInteger)sum.ToInt128() == ((BigInteger)a * b) - ((BigInteger)b * c);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Negated_TakenTogether_IsNothing() =>
        Prop.ForAll(
                AnyLong,
                AnyLong,
                (a, b) =>
                {
                    var sum = default(SumOfProducts).Plus(a, b);
                    return sum.Plus(sum.Negated()) == default && SumOfProducts.From(sum.ToInt128()) == sum;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Plus_PastTheRange_ThrowsAndNeverWrapsAround()
    {
        Assert.Equal(Largest, SumOfProducts.From(Largest - 6).Plus(2, 3).ToInt128());
        Assert.Throws<OverflowException>(() => SumOfProducts.From(Largest - 5).Plus(2, 3));
        Assert.Throws<OverflowException>(() => SumOfProducts.From(Int128.MinValue + 5).Plus(-2, 3));
        Assert.Throws<OverflowException>(() => SumOfProducts.From(Int128.MinValue).Negated());
    }
}
