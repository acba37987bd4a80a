using System.Numerics;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Wallet;

/// <summary>
/// Sums over customers with an estimate of their category spend, from which the share of wallet and its error follow.
/// Exact, so that the order of customers does not matter. Money in ten-thousandths.
/// </summary>
public readonly record struct WalletSum(
    long Customers,
    BigInteger Spend,
    BigInteger Wallet,
    BigInteger SpendSquares,
    BigInteger Products,
    BigInteger WalletSquares
)
{
    /// <summary>With one more customer.</summary>
    /// <param name="spend">What the customer spends here in a year.</param>
    /// <param name="wallet">What the customer spends in the category in a year.</param>
    public WalletSum Plus(Money spend, Money wallet)
    {
        BigInteger y = spend.Units;
        BigInteger x = wallet.Units;
        return new(
            Customers + 1,
            Spend + y,
            Wallet + x,
            SpendSquares + (y * y),
            Products + (y * x),
            WalletSquares + (x * x)
        );
    }
}

/// <summary>
/// The share of wallet: what customers spend here over what they spend in the category. A ratio R = Y/X of sums over
/// customers is linearised: customer i has the influence value (y_i - R x_i) / X, and the variance of R is n/(n-1)
/// times the sum of their squares (Cochran 1977, Sampling Techniques, section 2.11).
/// </summary>
public static class ShareOfWallet
{
    /// <summary>The share (unit 1) with a two-sided interval; n = customers with an estimate.</summary>
    public static Estimate Estimate(WalletSum sum, double level = 0.95)
    {
        if (sum.Customers == 0)
        {
            return Statistics.Estimate.Absent(AbsenceReason.NoEstimates);
        }
        if (sum.Wallet.Sign <= 0)
        {
            return Statistics.Estimate.Absent(AbsenceReason.NoCategorySpend, sum.Customers);
        }
        return Statistics.Estimate.Wald(
            (double)sum.Spend / (double)sum.Wallet,
            StandardError(sum),
            sum.Customers,
            level
        );
    }

    /// <summary>The change between two years' estimates, by z = d / sqrt(se1^2 + se2^2); none without both errors.</summary>
    public static ChangeTest? Change(Estimate now, Estimate earlier, double level = 0.95) =>
        ChangeTest.Between(now, earlier, level);

    /// <summary>
    /// The Wallet Allocation Rule (Keiningham, Aksoy, Buoye, Cooil 2011): a brand's share of a customer's wallet is
    /// (1 - rank / (n + 1)) * 2 / n, where n is the number of brands the customer uses in the category. Brands that tie
    /// each take the average of the ranks they share: two at the top of three have rank 1.5.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The rank is not among the brands.</exception>
    public static double Allocated(double rank, int brands)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brands, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, brands);
        return (1 - (rank / (brands + 1))) * 2 / brands;
    }

    /// <summary>The average of the ranks that a brand shares with others that customers like as much.</summary>
    /// <param name="best">The best rank of those that tie, from 1.</param>
    /// <param name="tied">How many tie, the brand itself included.</param>
    public static double TiedRank(int best, int tied)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(best, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tied, 1);
        return best + ((tied - 1) / 2.0);
    }

    /// <summary>What a customer spends in the category, rounded to 4 decimals: own revenue / share; none at a share of 0.</summary>
    public static Money? SizeOfWallet(Money ownRevenue, double share) =>
        share == 0 ? null : Money.FromDecimal(ownRevenue.ToDecimal() / (decimal)share);

    /// <summary>sqrt(n/(n-1) sum e^2) with e_i = (y_i - R x_i) / X: X^4 sum e^2 is an exact whole number.</summary>
    private static double? StandardError(WalletSum sum)
    {
        if (sum.Customers < 2)
        {
            return null;
        }
        var squares =
            (sum.SpendSquares * sum.Wallet * sum.Wallet)
            - (2 * sum.Products * sum.Wallet * sum.Spend)
            + (sum.WalletSquares * sum.Spend * sum.Spend);
        return Math.Sqrt(
            sum.Customers / (sum.Customers - 1.0) * ((double)squares / (double)BigInteger.Pow(sum.Wallet, 4))
        );
    }
}
