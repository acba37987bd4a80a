using KpiBoard.Core.Statistics;
using Xunit;

namespace KpiBoard.Core.Tests.Statistics;

public sealed class StatisticsTests
{
    [Fact]
    public void Normal_KnownPoints_AreReached()
    {
        Assert.Equal(1.959963984540054, Normal.TwoSidedQuantile(0.95), 12);
        Assert.Equal(0.975, Normal.Cdf(1.959963984540054), 12);
        Assert.Equal(-1.959963984540054, Normal.Quantile(0.025), 12);
        Assert.Equal(0.05, Normal.TwoSidedP(-1.959963984540054), 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.TwoSidedQuantile(1));
    }

    [Fact]
    public void ChangeTest_NoStandardError_IsCertain()
    {
        Assert.Equal(1, ChangeTest.Z(0, 0, 0.95).PValue);
        Assert.Equal(0, ChangeTest.Z(0.1, 0, 0.95).PValue);
    }

    /// <summary>Newcombe (1998a), table I: method 3.</summary>
    [Theory]
    [InlineData(81, 263, .2553, .3662)]
    [InlineData(15, 148, .0624, .1605)]
    [InlineData(0, 20, 0, .1611)]
    [InlineData(1, 29, .0061, .1718)]
    public void Wilson_PublishedCases_Match(long successes, long n, double lower, double upper)
    {
        var estimate = Proportion.Wilson(successes, n);
        Assert.Equal((double)successes / n, estimate.Value);
        Assert.Equal(lower, estimate.Lower!.Value, 4);
        Assert.Equal(upper, estimate.Upper!.Value, 4);
    }

    [Fact]
    public void Wilson_AtTheEnds_TouchesThem()
    {
        Assert.Equal(0, Proportion.Wilson(0, 7).Lower);
        Assert.Equal(1, Proportion.Wilson(7, 7).Upper);
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(8, 7));
    }

    /// <summary>Newcombe (1998b), table II: method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, .0524, .3339)]
    [InlineData(9, 10, 3, 10, .1705, .8090)]
    [InlineData(6, 7, 2, 7, .0582, .8062)]
    [InlineData(5, 56, 0, 29, -.0381, .1926)]
    [InlineData(0, 10, 0, 20, -.1611, .2775)]
    [InlineData(0, 10, 0, 10, -.2775, .2775)]
    [InlineData(10, 10, 0, 20, .6791, 1)]
    [InlineData(10, 10, 0, 10, .6075, 1)]
    public void Newcombe_PublishedCases_Match(long k1, long n1, long k2, long n2, double lower, double upper)
    {
        var change = Proportion.Newcombe(k1, n1, k2, n2);
        Assert.Equal(lower, change.Lower, 4);
        Assert.Equal(upper, change.Upper, 4);
        Assert.Equal(lower > 0, change.PValue < 0.05);
    }

    [Theory]
    [InlineData(56, 70, 48, 80)]
    [InlineData(30, 100, 45, 100)]
    [InlineData(1, 1000, 0, 1000)]
    public void Newcombe_AtTheLevelOfItsPValue_HasZeroAtAnEnd(long k1, long n1, long k2, long n2)
    {
        var level = 1 - Proportion.Newcombe(k1, n1, k2, n2).PValue;
        var change = Proportion.Newcombe(k1, n1, k2, n2, level);
        Assert.Equal(0, change.Difference > 0 ? change.Lower : change.Upper, 9);
    }

    [Fact]
    public void Newcombe_ExtremeOrEqual_HasPValueZeroOrOne()
    {
        Assert.Equal(1, Proportion.Newcombe(3, 10, 30, 100).PValue);
        Assert.InRange(Proportion.Newcombe(1_000_000, 1_000_000, 0, 1_000_000).PValue, 0, 1e-300);
    }

    /// <summary>Student's sleep data: R's <c>t.test(extra ~ group, data = sleep)</c>.</summary>
    [Fact]
    public void Welch_SleepData_MatchesR()
    {
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        double[] second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        var change = Welch.Change(first, second)!;
        Assert.Equal(-1.58, change.Difference, 10);
        Assert.Equal(0.07939, change.PValue, 5);
        Assert.Equal((-3.3654832, 0.2054832), (Math.Round(change.Lower, 7), Math.Round(change.Upper, 7)));
        Assert.Null(Welch.Change([1], [1, 2]));
    }

    /// <summary>Card and Krueger (1994), table 3, row 4: the balanced sample.</summary>
    [Fact]
    public void Welch_CardAndKrueger_MatchesTheBalancedSample()
    {
        var stores = File.ReadLines(SharedData.Require("published/card-krueger-1994.dat"))
            .Select(line => (NewJersey: line[8] == '1', Before: Employment(line, 25), After: Employment(line, 121)))
            .Where(store => store is { Before: not null, After: not null })
            .ToLookup(store => store.NewJersey, store => store.After!.Value - store.Before!.Value);
        var change = Welch.Change([.. stores[true]], [.. stores[false]])!;
        Assert.Equal(2.75, change.Difference, 2);
        Assert.Equal(1.34, change.StandardError!.Value, 2);

        // Full-time equivalents: full time and managers, and half of part time; three columns of 5 characters.
        static double? Employment(string line, int at) =>
            Number(line, at) + Number(line, at + 12) + (Number(line, at + 6) / 2);

        static double? Number(string line, int at) =>
            line.Substring(at, 5).Trim() is { Length: > 1 } text ? (double)SharedData.Number(text) : null;
    }

    /// <summary>Benjamini and Hochberg (1995), section 3.2: of fifteen the four smallest.</summary>
    [Fact]
    public void BenjaminiHochberg_PublishedExample_RejectsFour()
    {
        double[] p =
        [
            .0001,
            .0004,
            .0019,
            .0095,
            .0201,
            .0278,
            .0298,
            .0344,
            .0459,
            .3240,
            .4262,
            .5719,
            .6528,
            .7590,
            1,
        ];
        Assert.Equal(4, BenjaminiHochberg.Rejected(p).Count(rejected => rejected));
        Assert.Equal([true, false, true], BenjaminiHochberg.Rejected([.01, .9, .02]));
        Assert.Equal([true, true], BenjaminiHochberg.Rejected([.05, .04]));
        Assert.Empty(BenjaminiHochberg.Rejected([]));
    }
}
