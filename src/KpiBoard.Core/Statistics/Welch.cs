using MathNet.Numerics.Distributions;

namespace KpiBoard.Core.Statistics;

/// <summary>The difference of two means without assuming equal variances.</summary>
public static class Welch
{
    /// <summary>
    /// Welch (1947), Biometrika 34, 28-35: t = (m1 - m2) / sqrt(s1^2/n1 + s2^2/n2) with Satterthwaite's degrees of
    /// freedom. Each sample needs two values that are not all equal in both.
    /// </summary>
    /// <returns>None when a sample has fewer than two values.</returns>
    public static ChangeTest? Change(
        IReadOnlyCollection<double> sample,
        IReadOnlyCollection<double> other,
        double level = 0.95
    )
    {
        if (sample.Count < 2 || other.Count < 2)
        {
            return null;
        }

        var (mean1, share1) = MeanAndSquaredError(sample);
        var (mean2, share2) = MeanAndSquaredError(other);
        var difference = mean1 - mean2;
        var standardError = Math.Sqrt(share1 + share2);
        if (standardError == 0)
        {
            return ChangeTest.Z(difference, 0, level);
        }

        var freedom =
            Math.Pow(share1 + share2, 2)
            / ((share1 * share1 / (sample.Count - 1)) + (share2 * share2 / (other.Count - 1)));
        var reach = StudentT.InvCDF(0, 1, freedom, (1 + level) / 2) * standardError;
        var p = 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(difference / standardError));
        return new(difference, standardError, difference - reach, difference + reach, p);
    }

    private static (double Mean, double SquaredError) MeanAndSquaredError(IReadOnlyCollection<double> sample)
    {
        var mean = sample.Average();
        return (mean, sample.Sum(value => (value - mean) * (value - mean)) / (sample.Count - 1) / sample.Count);
    }
}
