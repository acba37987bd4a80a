using KpiBoard.Core;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// Turns the sum of one customer, month and currency into the company's currency: times that month's rate, rounded
/// once, half away from zero. At constant rates it takes the newest rate instead, so that only customers move figures.
/// </summary>
internal sealed class MoneyConversion
{
    private readonly int company;
    private readonly RateTable rates;
    private readonly Dictionary<int, long> constant;

    /// <summary>A conversion into the company's currency.</summary>
    /// <param name="company">The company's currency; none as long as no line has come.</param>
    public MoneyConversion(string? company, RateTable rates, IReadOnlyDictionary<string, long> constant)
    {
        this.company = company is null ? 0 : CurrencyCode.Pack(company);
        this.rates = rates;
        this.constant = constant.ToDictionary(rate => CurrencyCode.Pack(rate.Key), rate => rate.Value);
    }

    /// <summary>The rate of a cell; none where no file gives it.</summary>
    public long? Rate(ref readonly MonthCell cell) =>
        cell.Currency == company ? RateTable.One : rates.Of(cell.Currency, cell.Month);

    public long ConstantRate(ref readonly MonthCell cell) =>
        cell.Currency == company
            ? RateTable.One
            : constant.GetValueOrDefault(cell.Currency, Rate(in cell) ?? RateTable.One);

    /// <summary>Units times the rate, rounded.</summary>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static long Convert(long units, long rate) => ExchangeRate.Convert(new Money(units), rate).Units;
}
