using MathNet.Numerics;

namespace KpiBoard.Core.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>P(Z &lt;= z).</summary>
    public static double Cdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));

    /// <summary>The z with P(Z &lt;= z) = <paramref name="probability"/>.</summary>
    public static double Quantile(double probability) => -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * probability);

    /// <summary>The z that a two-sided interval reaches to each side: 1.959964 for level 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static double TwoSidedQuantile(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "An interval's level lies between 0 and 1.");
        }

        return Quantile((1 + level) / 2);
    }

    /// <summary>P(|Z| >= |z|).</summary>
    public static double TwoSidedP(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));
}
