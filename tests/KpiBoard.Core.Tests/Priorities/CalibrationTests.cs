using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class CalibrationTests
{
    /// <summary>Ten days of rain forecasts, the Brier score worked out by hand: 4 x 0.09 + 4 x 0.04 + 0.64 + 0.49, over 10.</summary>
    [Fact]
    public void Of_Forecasts_IsTheMeanSquaredDistance()
    {
        Forecast[] forecasts =
        [
            .. Enumerable.Repeat(new Forecast(0.7, true), 4),
            .. Enumerable.Repeat(new Forecast(0.2, false), 4),
            new(0.2, true),
            new(0.7, false),
        ];
        var calibration = Calibration.Of(forecasts);
        Assert.Equal((0.36 + 0.16 + 0.64 + 0.49) / 10, calibration.Brier!.Value, 1e-12);
        Assert.Equal(0.45, calibration.MeanStated!.Value, 1e-12);
        Assert.Equal([(0.2, 5L), (0.6, 5L)], calibration.Groups.Select(of => (of.From, of.Came.N)));
        Assert.Null(calibration.IsTooSure);
    }

    [Fact]
    public void Of_WhatNeverComes_IsTooSure()
    {
        Assert.True(Calibration.Of([.. Enumerable.Repeat(new Forecast(0.9, false), 12)]).IsTooSure);
        Assert.False(Calibration.Of([.. Enumerable.Repeat(new Forecast(0.1, true), 12)]).IsTooSure);
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(0.2, 0.2)]
    [InlineData(0.999, 0.8)]
    [InlineData(1, 0.8)]
    public void Of_AForecast_BelongsToItsFifth(double stated, double from) =>
        Assert.Equal(from, Assert.Single(Calibration.Of([new(stated, true)]).Groups).From, 1e-12);

    [Fact]
    public void Of_Nothing_IsAbsent()
    {
        var calibration = Calibration.Of([]);
        Assert.Null(calibration.Brier);
        Assert.Null(calibration.Came.Value);
        Assert.Null(calibration.IsTooSure);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(70)]
    [InlineData(double.NaN)]
    public void Of_WhatIsNoProbability_IsRefused(double stated) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.Of([new(stated, true)]));
}
