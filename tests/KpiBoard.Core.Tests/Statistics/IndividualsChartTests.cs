using KpiBoard.Core.Statistics;
using Xunit;

namespace KpiBoard.Core.Tests.Statistics;

public sealed class IndividualsChartTests
{
    /// <summary>NIST/SEMATECH e-Handbook 6.3.2.2, flow rates of ten batches.</summary>
    private static readonly double[] FlowRates = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];

    [Fact]
    public void Of_NistFlowRates_HasItsLimits()
    {
        var chart = IndividualsChart.Of(FlowRates)!;
        Assert.Equal(50.81, chart.Centre, 10);
        Assert.Equal(1.8778, chart.MeanRange, 4);
        Assert.Equal(55.8041, chart.Upper, 4);
        Assert.Equal(45.8159, chart.Lower, 4);
        Assert.Equal(2.0, chart.MovingRanges[0], 10);
        Assert.DoesNotContain(chart.Signals, signal => signal.HasFlag(RunRules.BeyondLimit));
    }

    [Fact]
    public void FlowRates_AreThePublishedOnes() =>
        Assert.Equal(
            FlowRates,
            SharedData
                .ReadCsv(SharedData.Require("published/nist-6.3.2.2-flowrate.csv"))
                .Select(row => (double)SharedData.Number(row("flowrate")))
        );

    [Fact]
    public void Of_OnePoint_IsNone() => Assert.Null(IndividualsChart.Of([1]));

    [Fact]
    public void Of_ConstantSeries_HasNoSignals() =>
        Assert.All(
            IndividualsChart.Of([2, 2, 2, 2, 2, 2, 2, 2, 2])!.Signals,
            rule => Assert.Equal(RunRules.None, rule)
        );

    // A base that swings by 1 around 0 has mean range 2, sigma 1.77; what follows is in those terms.
    [Theory]
    [InlineData(RunRules.BeyondLimit, 8.0)]
    [InlineData(RunRules.TwoOfThree, 5.0, 0.2, 5.0)]
    [InlineData(RunRules.FourOfFive, 3.0, 3.0, 0.2, 3.0, 3.0)]
    [InlineData(RunRules.RunOfEight, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)]
    public void Of_SwingThenRun_SignalsAtItsEnd(RunRules rule, params double[] run)
    {
        var swing = Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 1.0 : -1.0);
        var up = IndividualsChart.Of([.. swing, .. run])!;
        var down = IndividualsChart.Of([.. swing.Select(value => -value), .. run.Select(value => -value)])!;
        Assert.True(up.Signals[^1].HasFlag(rule));
        Assert.Equal(up.Signals, down.Signals);
        Assert.All(up.Signals.Take(100), signal => Assert.Equal(RunRules.None, signal));
    }
}
