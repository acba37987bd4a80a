namespace KpiBoard.Core;

/// <summary>What one unit of a currency is worth in the company's, in ten-billionths.</summary>
public static class ExchangeRate
{
    public const long One = 10_000_000_000;

    /// <summary>The sum of one customer, month and currency in the company's currency, rounded once, half away from zero.</summary>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static Money Convert(Money amount, long rate)
    {
        if (rate == One)
        {
            return amount;
        }
        var product = Math.BigMul(amount.Units, rate);
        var half = product < 0 ? -One / 2 : One / 2;
        return new(checked((long)((product + half) / One)));
    }
}
