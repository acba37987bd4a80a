namespace KpiBoard.Core.Statistics;

/// <summary>Proportions and their differences by score intervals, which stay within 0..1 and work at 0 and at n.</summary>
public static class Proportion
{
    /// <summary>
    /// The interval of Wilson (1927): (2np + z^2 +- z sqrt(z^2 + 4npq)) / (2(n + z^2)); Newcombe (1998a), Statistics
    /// in Medicine 17, 857-872, method 3.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 &lt;= successes &lt;= n with n &gt; 0.</exception>
    public static Estimate Wilson(long successes, long n, double level = 0.95)
    {
        ThrowUnlessCounts(successes, n);
        var (lower, upper) = WilsonAt(successes, n, Normal.TwoSidedQuantile(level));
        return new((double)successes / n, null, lower, upper, n);
    }

    /// <summary>
    /// The difference p1 - p2 of independent proportions with the square-and-add interval of Newcombe (1998b),
    /// Statistics in Medicine 17, 873-890, method 10. The p-value inverts it: 1 - the level at which 0 is an end.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 &lt;= successes &lt;= n with n &gt; 0.</exception>
    public static ChangeTest Newcombe(long successes1, long n1, long successes2, long n2, double level = 0.95)
    {
        ThrowUnlessCounts(successes1, n1);
        ThrowUnlessCounts(successes2, n2);
        var difference = ((double)successes1 / n1) - ((double)successes2 / n2);
        var (lower, upper) = NewcombeAt(successes1, n1, successes2, n2, Normal.TwoSidedQuantile(level));
        return new(difference, null, lower, upper, InvertedP(successes1, n1, successes2, n2));
    }

    private static (double Lower, double Upper) WilsonAt(long successes, long n, double z)
    {
        var p = (double)successes / n;
        var (square, spread) = (z * z, z * Math.Sqrt((z * z) + (4 * n * p * (1 - p))));
        var (middle, scale) = ((2 * n * p) + square, 2 * (n + square));
        // At the ends the formula is exact only up to rounding.
        return (
            successes == 0 ? 0 : Math.Max(0, (middle - spread) / scale),
            successes == n ? 1 : Math.Min(1, (middle + spread) / scale)
        );
    }

    private static (double Lower, double Upper) NewcombeAt(long k1, long n1, long k2, long n2, double z)
    {
        var (p1, p2) = ((double)k1 / n1, (double)k2 / n2);
        var (l1, u1) = WilsonAt(k1, n1, z);
        var (l2, u2) = WilsonAt(k2, n2, z);
        return (p1 - p2 - Hypotenuse(p1 - l1, u2 - p2), p1 - p2 + Hypotenuse(u1 - p1, p2 - l2));
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt((a * a) + (b * b));

    /// <summary>The interval widens with z and holds 0 in the end, so the z at which 0 is an end is found by halving.</summary>
    private static double InvertedP(long k1, long n1, long k2, long n2)
    {
        bool HoldsZero(double z) => NewcombeAt(k1, n1, k2, n2, z) is { Lower: <= 0, Upper: >= 0 };

        var (outside, inside) = (0.0, 1.0);
        if (HoldsZero(0))
        {
            return 1;
        }

        // Beyond z = 64 the p-value is 0 in double precision.
        while (!HoldsZero(inside) && inside < 64)
        {
            (outside, inside) = (inside, inside * 2);
        }

        for (var i = 0; i < 60; i++)
        {
            var middle = (outside + inside) / 2;
            (outside, inside) = HoldsZero(middle) ? (outside, middle) : (middle, inside);
        }

        return Normal.TwoSidedP(inside);
    }

    private static void ThrowUnlessCounts(long successes, long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
    }
}
