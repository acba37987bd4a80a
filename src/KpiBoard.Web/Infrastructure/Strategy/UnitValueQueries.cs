using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>Reads what one unit of each figure is worth: what was set, and what it can be computed from.</summary>
public static class UnitValueQueries
{
    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    private const int MonthsInYear = 12;
    private const string Revenue = "revenue";

    private const string SetSql = """
        SELECT v.[Id], v.[Kpi], v.[Dimension], v.[Member], v.[Amount], v.[Currency], v.[Through], v.[OwnerId],
               u.[Name] AS [Owner], v.[Source], v.[AsOf]
          FROM [UnitValue] v
          LEFT JOIN [AppUser] u ON u.[Id] = v.[OwnerId]
         WHERE v.[EndedAt] IS NULL
        """;

    // The last twelve months that are complete; a gap has nothing to compute from.
    private const string LastMonthSql = """
        SELECT MAX([LastMonth])
          FROM [Bridge]
         WHERE [ToRun] = @inForce AND [Measure] = 'revenue' AND [Grain] = 'r12' AND [Dimension] = ''
           AND [IsComplete] = 1 AND [IsGap] = 0
        """;

    private const string BridgeSql = """
        SELECT [Measure], [Dimension], [Member], [Start], [Churned], [End], [CustomersStart], [CoveredAmount]
          FROM [Bridge]
         WHERE [ToRun] = @inForce AND [Measure] IN ('revenue', 'margin') AND [Grain] = 'r12' AND [LastMonth] = @month
        """;

    private const string ChurnSql = """
        SELECT [Dimension], [Member], [N]
          FROM [KpiValue]
         WHERE [ToRun] = @inForce AND [Kpi] = @kpi AND [Grain] = 'r12' AND [LastMonth] = @month
           AND [Value] IS NOT NULL
        """;

    // Of the estimates of one customer the later year goes before the earlier and the newer file before the older, and
    // the year before the period's is the oldest that counts: as the share of wallet itself reads them. Who is counted
    // as nobody has no wallet; those of whom only our rank is known have not said what they spend.
    private const string SpendSql = """
          WITH [Told] AS (
        SELECT COALESCE(k.[CountedAs], w.[CustomerId]) AS [CustomerId], w.[Year], w.[CategorySpend], w.[Currency],
               ROW_NUMBER() OVER (PARTITION BY COALESCE(k.[CountedAs], w.[CustomerId])
                                      ORDER BY w.[Year] DESC, w.[BatchId] DESC, w.[Line] DESC) AS [Place]
          FROM [CurrentWalletEstimate] w
          LEFT JOIN [CustomerCounting] k ON k.[CustomerId] = w.[CustomerId]
         WHERE w.[Year] IN (@year, @before) AND COALESCE(k.[CountedAs], w.[CustomerId]) >= 0)
        SELECT t.[Year], t.[Currency], m.[Segment], m.[Region], m.[BusinessUnit], SUM(t.[CategorySpend]) AS [Spend],
               COUNT(*) AS [Customers]
          FROM [Told] t
          LEFT JOIN [CustomerMember] m ON m.[CustomerId] = t.[CustomerId]
                                      AND m.[ValidFrom] = (SELECT MAX(n.[ValidFrom])
                                                             FROM [CustomerMember] n
                                                            WHERE n.[CustomerId] = t.[CustomerId] AND n.[ValidFrom] <= @day)
         WHERE t.[Place] = 1 AND t.[CategorySpend] IS NOT NULL
         GROUP BY t.[Year], t.[Currency], m.[Segment], m.[Region], m.[BusinessUnit]
        """;

    private const string RatesSql = """
        SELECT [Currency], [Month], [Rate]
          FROM [MonthRate]
         WHERE [Month] >= @from AND [Month] <= @to
         ORDER BY [Month]
        """;

    /// <summary>Reads the book.</summary>
    /// <param name="currency">The company's; null before it has one.</param>
    public static Task<UnitValueBook> ReadAsync(
        KpiDatabase database,
        KpiBook figures,
        string? currency,
        CancellationToken ct
    ) => database.ReadSnapshotAsync(snapshot => ReadAsync(snapshot, figures, currency), ct);

    public static async Task<UnitValueBook> ReadAsync(DatabaseTransaction snapshot, KpiBook figures, string? currency)
    {
        var set = await snapshot.QueryAsync<UnitValueRow>(SetSql);
        var last = await snapshot.ScalarAsync<int?>(LastMonthSql, new { inForce = InForce });
        if (last is not { } key)
        {
            return new(set, new Dictionary<(string, string), UnitValueInputs>(), null, figures, currency);
        }
        var month = Month.FromKey(key);
        var wanted = new
        {
            month = key,
            inForce = InForce,
            kpi = KpiCodes.LogoChurn,
        };
        var bridges = await snapshot.QueryAsync<BridgeRow>(BridgeSql, wanted);
        var churn = (await snapshot.QueryAsync<ChurnRow>(ChurnSql, wanted)).ToDictionary(
            row => (row.Dimension, row.Member),
            row => row.N
        );
        var spend = await SpendAsync(snapshot, month, currency);
        var inputs = bridges
            .GroupBy(row => (row.Dimension, row.Member))
            .ToDictionary(of => of.Key, of => Inputs([.. of], churn.GetValueOrDefault(of.Key), spend, of.Key));
        return new(set, inputs, month, figures, currency);
    }

    private static UnitValueInputs Inputs(
        IReadOnlyList<BridgeRow> bridges,
        long churnCustomers,
        Dictionary<(string, string), (Money Spend, long Customers)> spend,
        (string, string) of
    )
    {
        var revenue = bridges.FirstOrDefault(row => row.Measure == Revenue) ?? new BridgeRow();
        // A margin bridge without revenue beneath it says that no line has a cost.
        var margin = bridges.FirstOrDefault(row => row.Measure != Revenue && row.CoveredAmount.Units > 0);
        var told = spend.TryGetValue(of, out var known) ? known : ((Money Spend, long Customers)?)null;
        return new()
        {
            Start = revenue.Start,
            ExistingStart = revenue.Start + revenue.Churned,
            Customers = revenue.CustomersStart,
            ChurnCustomers = churnCustomers > 0 ? churnCustomers : null,
            MarginStart = margin?.Start,
            MarginExistingStart = margin?.Start + margin?.Churned,
            MarginCustomers = margin?.CustomersStart ?? 0,
            MarginShare = margin is null ? null : UnitValues.MarginShare(margin.End, margin.CoveredAmount),
            CategorySpend = told?.Spend,
            CategoryCustomers = told?.Customers ?? 0,
        };
    }

    /// <summary>By member, what customers have said they spend in the category in a year.</summary>
    private static async Task<Dictionary<(string, string), (Money Spend, long Customers)>> SpendAsync(
        DatabaseTransaction snapshot,
        Month month,
        string? currency
    )
    {
        var rows = await snapshot.QueryAsync<SpendRow>(
            SpendSql,
            new
            {
                year = month.Year,
                before = month.Year - 1,
                day = month.LastDay,
            }
        );
        var rates = (
            await snapshot.QueryAsync<RateRow>(
                RatesSql,
                new { from = new Month(month.Year - 1, 1).Key, to = new Month(month.Year, MonthsInYear).Key }
            )
        ).ToLookup(row => (row.Currency, Month.FromKey(row.Month).Year), row => row.Rate);
        var sums = new Dictionary<(string, string), (Money, long)>();
        foreach (var row in rows)
        {
            // By the last rate of the year that the estimates are for; without one they are left out, as in the figure.
            var rate = row.Currency == currency ? ExchangeRate.One : rates[(row.Currency, row.Year)].LastOrDefault();
            if (rate == 0)
            {
                continue;
            }
            var amount = ExchangeRate.Convert(row.Spend, rate);
            foreach (var place in row.Places())
            {
                var (money, customers) = sums.GetValueOrDefault(place);
                sums[place] = (money + amount, customers + row.Customers);
            }
        }
        return sums;
    }

    private sealed class BridgeRow
    {
        public string Measure { get; init; } = "";
        public string Dimension { get; init; } = "";
        public string Member { get; init; } = "";
        public Money Start { get; init; }
        public Money Churned { get; init; }
        public Money End { get; init; }
        public long CustomersStart { get; init; }
        public Money CoveredAmount { get; init; }
    }

    private sealed class ChurnRow
    {
        public string Dimension { get; init; } = "";
        public string Member { get; init; } = "";
        public long N { get; init; }
    }

    private sealed class SpendRow
    {
        public int Year { get; init; }
        public string Currency { get; init; } = "";
        public string? Segment { get; init; }
        public string? Region { get; init; }
        public string? BusinessUnit { get; init; }
        public Money Spend { get; init; }
        public long Customers { get; init; }

        public IEnumerable<(string Dimension, string Member)> Places() =>
            [
                ("", ""),
                (KpiDimensions.Segment, Segment ?? KpiDimensions.NotDescribed),
                (KpiDimensions.Region, Region ?? KpiDimensions.NotDescribed),
                (KpiDimensions.BusinessUnit, BusinessUnit ?? KpiDimensions.NotDescribed),
            ];
    }

    private sealed class RateRow
    {
        public string Currency { get; init; } = "";
        public int Month { get; init; }
        public long Rate { get; init; }
    }
}
