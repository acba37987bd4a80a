using System.Runtime.InteropServices;

namespace KpiBoard.Core.Priorities;

/// <summary>A triangular distribution, from the least by the likeliest to the most; all three alike are a certain number.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Triangle
{
    private readonly double low;
    private readonly double high;
    private readonly double turn;
    private readonly double rise;
    private readonly double fall;

    public Triangle(double low, double likely, double high)
    {
        this.low = low;
        this.high = high;
        var width = high - low;
        turn = width > 0 ? (likely - low) / width : 0;
        rise = width * (likely - low);
        fall = width * (high - likely);
    }

    /// <summary>The change with this much of the probability below it.</summary>
    public double Quantile(double probability) =>
        probability < turn ? low + Math.Sqrt(probability * rise) : high - Math.Sqrt((1 - probability) * fall);

    /// <summary>The mean of what lies above 0, everything below counted as 0.</summary>
    public static double MeanGain(double low, double likely, double high)
    {
        if (low >= 0)
        {
            return (low + likely + high) / 3;
        }
        if (high <= 0)
        {
            return 0;
        }
        var width = high - low;
        // With the likeliest at or below 0 only the falling side counts: the integral of x f(x) from 0 to the most.
        var overall = high * high * high / (3 * width * (high - likely));
        if (likely <= 0)
        {
            return overall;
        }
        // Otherwise the mean, and what lies below 0 added back: that part of it is on the rising side.
        return ((low + likely + high) / 3) + (-low * low * low / (3 * width * (likely - low)));
    }
}
