using System.Net;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Kpis.Pages;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.KpiPages;

public sealed class FigurePageTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private AppFactory app = null!;
    private FigureSeed seed = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(FigureSeed.Now))
        );
        seed = new FigureSeed(database.Database);
        await seed.AddCompanyAsync();
        client = await app.SignedInAsync(Role.Executive);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(
        "en",
        "Worse +1.15 points",
        "Yes. The difference since Oct 2025 is +1.15 points (95%: 0.52 to 1.78).",
        "Small business: +2.3 points (95%: 0.8 to 3.8). No real change in the others.",
        "DKK 1.1 m of revenue in Sep 2026 left with the customers lost in Oct 2026.",
        "Customer churn really rose in Oct 2026"
    )]
    [InlineData(
        "da",
        "Dårligere +1,15 procentpoint",
        "Ja. Forskellen siden okt. 2025 er +1,15 procentpoint (95 %: 0,52 til 1,78).",
        "Small business: +2,3 procentpoint (95 %: 0,8 til 3,8). Ingen reel ændring i de øvrige.",
        "1,1 mio. kr. af omsætningen i sep. 2026 forsvandt med de kunder, der gik tabt i okt. 2026.",
        "Kundeafgangen er reelt steget i okt. 2026"
    )]
    [InlineData(
        "nb",
        "Dårligere +1,15 prosentpoeng",
        "Ja. Forskjellen siden okt. 2025 er +1,15 prosentpoeng (95 %: 0,52 til 1,78).",
        "Small business: +2,3 prosentpoeng (95 %: 0,8 til 3,8). Ingen reell endring i de øvrige.",
        "1,1 mill. DKK av omsetningen i sep. 2026 forsvant med kundene som gikk tapt i okt. 2026.",
        "Kundefrafallet har reelt økt i okt. 2026"
    )]
    public async Task Figure_RealChange_SaysSoWhereAndWhatItIsWorth(
        string language,
        string badge,
        string real,
        string where,
        string worth,
        string finding
    )
    {
        var page = await client.PageAsync("/figures/churn.logo", language);

        Assert.Equal(badge, page.Text(".hero .badge.is-real"));
        var answers = page.QuerySelectorAll(".facts dd").Select(answer => answer.Text()).ToList();
        Assert.StartsWith(real, answers[0], StringComparison.Ordinal);
        Assert.Equal(where, answers[1]);
        Assert.Equal(worth, answers[2]);
        Assert.Equal(finding, page.Text("figure[data-chart=series] h2"));
    }

    [Fact]
    public async Task Figure_Series_ChartStandsOnItsTable()
    {
        var page = await client.PageAsync("/figures/churn.logo");

        var rows = page.QuerySelectorAll("figure[data-chart=series] tbody tr");
        Assert.Equal(37, rows.Length);
        Assert.Equal("worse", rows[35].GetAttribute("data-signal"));
        Assert.Equal("yes", rows[36].GetAttribute("data-running"));
        Assert.Contains("so far", rows[36].Text(), StringComparison.Ordinal);
        Assert.Equal("0.01", page.QuerySelector("figure[data-chart=series]")!.GetAttribute("data-divide"));
        Assert.NotNull(page.QuerySelector("figure[data-chart=xmr]"));
    }

    [Fact]
    public async Task Figure_Bridge_AddsUpToTheLastDigit()
    {
        var page = await client.PageAsync("/figures/revenue.existing");

        var amounts = page.QuerySelectorAll("figure[data-chart=bridge] tbody td:nth-child(2)")
            .Select(cell => cell.Text());
        Assert.Equal(
            [
                "47,612,408.30",
                "+1,284,190.00",
                "+391,062.75",
                "+2,105,934.20",
                "\u22121,655,271.45",
                "\u22121,118,006.90",
                "48,620,316.90",
            ],
            amounts
        );
        Assert.Equal(
            "Revenue rose by DKK 1.0 m: expansion added most, contraction took most",
            page.Text("figure[data-chart=bridge] h2")
        );
        Assert.Contains("214,380.15", page.Text("figure[data-chart=bridge] tfoot"), StringComparison.Ordinal);
        Assert.Contains(
            page.QuerySelectorAll("figure[data-chart=bridge] .links a"),
            link =>
                link.Text() == "Churned: 46"
                && link.GetAttribute("href") == "/figures/bridge/movers?measure=revenue&part=churned&period=2026-10"
        );
    }

    [Fact]
    public async Task Figure_WhoMayNotSeeCustomers_GetsNoLinksToThem()
    {
        var administrator = await app.SignedInAsync(Role.Administrator);

        var page = await administrator.PageAsync("/figures/revenue.existing");

        Assert.NotNull(page.QuerySelector("figure[data-chart=bridge]"));
        Assert.Empty(page.QuerySelectorAll("figure .links a, figure a[data-movers]"));
    }

    [Fact]
    public async Task Figure_AbsentMonth_IsAGapAndNeverZero()
    {
        var page = await client.PageAsync("/figures/nps.transaction");

        var last = page.QuerySelectorAll("figure[data-chart=series] tbody tr")[^1];
        Assert.Equal("No responses", page.Text(".hero .badge"));
        Assert.Equal("", last.Children[2].GetAttribute("data-value"));
        Assert.Equal("NPS, transaction is missing for Oct 2026", page.Text("figure[data-chart=series] h2"));
    }

    [Fact]
    public async Task Figure_AsKnownThen_ShowsWhatWasKnownAndWhatBecameOfIt()
    {
        var may = new Period(Grain.Quarter, new Month(2026, 6));
        await seed.AddValuesAsync([
            new SeededValue(KpiCodes.NetRevenueRetention, may, 0.951) { HalfWidth = 0.01, ToRun = 2 },
            new SeededValue(KpiCodes.NetRevenueRetention, may, 0.948) { HalfWidth = 0.01, FromRun = 2 },
        ]);
        var then = FigureChoice.Text(FigureSeed.Now.AddDays(-20));

        var now = await client.PageAsync("/figures/nrr?grain=quarter");
        var before = await client.PageAsync($"/figures/nrr?grain=quarter&as-known-at={then}");

        Assert.StartsWith("94.8%", now.Text(".hero-value"), StringComparison.Ordinal);
        Assert.StartsWith("95.1%", before.Text(".hero-value"), StringComparison.Ordinal);
        Assert.Contains("as they were known on 1 Nov 2026", before.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal("Q2 2026: 95.1% became 94.8% on 21 Nov 2026, 06:00.", now.Text("#restated ~ ul li"));
        Assert.NotNull(before.QuerySelector($"select[name='as-known-at'] option[selected][value='{then}']"));
    }

    [Fact]
    public async Task Figure_AsKnownBeforeTheFirstRun_SaysThatNothingWasKnown()
    {
        var page = await client.PageAsync("/figures/nrr?as-known-at=2020-01-01T00:00:00Z");

        Assert.Contains("Nothing was known then", page.Text(".notice"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("figure"));
    }

    [Fact]
    public async Task Figure_Member_IsShownAlone()
    {
        var page = await client.PageAsync("/figures/churn.logo?member=segment%3ASmall%20business");

        Assert.StartsWith("4.0%", page.Text(".hero-value"), StringComparison.Ordinal);
        Assert.Equal("Small business", page.Text("select[name=member] option[selected]"));
        Assert.Contains("This page shows Small business alone.", page.Text(".facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_OfWhatIsShown_HoldsTheUnroundedSeries()
    {
        var csv = await client.GetStringAsync(
            new Uri("/figures/churn.logo/csv?from=2026-09&to=2026-10", UriKind.Relative)
        );

        var lines = csv.Trim('\ufeff').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith(
            "kpi,grain,period,dimension,member,value,lower,upper,n,unit",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.StartsWith("churn.logo,month,2026-09,,,0.012", lines[1], StringComparison.Ordinal);
        Assert.Contains(
            lines,
            line => line.StartsWith("churn.logo,month,2026-10,segment,Small business,0.04", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Figure_UnknownCode_IsNotFound()
    {
        using var answer = await client.GetAsync(new Uri("/figures/luck", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task List_HasEveryFigureWithItsVerdict()
    {
        var page = await client.PageAsync("/figures");

        Assert.Equal(KpiCatalogue.All.Count, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(2, page.QuerySelectorAll("tbody .badge.is-real").Length);
    }
}
