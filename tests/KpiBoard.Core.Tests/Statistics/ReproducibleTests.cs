using KpiBoard.Core.Statistics;
using Xunit;

namespace KpiBoard.Core.Tests.Statistics;

public sealed class ReproducibleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0.5)]
    [InlineData(1.4142135623730951)]
    [InlineData(1.4142135623730949)]
    [InlineData(1e-300)]
    [InlineData(7.25e120)]
    [InlineData(0.9999999999999999)]
    public void Log_OfANumber_IsTheLogarithm(double number) =>
        Assert.Equal(Math.Log(number), Reproducible.Log(number), Math.Abs(Math.Log(number)) * 1e-15 + 1e-16);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Log_OfWhatHasNone_IsRefused(double number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Reproducible.Log(number));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(-0.3)]
    [InlineData(-99.99)]
    public void PowerOf2_OfAPower_IsThePower(double power) =>
        Assert.Equal(Math.Pow(2, power), Reproducible.PowerOf2(power), Math.Pow(2, power) * 1e-15);

    // R 4.3: print(qnorm(c(...)), digits = 16).
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(1e-20, -9.262340089798408)]
    public void NormalQuantile_OfAProbability_IsTheTableValue(double probability, double z) =>
        Assert.Equal(z, Reproducible.NormalQuantile(probability), 1e-14 + Math.Abs(z) * 1e-15);

    [Fact]
    public void NormalQuantile_OverItsWholeRange_UndoesTheDistribution()
    {
        for (var step = 1; step < 1000; step++)
        {
            var probability = step / 1000.0;
            Assert.Equal(probability, Normal.Cdf(Reproducible.NormalQuantile(probability)), 1e-14);
        }
    }
}
