using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Wallet;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>What is known of customers' wallets, by customer and year.</summary>
internal sealed class WalletTable
{
    /// <summary>Ranks are kept in hundredths: brands that tie share the average of their ranks.</summary>
    private const double RankUnits = 100;

    private const int MonthsInYear = 12;

    public static readonly WalletTable Empty = new([]);

    private readonly SortedDictionary<long, SortedDictionary<int, Known>> customers;

    private WalletTable(SortedDictionary<long, SortedDictionary<int, Known>> customers) => this.customers = customers;

    public bool IsEmpty => customers.Count == 0;

    public IEnumerable<long> Customers => customers.Keys;

    public bool Has(long customer) => customers.ContainsKey(customer);

    public static WalletTable Read(IBulkReader reader)
    {
        var wallets = new SortedDictionary<long, SortedDictionary<int, Known>>();
        while (reader.Read())
        {
            var customer = reader.GetInt64(0);
            if (!wallets.TryGetValue(customer, out var years))
            {
                wallets[customer] = years = [];
            }
            years[(int)reader.GetInt64(1)] = new(
                Number(2),
                reader.IsNull(3) ? 0 : CurrencyCode.Pack(reader.GetUtf8(3)),
                Number(4),
                Number(5)
            );
        }
        return new(wallets);

        long? Number(int column) => reader.IsNull(column) ? null : reader.GetInt64(column);
    }

    /// <summary>
    /// What a customer spends in the category in the year to the end of a month, by the estimate of that calendar year,
    /// else of the one before; none without either.
    /// </summary>
    /// <param name="spend">What the customer spent here: of a customer of whom only our rank is known, the share follows
    /// from it and the wallet from the share.</param>
    public Money? Of(long customer, Month end, Money spend, string? currency, RateTable rates)
    {
        var years = customers[customer];
        return (years.GetValueOrDefault(end.Year) ?? years.GetValueOrDefault(end.Year - 1)) is not { } known
            ? null
            : known.Wallet(
                spend,
                currency is null ? 0 : CurrencyCode.Pack(currency),
                new Month(years.ContainsKey(end.Year) ? end.Year : end.Year - 1, MonthsInYear),
                rates
            );
    }

    private sealed record Known(long? CategorySpend, int Currency, long? Rank, long? Brands)
    {
        public Money? Wallet(Money spend, int company, Month endOfYear, RateTable rates) =>
            CategorySpend is { } units ? Converted(units, company, endOfYear, rates)
            : Rank is { } rank && Brands is { } brands
                ? ShareOfWallet.SizeOfWallet(spend, ShareOfWallet.Allocated(rank / RankUnits, (int)brands))
            : null;

        /// <summary>By the last rate of the year that the estimate is for; none where no rate is known.</summary>
        private Money? Converted(long units, int company, Month endOfYear, RateTable rates)
        {
            if (Currency == company)
            {
                return new(units);
            }
            for (var back = 0; back < MonthsInYear; back++)
            {
                if (rates.Of(Currency, (endOfYear - back).Key) is { } rate)
                {
                    return new(MoneyConversion.Convert(units, rate));
                }
            }
            return null;
        }
    }
}
