using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Kpis.Pages;
using KpiBoard.Web.Tests.Refresh;
using Xunit;

namespace KpiBoard.Web.Tests.KpiPages;

public sealed class BridgeExactnessTests
{
    private const int Steps = 40;
    private const int Looked = 60;

    private const string BridgesSql = """
        SELECT [Measure], [Dimension], [Member], [Period], [Start], [New], [Reactivated], [Expansion], [Contraction],
               [Churned], [End], [CustomersStart], [CustomersNew], [CustomersReactivated], [CustomersExpanded],
               [CustomersContracted], [CustomersChurned], [CustomersEnd]
          FROM [Bridge]
         WHERE [ToRun] = 9223372036854775807 AND ([CustomersStart] > 0 OR [CustomersEnd] > 0)
         ORDER BY [Measure], [Grain], [Dimension], [Member], [Period]
        """;

    /// <summary>
    /// Late, restated and undone files, several currencies, customers merged and excluded: whatever came, the customers
    /// behind each bar add up to what the refresh counted, at the months' rates and at constant ones.
    /// </summary>
    [DatabaseTheory]
    public async Task Customers_BehindAnyBarAfterAnyFiles_AddUpToItToTheLastDigit(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        var files = new RandomCompany(company, seed: 20261122);
        await files.BeginAsync();
        for (var step = 0; step < Steps; step++)
        {
            await files.StepAsync();
        }
        Assert.Equal("done", (await company.RefreshAsync()).Status);
        var bridges = await company.Database.QueryAsync<StoredBridge>(BridgesSql, null, CancellationToken.None);

        var queries = new BridgeCustomerQueries(company.Database);
        foreach (var bridge in bridges.Where((_, at) => at % (1 + bridges.Count / Looked) == 0))
        {
            foreach (var part in BridgePart.All)
            {
                var bar = new BridgeBar(
                    bridge.Measure,
                    new PeriodCalendar().Parse(bridge.Period),
                    part,
                    bridge.Dimension,
                    bridge.Member
                );
                var behind = await queries.ReadAsync(bar, "DKK", null, DateOnly.MaxValue, CancellationToken.None);
                Assert.Equal((bar, bridge.Of(part)), (bar, (behind.Amount, behind.Count)));
                Assert.Equal(behind.Amount, BridgeCustomers.Sum(behind.Seen));
            }
        }
        Assert.Contains(bridges, bridge => bridge.Measure == BridgeMeasure.Margin + BridgeMeasure.AtConstantRates);
    }

    private sealed class StoredBridge
    {
        public string Measure { get; init; } = "";
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
        public int CustomersStart { get; init; }
        public int CustomersNew { get; init; }
        public int CustomersReactivated { get; init; }
        public int CustomersExpanded { get; init; }
        public int CustomersContracted { get; init; }
        public int CustomersChurned { get; init; }
        public int CustomersEnd { get; init; }

        public (Money, int) Of(BridgePart part) =>
            part.Code switch
            {
                "start" => (new(Start), CustomersStart),
                "new" => (new(New), CustomersNew),
                "reactivated" => (new(Reactivated), CustomersReactivated),
                "expansion" => (new(Expansion), CustomersExpanded),
                "contraction" => (new(Contraction), CustomersContracted),
                "churned" => (new(Churned), CustomersChurned),
                _ => (new(End), CustomersEnd),
            };
    }
}
