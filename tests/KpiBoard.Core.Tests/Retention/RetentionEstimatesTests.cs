using KpiBoard.Core.Retention;
using KpiBoard.Core.Statistics;
using Xunit;

namespace KpiBoard.Core.Tests.Retention;

public sealed class RetentionEstimatesTests
{
    private static readonly RetentionFigure[] Figures = Enum.GetValues<RetentionFigure>();

    [Fact]
    public void Estimate_SmallBridge_HasTheRatios()
    {
        var sum = SumOf([
            new(100, 150, true, true, true),
            new(200, 120, true, true, true),
            new(50, 50, true, true, true),
            new(50, 0, true, false, true),
            new(0, 70, false, true, false),
        ]);
        double Value(RetentionFigure figure) => RetentionEstimates.Estimate(figure, sum).Value!.Value;

        Assert.Equal(320.0 / 400, Value(RetentionFigure.NetRevenueRetention));
        Assert.Equal(270.0 / 400, Value(RetentionFigure.GrossRevenueRetention));
        Assert.Equal(130.0 / 400, Value(RetentionFigure.RevenueChurn));
        Assert.Equal(-30.0 / 350, Value(RetentionFigure.ExistingGrowth));
        Assert.Equal(4, RetentionEstimates.Estimate(RetentionFigure.RevenueChurn, sum).N);
        Assert.Equal(3, RetentionEstimates.Estimate(RetentionFigure.ExistingGrowth, sum).N);
    }

    [Fact]
    public void Estimate_NothingToDivideBy_IsAbsentWithReason()
    {
        string? Reason(RetentionFigure figure, params BridgeEntry[] entries) =>
            RetentionEstimates.Estimate(figure, SumOf(entries)).Reason;

        var credited = new BridgeEntry(-5, 10, true, true, true);
        var churned = new BridgeEntry(5, 0, true, false, true);
        Assert.Equal("no customers at start", Reason(RetentionFigure.NetRevenueRetention));
        Assert.Equal("start not positive", Reason(RetentionFigure.RevenueChurn, credited));
        Assert.Equal("no customers in both periods", Reason(RetentionFigure.ExistingGrowth, churned));
        Assert.Null(RetentionEstimates.Estimate(RetentionFigure.NetRevenueRetention, SumOf([churned])).Lower);
        Assert.Equal(0, RetentionEstimates.Estimate(RetentionFigure.NetRevenueRetention, SumOf([churned])).Value);
    }

    [Fact]
    public void Estimate_EveryFigure_HasTheErrorOfDirectInfluenceValues()
    {
        var (now, _) = TwoPairs(seed: 1, customers: 300);
        foreach (var figure in Figures)
        {
            var influence = Influence(figure, now).OfType<double>().ToList();
            var expected = Math.Sqrt(influence.Count / (influence.Count - 1.0) * influence.Sum(e => e * e));
            var estimate = RetentionEstimates.Estimate(figure, SumOf(now));
            Assert.Equal(0, influence.Sum(), 12);
            Assert.Equal(expected, estimate.StandardError!.Value, 12);
            Assert.Equal(estimate.Value!.Value - (1.959963984540054 * expected), estimate.Lower!.Value, 12);
        }
    }

    [Theory]
    [InlineData(BridgeLag.Previous)]
    [InlineData(BridgeLag.YearAgo)]
    public void Change_EveryFigure_HasTheErrorOfPairedInfluenceValues(BridgeLag lag)
    {
        var (now, earlier) = TwoPairs(seed: 2, customers: 300);
        var sum = SumOf(now);
        foreach (var (after, before) in now.Zip(earlier))
        {
            sum.AddPair(lag, after, before);
        }

        foreach (var figure in Figures)
        {
            var paired = Influence(figure, now)
                .Zip(Influence(figure, earlier))
                .Where(pair => pair.First is not null || pair.Second is not null)
                .Select(pair => (pair.First ?? 0) - (pair.Second ?? 0))
                .ToList();
            var expected = Math.Sqrt(paired.Count / (paired.Count - 1.0) * paired.Sum(d => d * d));
            var change = RetentionEstimates.Change(figure, sum, SumOf(earlier), lag)!;
            Assert.Equal(expected, change.StandardError!.Value, 12);
            Assert.Equal(Normal.TwoSidedP(change.Difference / expected), change.PValue, 10);
        }
    }

    [Fact]
    public void Change_SameCustomersSameChange_IsNoChange()
    {
        var (now, _) = TwoPairs(seed: 3, customers: 50);
        var sum = SumOf(now);
        foreach (var entry in now)
        {
            sum.AddPair(BridgeLag.Previous, entry, entry);
        }

        var change = RetentionEstimates.Change(
            RetentionFigure.NetRevenueRetention,
            sum,
            SumOf(now),
            BridgeLag.Previous
        )!;
        Assert.Equal((0, 0, 1), (change.Difference, change.StandardError, change.PValue));
    }

    [Fact]
    public void Change_EarlierPairUnknown_IsNone() =>
        Assert.Null(
            RetentionEstimates.Change(
                RetentionFigure.NetRevenueRetention,
                SumOf(TwoPairs(4, 40).Now),
                new BridgeSum(),
                BridgeLag.YearAgo
            )
        );

    [Theory]
    [InlineData(RetentionFigure.NetRevenueRetention)]
    [InlineData(RetentionFigure.GrossRevenueRetention)]
    [InlineData(RetentionFigure.RevenueChurn)]
    [InlineData(RetentionFigure.ExistingGrowth)]
    public void Estimate_Interval_AgreesWithTheBootstrap(RetentionFigure figure)
    {
        var entries = TwoPairs(seed: 5, customers: 600).Now;
        var random = new Random(6);
        var resampled = Enumerable
            .Range(0, 4000)
            .Select(_ => SumOf(random.GetItems(entries, entries.Length)))
            .Select(sum => RetentionEstimates.Estimate(figure, sum).Value!.Value)
            .Order()
            .ToList();
        var estimate = RetentionEstimates.Estimate(figure, SumOf(entries));
        var (lower, upper) = (resampled[100], resampled[^101]);
        // A tenth of the interval's width is well beyond the bootstrap's own noise at 4,000 draws.
        var tolerance = (upper - lower) / 10;
        Assert.InRange(estimate.Lower!.Value, lower - tolerance, lower + tolerance);
        Assert.InRange(estimate.Upper!.Value, upper - tolerance, upper + tolerance);
    }

    private static IEnumerable<double?> Influence(RetentionFigure figure, IReadOnlyList<BridgeEntry> entries)
    {
        var parts = entries.Select(entry => Part(figure, entry)).ToList();
        var (y, x) = (parts.Sum(part => part?.Y ?? 0), parts.Sum(part => part?.X ?? 0));
        var sign = figure == RetentionFigure.RevenueChurn ? -1 : 1;
        return parts.Select(part => part is { } it ? sign * (it.Y - (y / x * it.X)) / x : (double?)null);
    }

    private static (double Y, double X)? Part(RetentionFigure figure, BridgeEntry entry) =>
        (figure, entry.PresentAtStart, entry.PresentAtEnd) switch
        {
            (_, false, _) => null,
            (RetentionFigure.ExistingGrowth, _, false) => null,
            (_, _, false) => (0, entry.Start),
            (RetentionFigure.GrossRevenueRetention or RetentionFigure.RevenueChurn, _, _) => (
                Math.Min(entry.Start, entry.End),
                entry.Start
            ),
            _ => (entry.End, entry.Start),
        };

    private static BridgeSum SumOf(IEnumerable<BridgeEntry> entries)
    {
        var sum = new BridgeSum();
        foreach (var entry in entries)
        {
            sum.Add(entry);
        }

        return sum;
    }

    /// <summary>Customers with skewed spend that lasts, some of them absent, in two pairs of consecutive periods.</summary>
    private static (BridgeEntry[] Now, BridgeEntry[] Earlier) TwoPairs(int seed, int customers)
    {
        var random = new Random(seed);
        double Gauss() => Normal.Quantile(1 - random.NextDouble());
        var pairs = Enumerable
            .Range(0, customers)
            .Select(_ =>
            {
                var size = Math.Exp(12 + Gauss());
                var spend = Enumerable
                    .Range(0, 3)
                    .Select(_ => random.NextDouble() < 0.2 ? (long?)null : (long)(size * Math.Exp(0.3 * Gauss())))
                    .ToArray();
                return (Now: Entry(spend[1], spend[2]), Earlier: Entry(spend[0], spend[1]));
            })
            .ToList();
        return ([.. pairs.Select(pair => pair.Now)], [.. pairs.Select(pair => pair.Earlier)]);

        static BridgeEntry Entry(long? start, long? end) =>
            new(start ?? 0, end ?? 0, start is not null, end is not null, true);
    }
}
