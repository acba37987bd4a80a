using KpiBoard.Core.Statistics;
using KpiBoard.Core.Wallet;
using Xunit;

namespace KpiBoard.Core.Tests.Wallet;

public sealed class ShareOfWalletTests
{
    [Theory]
    [InlineData(1, 3, .5)]
    [InlineData(2, 3, .3333)]
    [InlineData(3, 3, .1667)]
    [InlineData(1, 4, .4)]
    [InlineData(2, 4, .3)]
    [InlineData(3, 4, .2)]
    [InlineData(4, 4, .1)]
    [InlineData(1, 1, 1)]
    public void Allocated_RankAmongBrands_IsThePublishedShare(double rank, int brands, double expected) =>
        Assert.Equal(expected, ShareOfWallet.Allocated(rank, brands), 4);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Allocated_OverAllBrands_IsTheWholeWallet(int brands) =>
        Assert.Equal(1, Enumerable.Range(1, brands).Sum(rank => ShareOfWallet.Allocated(rank, brands)), 12);

    [Fact]
    public void TiedRank_TwoAtTheTop_ShareTheAverageRankAndTheWallet()
    {
        var rank = ShareOfWallet.TiedRank(best: 1, tied: 2);

        Assert.Equal(1.5, rank);
        Assert.Equal(1, (2 * ShareOfWallet.Allocated(rank, 3)) + ShareOfWallet.Allocated(3, 3), 12);
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(4, 3)]
    public void Allocated_RankNotAmongTheBrands_Throws(double rank, int brands) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ShareOfWallet.Allocated(rank, brands));

    [Fact]
    public void SizeOfWallet_IsRevenueOverShare_AndUndefinedAtZero()
    {
        Assert.Equal(Of(300), ShareOfWallet.SizeOfWallet(Of(120), 0.4));
        Assert.Null(ShareOfWallet.SizeOfWallet(Of(120), 0));
    }

    [Fact]
    public void Estimate_SmallSample_IsTheRatioOfSums()
    {
        var estimate = ShareOfWallet.Estimate(SumOf([(40, 100), (10, 50), (0, 50)]));

        Assert.Equal(0.25, estimate.Value!.Value, 12);
        Assert.Equal(3, estimate.N);
        // Influence values 15, -2.5 and -12.5 over 200: sqrt(1.5 * 387.5) / 200.
        Assert.Equal(Math.Sqrt(1.5 * 387.5) / 200, estimate.StandardError!.Value, 12);
    }

    [Fact]
    public void Estimate_NothingToDivideBy_IsAbsentWithAReason()
    {
        Assert.Equal("no estimates", ShareOfWallet.Estimate(default).Reason);
        Assert.Equal("no category spend", ShareOfWallet.Estimate(SumOf([(10, 0)])).Reason);
        Assert.Null(ShareOfWallet.Estimate(SumOf([(10, 20)])).Lower);
    }

    [Fact]
    public void Estimate_AgainstABootstrap_HasItsError()
    {
        const int Customers = 400;
        const int Draws = 2_000;
        var random = new Random(20261122);
        var sample = Enumerable
            .Range(0, Customers)
            .Select(_ =>
            {
                var wallet = Math.Exp(5 + random.NextDouble() * 2);
                return (Spend: (decimal)(wallet * random.NextDouble()), Wallet: (decimal)wallet);
            })
            .ToList();
        var shares = Enumerable
            .Range(0, Draws)
            .Select(_ =>
            {
                var drawn = Enumerable.Range(0, Customers).Select(_ => sample[random.Next(Customers)]).ToList();
                return (double)(drawn.Sum(c => c.Spend) / drawn.Sum(c => c.Wallet));
            })
            .ToList();
        var mean = shares.Average();
        var error = Math.Sqrt(shares.Sum(share => (share - mean) * (share - mean)) / (Draws - 1));

        var estimate = ShareOfWallet.Estimate(SumOf(sample));

        Assert.Equal(1, estimate.StandardError!.Value / error, 0.06);
    }

    [Fact]
    public void Change_OfTwoEstimates_IsTestedByZ()
    {
        var change = ShareOfWallet.Change(new(0.30, 0.03, 0, 1, 50), new(0.25, 0.04, 0, 1, 50))!;

        Assert.Equal(0.05, change.Difference, 12);
        Assert.Equal(0.05, change.StandardError!.Value, 12);
        Assert.Equal(Normal.TwoSidedP(1), change.PValue, 12);
        Assert.Null(ShareOfWallet.Change(new(0.30, null, null, null, 1), new(0.25, 0.04, 0, 1, 50)));
    }

    private static Money Of(decimal amount) => Money.FromDecimal(amount);

    private static WalletSum SumOf(IEnumerable<(decimal Spend, decimal Wallet)> customers) =>
        customers.Aggregate(default(WalletSum), (sum, customer) => sum.Plus(Of(customer.Spend), Of(customer.Wallet)));
}
