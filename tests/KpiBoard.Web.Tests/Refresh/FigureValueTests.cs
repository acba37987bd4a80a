using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Kpis;
using KpiBoard.Web.Features.Refresh;
using KpiBoard.Web.Infrastructure.Settings;
using Xunit;

namespace KpiBoard.Web.Tests.Refresh;

/// <summary>Small companies whose figures can be worked out by hand.</summary>
public sealed class FigureValueTests
{
    private const string Header = "booked_on,customer_id,amount,cost,currency";

    [DatabaseTheory]
    public async Task Periods_TheSourceHasNotReached_AreSoFar(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await RevenueAsync(company, "erp", "2026-09-01,A,10,,DKK", "2026-10-31,A,10,,DKK", "2026-11-20,A,10,,DKK");
        await RevenueAsync(company, "till", "2026-10-30,B,10,,DKK");
        // Silent for more than two months: nobody waits for it any more.
        await RevenueAsync(company, "closed shop", "2026-09-10,C,10,,DKK");
        await company.RefreshAsync();

        var waiting = await ShowAsync(company, KpiCodes.NetRevenueRetention);
        await RevenueAsync(company, "till", "2026-10-31,B,10,,DKK");
        await company.RefreshAsync();
        var reached = await ShowAsync(company, KpiCodes.NetRevenueRetention);

        Assert.Equal([true, false, false], waiting.Select(point => point.Complete));
        Assert.Equal([true, true, false], reached.Select(point => point.Complete));
        Assert.Equal([null, null], waiting.Skip(1).Select(point => point.Status));
    }

    [DatabaseTheory]
    public async Task Scores_OfALevel_WaitOnlyForTheSourcesThatAskAtIt(string engine)
    {
        const string columns = "score,answered_at,customer_id,level";
        await using var company = await TestCompany.CreateAsync(engine);
        await ImportedAsync(company, "surveys", "panel", [columns, "9,2026-10-31,A,relationship"]);
        await ImportedAsync(company, "surveys", "visits", [columns, "9,2026-10-10,A,journey"]);
        await company.RefreshAsync();

        var relationship = await ShowAsync(company, KpiCodes.NpsRelationship);
        var journey = await ShowAsync(company, KpiCodes.NpsJourney);

        Assert.True(Assert.Single(relationship).Complete);
        Assert.False(Assert.Single(journey).Complete);
    }

    [DatabaseTheory]
    public async Task Periods_ThatEndWithoutANewFile_BecomeComplete(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        company.Clock.Advance(TimeSpan.FromDays(8)); // the last day of November
        await RevenueAsync(company, "erp", "2026-10-01,A,10,,DKK", "2026-11-30,A,10,,DKK");
        await company.RefreshAsync();
        var running = await ShowAsync(company, KpiCodes.NetRevenueRetention);

        company.Clock.Advance(TimeSpan.FromDays(1));
        var run = await company.RefreshAsync();
        var ended = await ShowAsync(company, KpiCodes.NetRevenueRetention);

        Assert.Equal([true, false], running.Select(point => point.Complete));
        Assert.Equal([true, true], ended.Select(point => point.Complete));
        Assert.Null(run.ReadSummary()!.Whole);
        Assert.Contains("2026-11", run.ReadSummary()!.Completed);
    }

    [DatabaseTheory]
    public async Task Gap_InTheMiddle_IsMarkedAndSaysNothingOfCustomers(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await RevenueAsync(company, "erp", "2026-07-01,A,10,,DKK", "2026-09-30,A,10,,DKK");
        await company.RefreshAsync();

        var points = await ShowAsync(company, KpiCodes.NetRevenueRetention);
        var bridge = await BridgeAsync(company, new KpiOptions());

        Assert.Equal(
            [
                ("2026-07", false, "no customers at start"),
                ("2026-08", true, "no data"),
                ("2026-09", false, "no customers at start"),
            ],
            points.Select(point => (point.Period, point.Gap, point.Reason))
        );
        Assert.Equal([10, 0, 10], bridge.Select(point => point.End));
        Assert.Equal([0, 0, 10], bridge.Select(point => point.Reactivated));
    }

    [DatabaseTheory]
    public async Task Margin_SomeLinesWithoutCost_CountsThoseWithOneAndShowsTheCoverage(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await RevenueAsync(
            company,
            "erp",
            "2026-09-01,A,100,60,DKK",
            "2026-09-01,B,50,,DKK",
            "2026-10-01,A,100,70,DKK",
            "2026-10-31,A,20,,DKK",
            "2026-10-31,,7,5,DKK"
        );
        await company.RefreshAsync();

        var bridge = await BridgeAsync(company, new KpiOptions { Measure = "margin" });

        Assert.Equal([(0m, 40m), (40m, 30m)], bridge.Select(point => (point.Start, point.End)));
        Assert.Equal([(150m, 100m), (120m, 100m)], bridge.Select(point => (point.TotalAmount, point.CoveredAmount)));
        Assert.Equal([0m, 2m], bridge.Select(point => point.Unidentified!.Value));
    }

    [DatabaseTheory]
    public async Task Currency_WithARate_IsConvertedOncePerCustomerAndMonth(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync("rates", ["currency,period,rate", "EUR,2026-09,7.5", "EUR,2026-10,7.4567"]);
        await RevenueAsync(
            company,
            "erp",
            "2026-09-01,A,100,,EUR",
            "2026-10-01,A,33.33,,EUR",
            "2026-10-31,A,0.0001,,EUR",
            "2026-10-31,B,1,,SEK"
        );
        var run = await company.RefreshAsync();

        var bridge = await BridgeAsync(company, new KpiOptions());
        var constant = await BridgeAsync(company, new KpiOptions { Measure = "revenue.constant" });

        // 33.3301 x 7.4567 = 248.53255667
        Assert.Equal([750m, 248.5326m], bridge.Select(point => point.End));
        Assert.Equal([745.67m, 248.5326m], constant.Select(point => point.End));
        Assert.Equal([new WithoutRate("SEK", "2026-10", 1, 1m)], run.ReadSummary()!.WithoutRate);
    }

    [DatabaseTheory]
    public async Task Rate_ThatChanges_ChangesItsMonthAndLeavesWhatWasKnown(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync("rates", ["currency,period,rate", "EUR,2026-10,7"]);
        await RevenueAsync(company, "erp", "2026-09-30,A,50,,DKK", "2026-10-31,A,100,,EUR");
        await company.RefreshAsync();
        var then = company.Clock.GetUtcNow();
        company.Clock.Advance(TimeSpan.FromHours(1));
        await company.ImportAsync("rates", ["currency,period,rate", "EUR,2026-10,8"]);
        var run = await company.RefreshAsync();

        var now = await BridgeAsync(company, new KpiOptions());
        var before = await BridgeAsync(company, new KpiOptions { AsKnownAt = then.ToString("O", null) });

        Assert.Equal([50m, 800m], now.Select(point => point.End));
        Assert.Equal([50m, 700m], before.Select(point => point.End));
        Assert.Contains("2026-10", run.ReadSummary()!.Restated);
    }

    [DatabaseTheory]
    public async Task LogoChurn_ByInactivity_CountsWhoBoughtNothingForSoLong(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("churn", "inactive:40");
        await RevenueAsync(
            company,
            "erp",
            "2026-08-20,A,1,,DKK",
            "2026-08-20,B,1,,DKK",
            "2026-09-25,B,1,,DKK",
            "2026-10-31,B,1,,DKK"
        );
        await company.RefreshAsync();

        // A is lost on 29 September.
        Assert.Equal(
            [(0L, null), (2L, 0.5), (1L, 0.0)],
            (await ShowAsync(company, KpiCodes.LogoChurn)).Select(point => (point.N, (double?)point.Value))
        );
    }

    [DatabaseTheory]
    public async Task LogoChurn_ByContract_CountsWhoLeft(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("churn", "contract");
        await RevenueAsync(company, "erp", "2026-09-01,A,1,,DKK", "2026-10-31,B,1,,DKK");
        await company.ImportAsync(
            "customers",
            [
                "customer_id,joined_on,left_on,segment",
                "A,2020-01-01,2026-10-15,Private",
                "B,2020-01-01,,Private",
                "C,2026-10-02,2026-10-20,Public",
            ]
        );
        await company.RefreshAsync();

        var points = await ShowAsync(company, KpiCodes.LogoChurn);

        Assert.Equal(
            [("2026-09", 2L, 0.0, true), ("2026-10", 2L, 0.5, true), ("2026-11", 1L, 0.0, false)],
            points.Select(point => (point.Period, point.N, (double)point.Value!, point.Complete))
        );
    }

    [DatabaseTheory]
    public async Task Nps_ThreeLevels_AreCountedEachInItsWay(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync("customers", ["customer_id,segment,region", "A,Private,North", "B,Public,North"]);
        await company.ImportAsync(
            "surveys",
            [
                "response_id,score,answered_at,customer_id,level,segment,audience",
                "1,0,2026-10-01T10:00:00,A,relationship,,customer",
                "2,10,2026-10-02T10:00:00,A,relationship,,customer",
                "3,9,2026-10-31T10:00:00,B,relationship,Enterprise,customer",
                "4,3,2026-10-31T10:00:00,,relationship,,customer",
                "5,10,2026-10-31T10:00:00,A,relationship,,employee",
                "6,,2026-10-31T10:00:00,B,relationship,,customer",
                "7,10,2026-10-01T10:00:00,A,transaction,,customer",
                "8,10,2026-10-01T11:00:00,A,transaction,,customer",
                "9,0,2026-10-01T12:00:00,B,transaction,,customer",
            ]
        );
        await company.RefreshAsync();

        var relationship = Assert.Single(await ShowAsync(company, KpiCodes.NpsRelationship));
        var bySegment = await ShowAsync(company, KpiCodes.NpsRelationship, new KpiOptions { Segment = "*" });
        var byRegion = await ShowAsync(company, KpiCodes.NpsRelationship, new KpiOptions { Region = "North" });
        var transaction = Assert.Single(await ShowAsync(company, KpiCodes.NpsTransaction));

        Assert.Equal((3L, 100.0 / 3), (relationship.N, (double)relationship.Value!));
        Assert.Equal(
            [("Enterprise", 1L), ("Private", 1L), ("not described", 1L)],
            bySegment.Select(point => (point.Member!, point.N))
        );
        Assert.Equal((2L, 100.0), (Assert.Single(byRegion).N, (double)Assert.Single(byRegion).Value!));
        Assert.Equal((3L, 100.0 / 3), (transaction.N, (double)transaction.Value!));
        Assert.Empty(await ShowAsync(company, KpiCodes.NpsJourney));
    }

    [DatabaseTheory]
    public async Task Comparison_WithTheYearBefore_WhereItIsKnown(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var months = Enumerable.Range(0, 15).Select(month => new DateOnly(2025, 8, 28).AddMonths(month));
        var lines = months.SelectMany(day =>
            Enumerable.Range(0, 5).Select(customer => $"{day:yyyy-MM-dd},C{customer},{100 + customer + day.Month},,DKK")
        );
        await RevenueAsync(company, "erp", [.. lines, "2026-10-31,C0,1,,DKK"]);
        await company.RefreshAsync();

        var points = await ShowAsync(company, KpiCodes.NetRevenueRetention);

        Assert.Equal([null, null, "2025-09"], points.Take(3).Select(point => point.ComparedWith));
        Assert.Equal(["2026-07", "2025-09", "2025-10"], points.TakeLast(3).Select(point => point.ComparedWith));
        Assert.All(points.TakeLast(3), point => Assert.NotNull(point.PValue));
    }

    private static Task RevenueAsync(TestCompany company, string source, params string[] lines) =>
        ImportedAsync(company, "revenue", source, [Header, .. lines]);

    private static async Task ImportedAsync(TestCompany company, string kind, string source, string[] lines)
    {
        var answer = await company.ImportAsync(kind, lines, source);
        Assert.Equal(ImportAnswer.Imported, answer.Status);
    }

    private static async Task<IReadOnlyList<KpiPoint>> ShowAsync(
        TestCompany company,
        string kpi,
        KpiOptions? options = null
    ) =>
        await company
            .Get<KpiQueries>()
            .ShowAsync(
                KpiCatalogue.Get(kpi),
                await RequestAsync(company, options ?? new KpiOptions()),
                CancellationToken.None
            );

    private static async Task<IReadOnlyList<BridgePoint>> BridgeAsync(TestCompany company, KpiOptions options) =>
        await company.Get<KpiQueries>().BridgeAsync(await RequestAsync(company, options), CancellationToken.None);

    private static async Task<KpiRequest> RequestAsync(TestCompany company, KpiOptions options) =>
        KpiRequest.Of(options, await company.Get<CompanySettingsStore>().GetAsync(CancellationToken.None));
}
