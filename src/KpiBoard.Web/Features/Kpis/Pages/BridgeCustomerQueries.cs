using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Retention;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>Which bar of which bridge.</summary>
public sealed record BridgeBar(string Measure, Period Period, BridgePart Part, string Dimension, string Member);

/// <summary>A customer behind a bar.</summary>
public sealed record BridgeCustomer(long Id, BridgeEntry Entry, Money Amount)
{
    public string CustomerId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Segment { get; init; } = "";
    public string Region { get; init; } = "";
    public string BusinessUnit { get; init; } = "";
}

/// <summary>
/// The customers behind the bars of the bridge, from the same sums that the last refresh counted, classified by the same
/// <see cref="BridgeEntry"/>.
/// </summary>
public sealed class BridgeCustomerQueries(KpiDatabase database)
{
    private const int NamesAtOnce = 500;

    private const string SumsSql = """
        SELECT m.[CustomerId],
               SUM(CASE WHEN m.[Month] <= @startTo
                        THEN CASE WHEN @margin = 1 THEN m.[CoveredAmount] - m.[CoveredCost] ELSE m.[Amount] END
                        ELSE 0 END) AS [Start],
               SUM(CASE WHEN m.[Month] >= @endFrom
                        THEN CASE WHEN @margin = 1 THEN m.[CoveredAmount] - m.[CoveredCost] ELSE m.[Amount] END
                        ELSE 0 END) AS [End],
               SUM(CASE WHEN m.[Month] <= @startTo THEN 1 ELSE 0 END) AS [MonthsAtStart],
               SUM(CASE WHEN m.[Month] >= @endFrom THEN 1 ELSE 0 END) AS [MonthsAtEnd]
          FROM [CustomerMonth] m
         WHERE m.[Month] BETWEEN @startFrom AND @endTo AND m.[CustomerId] <> 0 AND m.[Currency] = @currency
           AND (@margin = 0 OR m.[CoveredLines] > 0)
         GROUP BY m.[CustomerId]
        """;

    /// <summary>Other currencies are converted month by month; a month without a rate is in no figure.</summary>
    private const string ForeignSql = """
        SELECT m.[CustomerId], m.[Month],
               CASE WHEN @margin = 1 THEN m.[CoveredAmount] - m.[CoveredCost] ELSE m.[Amount] END AS [Amount], r.[Rate]
          FROM [CustomerMonth] m
          JOIN [MonthRate] r ON r.[Currency] = m.[Currency] AND r.[Month] = m.[Month]
         WHERE m.[Month] BETWEEN @startFrom AND @endTo AND m.[CustomerId] <> 0 AND m.[Currency] <> @currency
           AND (@margin = 0 OR m.[CoveredLines] > 0)
        """;

    private const string PresentBeforeSql = """
        SELECT DISTINCT m.[CustomerId]
          FROM [CustomerMonth] m
         WHERE m.[Month] < @startFrom AND m.[CustomerId] <> 0 AND (@margin = 0 OR m.[CoveredLines] > 0)
        """;

    private const string MembersSql = """
        SELECT [CustomerId], [ValidFrom], [Segment], [Region], [BusinessUnit]
          FROM [CustomerMember]
         ORDER BY [CustomerId], [ValidFrom]
        """;

    private const string NamesSql = """
        SELECT c.[Id], c.[CustomerId], v.[Name]
          FROM [Customer] c
          LEFT JOIN [CurrentCustomerVersion] v ON v.[CustomerId] = c.[Id] AND v.[Name] IS NOT NULL
         WHERE c.[Id] IN @ids
         ORDER BY c.[Id], v.[BatchId], v.[Line]
        """;

    private const string UnitsSql =
        "SELECT [BusinessUnit] FROM [UserUnit] WHERE [UserId] = @user ORDER BY [BusinessUnit]";

    /// <summary>The units whose customers the person may see.</summary>
    public Task<IReadOnlyList<string>> UnitsAsync(long user, CancellationToken ct) =>
        database.QueryAsync<string>(UnitsSql, new { user }, ct);

    /// <summary>The customers behind a bar, the largest amounts first.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="currency">The company's.</param>
    /// <param name="units">Only customers who belong to one of these today; all when null.</param>
    /// <param name="today">The company's date.</param>
    public Task<IReadOnlyList<BridgeCustomer>> ReadAsync(
        BridgeBar bar,
        string currency,
        IReadOnlyList<string>? units,
        DateOnly today,
        CancellationToken ct
    ) => database.ReadSnapshotAsync(snapshot => ReadAsync(snapshot, bar, currency, units, DateKey.ToKey(today)), ct);

    /// <summary>The same customers with their ids and names.</summary>
    public async Task<IReadOnlyList<BridgeCustomer>> WithNamesAsync(
        IReadOnlyList<BridgeCustomer> customers,
        CancellationToken ct
    )
    {
        var named = new List<BridgeCustomer>(customers.Count);
        foreach (var some in customers.Chunk(NamesAtOnce))
        {
            var rows = await database.QueryAsync<NameRow>(
                NamesSql,
                new { ids = some.Select(customer => customer.Id) },
                ct
            );
            // Of several versions the newest comes last.
            var last = rows.GroupBy(row => row.Id).ToDictionary(group => group.Key, group => group.Last());
            named.AddRange(
                some.Select(customer =>
                    customer with
                    {
                        CustomerId = last[customer.Id].CustomerId,
                        Name = last[customer.Id].Name ?? "",
                    }
                )
            );
        }
        return named;
    }

    private static async Task<IReadOnlyList<BridgeCustomer>> ReadAsync(
        DatabaseTransaction snapshot,
        BridgeBar bar,
        string currency,
        IReadOnlyList<string>? units,
        int today
    )
    {
        var (period, start) = (bar.Period, bar.Period.Predecessor);
        var range = new
        {
            startFrom = start.First.Key,
            startTo = start.Last.Key,
            endFrom = period.First.Key,
            endTo = period.Last.Key,
            margin = bar.Measure == BridgeMeasure.Margin ? 1 : 0,
            currency,
        };
        var sums = (await snapshot.QueryAsync<SumRow>(SumsSql, range)).ToDictionary(row => row.CustomerId);
        foreach (var row in await snapshot.QueryAsync<ForeignRow>(ForeignSql, range))
        {
            var sum = sums.TryGetValue(row.CustomerId, out var known)
                ? known
                : new SumRow { CustomerId = row.CustomerId };
            sums[row.CustomerId] = sum.Plus(ExchangeRate.Convert(row.Amount, row.Rate), row.Month <= range.startTo);
        }
        var before = (await snapshot.QueryAsync<long>(PresentBeforeSql, range)).ToHashSet();
        var members = (await snapshot.QueryAsync<MemberStep>(MembersSql)).ToLookup(row => row.CustomerId);
        var (startDay, endDay) = (DateKey.ToKey(start.LastDay), DateKey.ToKey(period.LastDay));
        return
        [
            .. sums
                .Values.Select(sum => (sum.CustomerId, Entry: sum.ToEntry(before.Contains(sum.CustomerId))))
                .Where(row => bar.Part.Holds(row.Entry))
                .Where(row => units is null || units.Contains(At(members[row.CustomerId], today).BusinessUnit))
                .Select(row => Customer(row.CustomerId, row.Entry))
                .Where(customer => IsOf(customer, bar))
                .OrderByDescending(customer => Math.Abs(customer.Amount.Units))
                .ThenBy(customer => customer.Id),
        ];

        BridgeCustomer Customer(long id, BridgeEntry entry)
        {
            var member = At(members[id], entry.PresentAtStart ? startDay : endDay);
            return new(id, entry, bar.Part.AmountOf(entry))
            {
                Segment = member.Segment,
                Region = member.Region,
                BusinessUnit = member.BusinessUnit,
            };
        }
    }

    private static bool IsOf(BridgeCustomer customer, BridgeBar bar) =>
        bar.Dimension switch
        {
            KpiDimensions.Segment => customer.Segment == bar.Member,
            KpiDimensions.Region => customer.Region == bar.Member,
            KpiDimensions.BusinessUnit => customer.BusinessUnit == bar.Member,
            _ => true,
        };

    private static MemberStep At(IEnumerable<MemberStep> steps, int day) =>
        steps.LastOrDefault(step => step.ValidFrom <= day) ?? MemberStep.NotDescribed;

    private sealed record SumRow
    {
        public long CustomerId { get; init; }
        public Money Start { get; init; }
        public Money End { get; init; }
        public int MonthsAtStart { get; init; }
        public int MonthsAtEnd { get; init; }

        public SumRow Plus(Money amount, bool atStart) =>
            atStart
                ? this with
                {
                    Start = Start + amount,
                    MonthsAtStart = MonthsAtStart + 1,
                }
                : this with
                {
                    End = End + amount,
                    MonthsAtEnd = MonthsAtEnd + 1,
                };

        public BridgeEntry ToEntry(bool presentBefore) =>
            new(Start.Units, End.Units, MonthsAtStart > 0, MonthsAtEnd > 0, presentBefore);
    }

    private sealed class ForeignRow
    {
        public long CustomerId { get; init; }
        public int Month { get; init; }
        public Money Amount { get; init; }
        public long Rate { get; init; }
    }

    private sealed class MemberStep
    {
        public static readonly MemberStep NotDescribed = new()
        {
            Segment = KpiDimensions.NotDescribed,
            Region = KpiDimensions.NotDescribed,
            BusinessUnit = KpiDimensions.NotDescribed,
        };

        public long CustomerId { get; init; }
        public int ValidFrom { get; init; }
        public string Segment { get; init; } = "";
        public string Region { get; init; } = "";
        public string BusinessUnit { get; init; } = "";
    }

    private sealed class NameRow
    {
        public long Id { get; init; }
        public string CustomerId { get; init; } = "";
        public string? Name { get; init; }
    }
}
