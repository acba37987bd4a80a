using System.Runtime.InteropServices;
using System.Text;
using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Retention;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>
/// The customers behind the bars of the bridge, from the same sums that the last refresh counted, classified by the same
/// <see cref="BridgeEntry"/>. Only the rows of the two periods are read; what else must be known is asked of those
/// customers that it matters for.
/// </summary>
public sealed class BridgeCustomerQueries(KpiDatabase database)
{
    private const int AtOnce = 500;

    /// <summary>For more customers than this it is quicker to read everybody's members.</summary>
    private const int MostAsked = 8 * AtOnce;

    private const string MonthsSql = """
        SELECT m.[CustomerId], m.[Month], m.[Currency],
               CASE WHEN @margin = 1 THEN m.[CoveredAmount] - m.[CoveredCost] ELSE m.[Amount] END
          FROM [CustomerMonth] m
         WHERE m.[Month] BETWEEN @startFrom AND @endTo AND m.[CustomerId] <> 0
           AND (@margin = 0 OR m.[CoveredLines] > 0)
        """;

    private const string RatesSql = """
        SELECT [Currency], [Month], [Rate]
          FROM [MonthRate]
         WHERE [Month] BETWEEN @startFrom AND @endTo
        """;

    private const string BasisSql = """
        SELECT [Basis]
          FROM [RefreshRun]
         WHERE [Id] = (SELECT MAX(r.[Id]) FROM [RefreshRun] r WHERE r.[Status] = @done)
        """;

    /// <summary>Only who comes in at the end can be new or come back.</summary>
    private const string PresentBeforeSql = """
        SELECT DISTINCT m.[CustomerId]
          FROM [CustomerMonth] m
         WHERE m.[Month] BETWEEN @endFrom AND @endTo AND m.[CustomerId] <> 0
           AND EXISTS (SELECT 1
                         FROM [CustomerMonth] b
                        WHERE b.[CustomerId] = m.[CustomerId] AND b.[Month] < @startFrom
                          AND (@margin = 0 OR b.[CoveredLines] > 0))
        """;

    private const string MembersSql = """
        SELECT [CustomerId], [ValidFrom], [Segment], [Region], [BusinessUnit]
          FROM [CustomerMember]
         ORDER BY [CustomerId], [ValidFrom]
        """;

    private const string MembersOfSomeSql = """
        SELECT [CustomerId], [ValidFrom], [Segment], [Region], [BusinessUnit]
          FROM [CustomerMember]
         WHERE [CustomerId] IN @ids
         ORDER BY [CustomerId], [ValidFrom]
        """;

    private const string NamesSql = """
        SELECT c.[Id], c.[CustomerId], v.[Name]
          FROM [Customer] c
          LEFT JOIN [CurrentCustomerVersion] v ON v.[CustomerId] = c.[Id] AND v.[Name] IS NOT NULL
         WHERE c.[Id] IN @ids
         ORDER BY c.[Id], v.[BatchId], v.[Line]
        """;

    /// <summary>The customers behind a bar, the largest amounts first, still without names.</summary>
    /// <param name="currency">The company's.</param>
    /// <param name="units">Only customers who belong to one of these today are seen; all when null.</param>
    /// <param name="today">The company's date.</param>
    public Task<BridgeCustomers> ReadAsync(
        BridgeBar bar,
        string currency,
        IReadOnlyList<string>? units,
        DateOnly today,
        CancellationToken ct
    ) => database.ReadSnapshotAsync(snapshot => ReadAsync(snapshot, bar, currency, units, DateKey.ToKey(today)), ct);

    /// <summary>The same customers with their ids and names, and as whose the bar counts them.</summary>
    public async Task<IReadOnlyList<BridgeCustomer>> DescribeAsync(
        BridgeBar bar,
        IReadOnlyList<BridgeCustomer> customers,
        CancellationToken ct
    )
    {
        var described = new List<BridgeCustomer>(customers.Count);
        foreach (var some in customers.Chunk(AtOnce))
        {
            var ids = some.Select(customer => customer.Id).ToList();
            var rows = await database.QueryAsync<NameRow>(NamesSql, new { ids }, ct);
            // Of several versions the newest comes last.
            var names = rows.GroupBy(row => row.Id).ToDictionary(group => group.Key, group => group.Last());
            var steps = await database.QueryAsync<MemberStep>(MembersOfSomeSql, new { ids }, ct);
            var members = steps.ToLookup(step => step.CustomerId);
            described.AddRange(some.Select(customer => Described(customer, names[customer.Id], members[customer.Id])));
        }
        return described;

        BridgeCustomer Described(BridgeCustomer customer, NameRow name, IEnumerable<MemberStep> steps)
        {
            var member = At(steps, DayOf(bar, customer.Entry));
            return customer with
            {
                CustomerId = name.CustomerId,
                Name = name.Name ?? "",
                Segment = member.Segment,
                Region = member.Region,
                BusinessUnit = member.BusinessUnit,
            };
        }
    }

    private static async Task<BridgeCustomers> ReadAsync(
        DatabaseTransaction snapshot,
        BridgeBar bar,
        string currency,
        IReadOnlyList<string>? units,
        int today
    )
    {
        var behind = await BehindAsync(snapshot, bar, currency);
        var seen = behind;
        if (bar.Dimension.Length > 0 || units is not null)
        {
            var members = await MembersAsync(snapshot, [.. behind.Select(customer => customer.Id)]);
            behind = [.. behind.Where(customer => IsOf(At(members[customer.Id], DayOf(bar, customer.Entry)), bar))];
            seen = units is null
                ? behind
                : [.. behind.Where(customer => units.Contains(At(members[customer.Id], today).BusinessUnit))];
        }
        return new(
            [.. seen.OrderByDescending(customer => Math.Abs(customer.Amount.Units)).ThenBy(customer => customer.Id)],
            behind.Count,
            BridgeCustomers.Sum(behind)
        );
    }

    /// <summary>Who stands behind the bar, whatever the member.</summary>
    private static async Task<List<BridgeCustomer>> BehindAsync(
        DatabaseTransaction snapshot,
        BridgeBar bar,
        string currency
    )
    {
        var (period, start) = (bar.Period, bar.Period.Predecessor);
        var range = new
        {
            startFrom = start.First.Key,
            endFrom = period.First.Key,
            endTo = period.Last.Key,
            margin = bar.IsMargin ? 1 : 0,
        };
        var rates = await RatesAsync(snapshot, bar, range);
        var sums = await snapshot.ReadBulkAsync(
            MonthsSql,
            range,
            reader => Sums(reader, currency, rates, range.endFrom)
        );
        var before = bar.Part.IsOfThoseWhoCame
            ? (await snapshot.QueryAsync<long>(PresentBeforeSql, range)).ToHashSet()
            : [];
        var behind = new List<BridgeCustomer>();
        foreach (var (id, sum) in sums)
        {
            var entry = sum.ToEntry(before.Contains(id));
            if (bar.Part.Holds(entry))
            {
                behind.Add(new(id, entry, bar.Part.AmountOf(entry)));
            }
        }
        return behind;
    }

    private static Dictionary<long, Pair> Sums(IBulkReader reader, string currency, BridgeRates rates, int endFrom)
    {
        var (sums, own) = (new Dictionary<long, Pair>(), Encoding.UTF8.GetBytes(currency));
        while (reader.Read())
        {
            var (month, amount) = ((int)reader.GetInt64(1), new Money(reader.GetInt64(3)));
            if (!reader.GetUtf8(2).SequenceEqual(own))
            {
                // A month without a rate is in no figure.
                if (rates.Of(Encoding.UTF8.GetString(reader.GetUtf8(2)), month) is not { } rate)
                {
                    continue;
                }
                amount = ExchangeRate.Convert(amount, rate);
            }
            CollectionsMarshal
                .GetValueRefOrAddDefault(sums, reader.GetInt64(0), out _)
                .Add(amount.Units, atEnd: month >= endFrom);
        }
        return sums;
    }

    private static async Task<BridgeRates> RatesAsync(DatabaseTransaction snapshot, BridgeBar bar, object range)
    {
        var rates = await snapshot.QueryAsync<RateRow>(RatesSql, range);
        var basis = bar.IsAtConstantRates
            ? await snapshot.ScalarAsync<string>(BasisSql, new { done = KnownRunRow.Done })
            : null;
        return new(rates.ToDictionary(rate => (rate.Currency, rate.Month), rate => rate.Rate), basis);
    }

    private static async Task<ILookup<long, MemberStep>> MembersAsync(
        DatabaseTransaction snapshot,
        List<long> customers
    )
    {
        if (customers.Count > MostAsked)
        {
            return (await snapshot.QueryAsync<MemberStep>(MembersSql)).ToLookup(step => step.CustomerId);
        }
        var steps = new List<MemberStep>();
        foreach (var ids in customers.Chunk(AtOnce))
        {
            steps.AddRange(await snapshot.QueryAsync<MemberStep>(MembersOfSomeSql, new { ids }));
        }
        return steps.ToLookup(step => step.CustomerId);
    }

    /// <summary>A pair counts with the member of the day that its start ended on; who came later, with the end's.</summary>
    private static int DayOf(BridgeBar bar, BridgeEntry entry) =>
        DateKey.ToKey(entry.PresentAtStart ? bar.Period.Predecessor.LastDay : bar.Period.LastDay);

    private static bool IsOf(MemberStep member, BridgeBar bar) =>
        bar.Dimension switch
        {
            KpiDimensions.Segment => member.Segment == bar.Member,
            KpiDimensions.Region => member.Region == bar.Member,
            KpiDimensions.BusinessUnit => member.BusinessUnit == bar.Member,
            _ => true,
        };

    private static MemberStep At(IEnumerable<MemberStep> steps, int day) =>
        steps.LastOrDefault(step => step.ValidFrom <= day) ?? MemberStep.NotDescribed;

    /// <summary>A customer's money in both periods.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Pair
    {
        private long start;
        private long end;
        private bool isAtStart;
        private bool isAtEnd;

        public void Add(long units, bool atEnd)
        {
            if (atEnd)
            {
                end = checked(end + units);
                isAtEnd = true;
                return;
            }
            start = checked(start + units);
            isAtStart = true;
        }

        public readonly BridgeEntry ToEntry(bool presentBefore) => new(start, end, isAtStart, isAtEnd, presentBefore);
    }

    private sealed class RateRow
    {
        public string Currency { get; init; } = "";
        public int Month { get; init; }
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
