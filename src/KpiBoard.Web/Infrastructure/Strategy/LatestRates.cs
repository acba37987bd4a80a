using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>
/// Says in one currency what is still to be spent: at the last rate there is, as no month has rated it yet. The same for
/// the gate, the guesswork share and the order, so that no two of them leave out different budgets.
/// </summary>
public sealed class LatestRates
{
    private const string RatesSql = """
        SELECT r.[Currency], r.[Rate]
          FROM [MonthRate] r
         WHERE r.[Month] = (SELECT MAX(n.[Month])
                              FROM [MonthRate] n
                             WHERE n.[Currency] = r.[Currency] AND n.[Month] <= @month)
        """;

    private readonly Dictionary<string, long> rates;

    private LatestRates(IEnumerable<RateRow> rows) => rates = rows.ToDictionary(row => row.Currency, row => row.Rate);

    /// <summary>As they were known to be on a day of the company.</summary>
    public static async Task<LatestRates> ReadAsync(DatabaseTransaction snapshot, DateOnly today) =>
        new(await snapshot.QueryAsync<RateRow>(RatesSql, new { month = Month.FromDate(today).Key }));

    /// <summary>An amount in the company's currency; null where its own has no rate, unless it is nothing.</summary>
    /// <param name="own">The company's currency, which rates lead to; while it is not set, all money is taken to be in it.</param>
    public Money? Convert(Money amount, string? currency, string? own) =>
        amount == Money.Zero || own is null || currency == own ? amount
        : rates.TryGetValue(currency ?? "", out var rate) ? ExchangeRate.Convert(amount, rate)
        : null;

    private sealed class RateRow
    {
        public string Currency { get; init; } = "";
        public long Rate { get; init; }
    }
}
