using System.Globalization;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Web.Tests.Refresh;

public sealed class BridgeOracleTests
{
    private const string BridgesSql = """
        SELECT [Grain], [Member], [Period], [Start], [New], [Reactivated], [Expansion], [Contraction], [Churned],
               [End], [CustomersStart], [CustomersNew], [CustomersReactivated], [CustomersExpanded],
               [CustomersContracted], [CustomersFlat], [CustomersChurned], [CustomersEnd], [Moved], [Dimension]
          FROM [Bridge]
         WHERE [Measure] = 'revenue' AND [ToRun] = 9223372036854775807 AND [Dimension] IN ('', 'segment')
        """;

    private static readonly string[] Segments = ["Private", "Public", "not described"];
    private static readonly DateOnly Turn = new(2025, 3, 10);

    // Every third customer changes its segment on one day; every fourth is never described.
    private static string SegmentOn(string customer, DateOnly day)
    {
        var number = int.Parse(customer, CultureInfo.InvariantCulture);
        return number % 4 == 0 ? "not described"
            : number % 3 == 0 && day >= Turn ? "Public"
            : "Private";
    }

    [DatabaseTheory]
    public async Task Refresh_ManyCustomers_IsTheDefinitionToTheLastDigit(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var random = new Random(7);
        var lines = Enumerable.Range(0, 900).Select(_ => Line(random)).ToList();
        await company.SetAsync("currency", "DKK");
        await company.SetAsync("fiscalYearStart", "5");
        await company.SetAsync("quarters", "fiscal");
        await ImportAsync(company, lines);
        Assert.Equal("done", (await company.RefreshAsync()).Status);

        var rows = await company.Database.QueryAsync<BridgeRow>(BridgesSql, null, CancellationToken.None);

        var calendar = new PeriodCalendar(5, fiscal: true);
        Assert.All(
            rows,
            row =>
            {
                var member = row.Dimension.Length == 0 ? null : row.Member;
                var expected = BridgeOracle.Of(lines, calendar.Parse(row.Period), member, SegmentOn);
                Assert.Equal(expected, row.ToOracle());
            }
        );
        AssertMembersSumToTotal(rows);
        AssertMovedLeadsToTheNextStart(rows, calendar);
        Assert.Equal(4 * (1 + Segments.Length), rows.Select(row => (row.Grain, row.Member)).Distinct().Count());
    }

    private static void AssertMembersSumToTotal(IReadOnlyList<BridgeRow> rows)
    {
        var members = rows.Where(row => row.Dimension.Length > 0).ToLookup(row => (row.Grain, row.Period));
        foreach (var total in rows.Where(row => row.Dimension.Length == 0))
        {
            var of = members[(total.Grain, total.Period)].ToList();
            Assert.Equal((total.Start, total.End), (of.Sum(row => row.Start), of.Sum(row => row.End)));
            Assert.Equal(0, of.Sum(row => row.Moved));
            Assert.Equal(0, total.Moved);
        }
    }

    private static void AssertMovedLeadsToTheNextStart(IReadOnlyList<BridgeRow> rows, PeriodCalendar calendar)
    {
        var byPlace = rows.ToDictionary(row => (row.Member, calendar.Parse(row.Period)));
        var moves = 0;
        foreach (var ((member, period), row) in byPlace)
        {
            if (byPlace.TryGetValue((member, period.Successor), out var next))
            {
                Assert.Equal(next.Start, row.End + row.Moved);
                moves += row.Moved == 0 ? 0 : 1;
            }
        }
        Assert.True(moves > 0);
    }

    private static OracleLine Line(Random random) =>
        new(
            random.Next(1, 40).ToString(CultureInfo.InvariantCulture),
            new DateOnly(2023, 2, 1).AddDays((int)(random.NextDouble() * random.NextDouble() * 900)),
            random.Next(-200_000, 3_000_000)
        );

    private static async Task ImportAsync(TestCompany company, List<OracleLine> lines)
    {
        await company.ImportAsync(
            "customers",
            [
                "customer_id,segment,valid_from",
                .. Enumerable.Range(1, 40).Where(i => i % 4 != 0).Select(i => $"{i},Private,"),
            ]
        );
        await company.ImportAsync(
            "customers",
            [
                "customer_id,segment,valid_from",
                .. Enumerable
                    .Range(1, 40)
                    .Where(i => i % 4 != 0 && i % 3 == 0)
                    .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},Public,{Turn:yyyy-MM-dd}")),
            ]
        );
        await company.ImportAsync(
            "revenue",
            [
                "booked_on,customer_id,amount,currency",
                .. lines.Select(line =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{line.BookedOn:yyyy-MM-dd},{line.Customer},{line.Amount / 10_000m},DKK"
                    )
                ),
            ]
        );
    }

    private sealed class BridgeRow
    {
        public string Grain { get; init; } = "";
        public string Dimension { get; init; } = "";
        public string Member { get; init; } = "";
        public string Period { get; init; } = "";
        public long Start { get; init; }
        public long New { get; init; }
        public long Reactivated { get; init; }
        public long Expansion { get; init; }
        public long Contraction { get; init; }
        public long Churned { get; init; }
        public long End { get; init; }
        public long Moved { get; init; }
        public long CustomersStart { get; init; }
        public long CustomersNew { get; init; }
        public long CustomersReactivated { get; init; }
        public long CustomersExpanded { get; init; }
        public long CustomersContracted { get; init; }
        public long CustomersFlat { get; init; }
        public long CustomersChurned { get; init; }
        public long CustomersEnd { get; init; }

        public OracleBridge ToOracle() =>
            new()
            {
                Start = Start,
                New = New,
                Reactivated = Reactivated,
                Expansion = Expansion,
                Contraction = Contraction,
                Churned = Churned,
                End = End,
                CustomersStart = CustomersStart,
                CustomersNew = CustomersNew,
                CustomersReactivated = CustomersReactivated,
                CustomersExpanded = CustomersExpanded,
                CustomersContracted = CustomersContracted,
                CustomersFlat = CustomersFlat,
                CustomersChurned = CustomersChurned,
                CustomersEnd = CustomersEnd,
            };
    }
}
