using System.Numerics;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Retention;

/// <summary>The ratios of the bridge.</summary>
public enum RetentionFigure
{
    /// <summary><c>nrr</c> = (start + expansion + contraction + churned) / start.</summary>
    NetRevenueRetention,

    /// <summary><c>grr</c> = (start + contraction + churned) / start.</summary>
    GrossRevenueRetention,

    /// <summary><c>churn.revenue</c> = -(churned + contraction) / start = 1 - grr.</summary>
    RevenueChurn,

    /// <summary>Growth over the customers present in both periods: end / start - 1.</summary>
    ExistingGrowth,
}

/// <summary>
/// The bridge's ratios with intervals and tests of change. A ratio R = Y/X of sums over customers, seen as a sample
/// of those who could have been, is linearised: customer i has the influence value e_i = (y_i - R x_i) / X, these
/// sum to 0, and the variance of R is n/(n-1) sum e_i^2 (Cochran 1977, Sampling Techniques, section 2.11, without
/// finite population correction). Variances are exact fractions until the one final division, so nothing is lost to
/// cancellation and the order of customers does not matter.
/// </summary>
public static class RetentionEstimates
{
    /// <summary>The ratio (unit 1) with a two-sided interval; n = customers at start, for growth those in both.</summary>
    public static Estimate Estimate(RetentionFigure figure, BridgeSum sum, double level = 0.95)
    {
        var ratio = RatioOfSums.Of(figure, sum);
        return ratio.Absence is { } reason
            ? Statistics.Estimate.Absent(reason, ratio.N)
            : Statistics.Estimate.Wald(ratio.Value, ratio.StandardError, ratio.N, level);
    }

    /// <summary>
    /// The change from an earlier pair of periods, tested by z on the paired influence values d_i = e_i - e'_i: the
    /// variance is N/(N-1) sum d_i^2 over the N customers that either ratio rests on, each counted once.
    /// </summary>
    /// <returns>None when either ratio is absent or rests on a single customer.</returns>
    public static ChangeTest? Change(
        RetentionFigure figure,
        BridgeSum now,
        BridgeSum earlier,
        BridgeLag lag,
        double level = 0.95
    )
    {
        var (later, former) = (RatioOfSums.Of(figure, now), RatioOfSums.Of(figure, earlier));
        if (later.StandardError is null || former.StandardError is null)
        {
            return null;
        }

        var cross = now.Cross(lag);
        var (inBoth, yy, yx, xy, xx) = figure switch
        {
            RetentionFigure.NetRevenueRetention => (cross.CustomersStart, cross.Yy, cross.Yx, cross.Xy, cross.Xx),
            RetentionFigure.ExistingGrowth => (cross.CustomersExisting, cross.Yy, cross.Ys, cross.Sy, cross.Ss),
            _ => (cross.CustomersStart, cross.Gg, cross.Gx, cross.Xg, cross.Xx),
        };
        var standardError = RatioOfSums.DifferenceError(later, former, inBoth, yy, yx, xy, xx);
        return ChangeTest.Z(later.Value - former.Value, standardError, level);
    }
}

/// <summary>
/// Y/X with the sum of squares of X y_i - Y x_i, which is X^4 times the sum of squared influence values.
/// </summary>
/// <param name="Shown">The numerator of the figure itself: Y, X - Y for churn, Y - X for growth.</param>
internal readonly record struct RatioOfSums(
    BigInteger Y,
    BigInteger X,
    BigInteger Shown,
    BigInteger Squares,
    long N,
    string? Absence
)
{
    public double Value => (double)Shown / (double)X;

    public double? StandardError =>
        Absence is null && N > 1 ? Math.Sqrt(N / (N - 1.0) * ((double)Squares / (double)BigInteger.Pow(X, 4))) : null;

    public static RatioOfSums Of(RetentionFigure figure, BridgeSum sum)
    {
        var net = sum.ExistingEnd;
        var gross = sum.ExistingStart + sum.Contraction;
        return figure switch
        {
            RetentionFigure.NetRevenueRetention => OfStart(sum, net, net, sum.Yy, sum.Xy),
            RetentionFigure.GrossRevenueRetention => OfStart(sum, gross, gross, sum.Gg, sum.Xg),
            RetentionFigure.RevenueChurn => OfStart(sum, gross, sum.Start - gross, sum.Gg, sum.Xg),
            RetentionFigure.ExistingGrowth => new(
                net,
                sum.ExistingStart,
                net - sum.ExistingStart,
                SumOfSquares(net, sum.ExistingStart, sum.Yy, sum.Xy, sum.Ss),
                sum.CustomersExisting,
                Reason(sum.CustomersExisting, sum.ExistingStart, AbsenceReason.NoCustomersInBoth)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, "Unknown figure."),
        };
    }

    /// <summary>
    /// sqrt(N/(N-1) (sum e^2 + sum e'^2 - 2 sum e e')), from the sums of products of now's parts with the earlier ones.
    /// </summary>
    public static double DifferenceError(
        RatioOfSums now,
        RatioOfSums earlier,
        long inBoth,
        BigInteger yy,
        BigInteger yx,
        BigInteger xy,
        BigInteger xx
    )
    {
        var products =
            (yy * now.X * earlier.X) - (yx * now.X * earlier.Y) - (xy * now.Y * earlier.X) + (xx * now.Y * earlier.Y);
        var (square, earlierSquare) = (now.X * now.X, earlier.X * earlier.X);
        var numerator =
            (now.Squares * earlierSquare * earlierSquare)
            + (earlier.Squares * square * square)
            - (2 * products * square * earlierSquare);
        var n = now.N + earlier.N - inBoth;
        return Math.Sqrt(n / (n - 1.0) * ((double)numerator / (double)BigInteger.Pow(square * earlierSquare, 2)));
    }

    private static RatioOfSums OfStart(BridgeSum sum, BigInteger y, BigInteger shown, BigInteger yy, BigInteger xy) =>
        new(
            y,
            sum.Start,
            shown,
            SumOfSquares(y, sum.Start, yy, xy, sum.Xx),
            sum.CustomersStart,
            Reason(sum.CustomersStart, sum.Start, AbsenceReason.NoCustomersAtStart)
        );

    private static BigInteger SumOfSquares(BigInteger y, BigInteger x, BigInteger yy, BigInteger xy, BigInteger xx) =>
        (yy * x * x) - (2 * xy * x * y) + (xx * y * y);

    private static string? Reason(long customers, BigInteger start, string whenNone) =>
        customers == 0 ? whenNone
        : start.Sign <= 0 ? AbsenceReason.StartNotPositive
        : null;
}
