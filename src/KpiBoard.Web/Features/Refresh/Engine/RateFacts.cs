using KpiBoard.Core;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The exchange rates as the files say now, and their copy beside the figures.</summary>
internal static class RateFacts
{
    // Where several sources give a rate, the newest batch has the last word.
    private const string CurrentSql = """
        SELECT r.[Currency], r.[Month], r.[Rate]
          FROM [CurrentExchangeRate] r
         ORDER BY r.[BatchId], r.[Line]
        """;

    private const string StoredSql = "SELECT [Currency], [Month], [Rate] FROM [MonthRate]";

    private const string DeleteSql = "DELETE FROM [MonthRate]";

    private static readonly BulkColumn[] Written =
    [
        new("Currency", BulkType.Text),
        new("Month", BulkType.Int64),
        new("Rate", BulkType.Int64),
    ];

    public static Task<RateTable> CurrentAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(CurrentSql, null, Read);

    public static Task<RateTable> StoredAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(StoredSql, null, Read);

    public static async Task WriteAsync(DatabaseTransaction transaction, RateTable rates)
    {
        await transaction.ExecuteAsync(DeleteSql);
        await BulkRows.WriteAsync(
            transaction,
            "MonthRate",
            Written,
            rates.All,
            (chunk, rate) =>
            {
                chunk.SetText(0, CurrencyCode.Text(rate.Currency));
                chunk.SetInt64(1, rate.Month);
                chunk.SetInt64(2, rate.Units);
            }
        );
    }

    private static RateTable Read(IBulkReader reader)
    {
        var rates = new Dictionary<(int, int), long>();
        while (reader.Read())
        {
            rates[(CurrencyCode.Pack(reader.GetUtf8(0)), (int)reader.GetInt64(1))] = reader.GetInt64(2);
        }
        return new(rates);
    }
}

/// <summary>Rates by currency and month, in ten-billionths of the company currency per unit.</summary>
internal sealed class RateTable(Dictionary<(int Currency, int Month), long> rates)
{
    public const long One = ExchangeRate.One;

    public IEnumerable<(int Currency, int Month, long Units)> All =>
        rates.Select(rate => (rate.Key.Currency, rate.Key.Month, rate.Value));

    public int Count => rates.Count;

    public long? Of(int currency, int month) => rates.TryGetValue((currency, month), out var rate) ? rate : null;

    /// <summary>For each other currency its newest rate up to a month: what figures at constant rates use throughout.</summary>
    public SortedDictionary<string, long> Newest(int month, string? except)
    {
        var newest = rates
            .Where(rate => rate.Key.Month <= month && CurrencyCode.Text(rate.Key.Currency) != except)
            .GroupBy(rate => rate.Key.Currency)
            .Select(group => group.MaxBy(rate => rate.Key.Month));
        return new(newest.ToDictionary(rate => CurrencyCode.Text(rate.Key.Currency), rate => rate.Value));
    }

    public bool IsSameAs(RateTable other) =>
        rates.Count == other.Count && rates.All(rate => other.Of(rate.Key.Currency, rate.Key.Month) == rate.Value);
}
