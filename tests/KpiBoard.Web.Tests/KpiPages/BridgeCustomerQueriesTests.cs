using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Retention;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Kpis.Pages;
using KpiBoard.Web.Infrastructure.Database;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.KpiPages;

public sealed class BridgeCustomerQueriesTests
{
    private const string MonthSql = """
        INSERT INTO [CustomerMonth] ([CustomerId], [Month], [Currency], [Amount], [Lines], [CoveredAmount], [CoveredCost],
               [CoveredLines], [FirstDay], [LastDay])
        VALUES (@Customer, @Month, @Currency, @Amount, 1, @Amount, @Cost, @Covered, 0, 0)
        """;

    private const string MemberSql = """
        INSERT INTO [CustomerMember] ([CustomerId], [ValidFrom], [Segment], [Region], [BusinessUnit])
        VALUES (@Customer, @From, @Segment, 'not described', @Unit)
        """;

    private const string RateSql =
        "INSERT INTO [MonthRate] ([Currency], [Month], [Rate]) VALUES ('NOK', 202610, 6500000000)";

    private static readonly DateOnly Today = new(2026, 11, 21);

    [DatabaseTheory]
    public async Task ReadAsync_EachPart_HoldsItsCustomersWithTheLargestFirst(string engine)
    {
        await using var test = await FilledAsync(engine);

        Assert.Equal([(1, 100), (2, 80), (5, 50)], await PartAsync(test, "start"));
        Assert.Equal([(4, 70)], await PartAsync(test, "reactivated"));
        Assert.Equal([(3, 40)], await PartAsync(test, "new"));
        Assert.Equal([(1, 30)], await PartAsync(test, "expansion"));
        Assert.Equal([(2, -15)], await PartAsync(test, "contraction"));
        Assert.Equal([(5, -50)], await PartAsync(test, "churned"));
        Assert.Equal([(1, 130), (4, 70), (2, 65), (3, 40)], await PartAsync(test, "end"));
    }

    [DatabaseTheory]
    public async Task ReadAsync_OtherCurrency_IsConvertedAtTheMonthsRateAndLeftOutWithoutOne(string engine)
    {
        await using var test = await FilledAsync(engine);
        await AddAsync(test.Database, 6, 202609, 1_000, "NOK"); // no rate that month
        await AddAsync(test.Database, 6, 202610, 100, "NOK");

        var end = await PartAsync(test, "end");

        Assert.Contains((6, 65), end);
        Assert.DoesNotContain((6, 1_000), await PartAsync(test, "start"));
    }

    [DatabaseTheory]
    public async Task ReadAsync_Margin_CountsOnlyLinesWithACost(string engine)
    {
        await using var test = await FilledAsync(engine);

        Assert.Equal([(1, 20)], await PartAsync(test, "expansion", BridgeMeasure.Margin));
        Assert.Equal([], await PartAsync(test, "churned", BridgeMeasure.Margin));
    }

    [DatabaseTheory]
    public async Task ReadAsync_OwnUnits_AreThoseOfToday(string engine)
    {
        await using var test = await FilledAsync(engine);

        Assert.Equal([(1, 130), (3, 40)], await PartAsync(test, "end", units: ["Norway"]));
        Assert.Equal([], await PartAsync(test, "end", units: []));
    }

    [DatabaseTheory]
    public async Task ReadAsync_Member_IsTheOneValidWhenThePairBegan(string engine)
    {
        await using var test = await FilledAsync(engine);

        // Customer 1 moved to Norway in October: its pair began in Denmark, while customer 3 began there.
        Assert.Equal(
            [(1, 130)],
            await PartAsync(test, "end", dimension: KpiDimensions.BusinessUnit, member: "Denmark")
        );
        Assert.Equal([(3, 40)], await PartAsync(test, "end", dimension: KpiDimensions.BusinessUnit, member: "Norway"));
    }

    [DatabaseTheory]
    public async Task ReadAsync_AllParts_AddUpToTheBridge(string engine)
    {
        await using var test = await FilledAsync(engine);
        var bridge = new BridgeSum();
        foreach (var part in (string[])["start", "new", "reactivated"])
        {
            foreach (var customer in await ReadAsync(test, part, BridgeMeasure.Revenue, null, "", ""))
            {
                bridge.Add(customer.Entry);
            }
        }

        foreach (var part in BridgePart.Steps)
        {
            var sum = (await ReadAsync(test, part.Code, BridgeMeasure.Revenue, null, "", "")).Sum(customer =>
                customer.Amount.Units
            );
            Assert.Equal(
                part.Code switch
                {
                    "new" => bridge.New,
                    "reactivated" => bridge.Reactivated,
                    "expansion" => bridge.Expansion,
                    "contraction" => bridge.Contraction,
                    _ => bridge.Churned,
                },
                sum
            );
        }
    }

    private static async Task<TestDatabase> FilledAsync(string engine)
    {
        var test = await TestDatabase.CreateAsync(engine);
        // The product's own set-up teaches the queries what money is.
        new ServiceCollection().AddDatabase(
            new ConfigurationBuilder().AddInMemoryCollection(test.Configuration).Build()
        );
        (long Customer, int Month, decimal Amount, decimal? Cost)[] months =
        [
            (1, 202609, 100, 40),
            (1, 202610, 130, 50),
            (2, 202609, 80, null),
            (2, 202610, 65, null),
            (3, 202610, 40, null),
            (4, 202601, 10, null),
            (4, 202610, 70, null),
            (5, 202609, 50, null),
        ];
        foreach (var (customer, month, amount, cost) in months)
        {
            await AddAsync(test.Database, customer, month, amount, "DKK", cost);
        }
        (long Customer, int From, string Unit)[] members =
        [
            (1, 0, "Denmark"),
            (1, 20261015, "Norway"),
            (3, 0, "Norway"),
        ];
        foreach (var (customer, from, unit) in members)
        {
            await test.Database.ExecuteAsync(
                MemberSql,
                new
                {
                    Customer = customer,
                    From = from,
                    Segment = "Small",
                    Unit = unit,
                },
                CancellationToken.None
            );
        }
        await test.Database.ExecuteAsync(RateSql, null, CancellationToken.None);
        return test;
    }

    private static Task<int> AddAsync(
        KpiDatabase database,
        long customer,
        int month,
        decimal amount,
        string currency,
        decimal? cost = null
    ) =>
        database.ExecuteAsync(
            MonthSql,
            new
            {
                Customer = customer,
                Month = month,
                Currency = currency,
                Amount = Money.FromDecimal(amount).Units,
                Cost = Money.FromDecimal(cost ?? 0).Units,
                Covered = cost is null ? 0 : 1,
            },
            CancellationToken.None
        );

    private static async Task<IReadOnlyList<(long, decimal)>> PartAsync(
        TestDatabase test,
        string part,
        string measure = BridgeMeasure.Revenue,
        IReadOnlyList<string>? units = null,
        string dimension = "",
        string member = ""
    ) =>
        [
            .. (await ReadAsync(test, part, measure, units, dimension, member)).Select(customer =>
                (customer.Id, customer.Amount.ToDecimal())
            ),
        ];

    private static async Task<IReadOnlyList<BridgeCustomer>> ReadAsync(
        TestDatabase test,
        string part,
        string measure,
        IReadOnlyList<string>? units,
        string dimension,
        string member
    ) => (await BehindAsync(test, part, measure, units, dimension, member)).Seen;

    private static Task<BridgeCustomers> BehindAsync(
        TestDatabase test,
        string part,
        string measure,
        IReadOnlyList<string>? units,
        string dimension = "",
        string member = ""
    ) =>
        new BridgeCustomerQueries(test.Database).ReadAsync(
            new BridgeBar(
                measure,
                new Period(Grain.Month, new Month(2026, 10)),
                BridgePart.Find(part)!,
                dimension,
                member
            ),
            "DKK",
            units,
            Today,
            CancellationToken.None
        );
}
