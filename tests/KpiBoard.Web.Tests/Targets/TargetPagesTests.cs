using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Targets;

public sealed class TargetPagesTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private AppFactory app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(FigureSeed.Now))
        );
        await new FigureSeed(database.Database).AddCompanyAsync();
        client = await app.SignedInAsync(Role.Executive);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task File_OfTargets_HasTheColumnsOfAPlan()
    {
        await SetAsync("churn.logo", "2026-10", "1.5 %", "1.7");

        var link = (await client.PageAsync("/targets")).QuerySelector(".table-files a[href$=csv]")!;
        var csv = await client.GetStringAsync(new Uri(link.GetAttribute("href")!, UriKind.Relative));

        Assert.Contains("kpi,period,value,threshold,segment,region,business_unit,", csv, StringComparison.Ordinal);
        Assert.Contains("\nchurn.logo,2026-10,0.015,0.017,,,,", csv.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_OfTheLatestPeriod_IsSeenAtOnceOnBoardListPageAndEndpoint()
    {
        Assert.DoesNotContain("Target 1", (await client.PageAsync("/")).Body!.Text(), StringComparison.Ordinal);

        var address = await SetAsync("churn.logo", "2026-10", "1.5 %", "1.7");

        var page = await client.PageAsync(address);
        Assert.Equal("Customer churn: 1.5%", page.Text("h1"));
        Assert.Equal("Target missed", page.Text("main header .state"));
        Assert.Equal("1.5", page.QuerySelector("input[name=Value]")!.GetAttribute("value"));
        var tile = (await client.PageAsync("/"))
            .QuerySelectorAll(".tile")
            .Single(tile => tile.Text(".tile-name a") == "Customer churn");
        Assert.Contains("Target 1.50%, threshold 1.70% Target missed", tile.Text(), StringComparison.Ordinal);
        Assert.NotNull(tile.QuerySelector(".strip-target"));
        Assert.Contains("Target missed", (await client.PageAsync("/figures")).Body!.Text(), StringComparison.Ordinal);
        var figure = await client.PageAsync("/figures/churn.logo");
        Assert.Contains("Target missed", figure.Text(".hero"), StringComparison.Ordinal);
        Assert.NotNull(figure.QuerySelector("th[data-col=threshold]"));
        var script = await app.ApiClientAsync(ApiScope.Read);
        using var points = JsonDocument.Parse(
            await script.GetStringAsync(new Uri("/api/v1/kpis/churn.logo?from=2026-10&to=2026-10", UriKind.Relative))
        );
        var point = points.RootElement[0];
        Assert.Equal("off", point.GetProperty("status").GetString());
        Assert.Equal(0.015, point.GetProperty("target").GetDouble());
    }

    [Fact]
    public async Task List_OfASum_HasBudgetAndLastYearBesideIt()
    {
        await SetAsync("revenue.existing", "2026-10", "46000000", "");

        var row = (await client.PageAsync("/figures"))
            .QuerySelectorAll("tbody tr")
            .Single(row => row.Text("th") == "Revenue, existing customers");

        Assert.Contains("Last year DKK 4", row.Text(), StringComparison.Ordinal);
        Assert.Contains("Target DKK 46.0 m", row.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_InTheFuture_DrawsTheWayThere()
    {
        var address = await SetAsync("nps.relationship", "2027-04", "37", "", hasPath: true);

        var page = await client.PageAsync(address, "da");

        var rows = page.QuerySelectorAll("figure[data-chart=series] tbody tr");
        Assert.Equal("apr. 2027", rows[^1].Text("th"));
        Assert.Equal("37", rows[^1].QuerySelectorAll("td")[3].GetAttribute("data-value"));
        Assert.NotEqual("", rows[^2].QuerySelectorAll("td")[3].GetAttribute("data-value"));
        Assert.Equal("", rows[^2].QuerySelectorAll("td")[0].GetAttribute("data-value"));
        Assert.Contains("på 6 måneder", page.Text("main header"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfManyPeriods_ShowsTheLastAndTheNextAndAYearWhole()
    {
        foreach (var period in (string[])["2026-08", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02"])
        {
            await SetAsync("nrr", period, "99", "");
        }

        var list = await client.PageAsync("/targets");
        var year = await client.PageAsync("/targets?year=2027");

        Assert.Equal(["Oct 2026", "Nov 2026", "Dec 2026"], Periods(list, "section > .table-wrap"));
        Assert.Equal(
            ["2 later targets: Net revenue retention", "1 earlier target: Net revenue retention"],
            list.QuerySelectorAll("section summary").Select(fold => fold.Text().Trim())
        );
        Assert.Equal(["Jan 2027", "Feb 2027"], Periods(year, "section"));
        Assert.Equal("2027", year.QuerySelector("#year option[selected]")!.GetAttribute("value"));

        static IEnumerable<string> Periods(IDocument page, string within) =>
            page.QuerySelectorAll($"{within} tbody th").Select(period => period.Text().Trim());
    }

    [Fact]
    public async Task List_WithABudgetOfRevenue_HasItsMonths()
    {
        await using var other = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var company = await AppFactory.StartAsync(other);
        var script = await company.ApiClientAsync(ApiScope.Imports);
        using var plan = new StringContent("kpi,period,value\nrevenue,2026-10,1500000\nrevenue,2026-12,2000000\n");
        using var answer = await script.PostAsync(new Uri("/api/v1/imports/targets", UriKind.Relative), plan);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var finance = await company.SignedInAsync(Role.Finance);

        var budget = (await finance.PageAsync("/targets")).QuerySelector("section.panel")!;

        Assert.Equal("Revenue against the budget", budget.Text("h2"));
        Assert.Equal(
            ["Oct 2026", "Dec 2026"],
            budget.QuerySelectorAll("tbody th").Select(period => period.Text().Trim())
        );
    }

    [Fact]
    public async Task Remove_AndUndo_AreSaid()
    {
        var address = await SetAsync("nrr", "2026-10", "99", "");

        var removed = await AppFactory.PostFormAsync(client, address, [], $"{address.Split('?')[0]}/remove");
        var list = await client.PageAsync(removed.Headers.Location!.ToString());
        Assert.Contains("has been removed", list.Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("No targets yet", list.Body!.Text(), StringComparison.Ordinal);
        var restored = await AppFactory.PostFormAsync(
            client,
            removed.Headers.Location.ToString(),
            [],
            $"{address.Split('?')[0]}/restore"
        );

        Assert.Equal(HttpStatusCode.Redirect, restored.StatusCode);
        Assert.Contains("99%", (await client.PageAsync("/targets")).Text(".table-stack"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "Enter a number")]
    [InlineData("many", "", "Enter a number")]
    [InlineData("2", "1", "lower is better here")]
    public async Task Set_WithSomethingWrong_SaysWhatAndKeepsTheForm(string value, string threshold, string expected)
    {
        using var answer = await PostAsync("churn.logo", "2026-10", value, threshold, hasPath: false);

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{value}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfWhatSomebodyElseChanged_ShowsBoth()
    {
        var address = (await SetAsync("nrr", "2026-10", "99", "")).Split('?')[0];
        await ChangeAsync(address, "101");

        using var answer = await ChangeAsync(address, "105", openedAt: "/targets/add");

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Somebody else has changed this target meanwhile", html, StringComparison.Ordinal);
        Assert.Contains("101%", html, StringComparison.Ordinal);
        Assert.Contains("value=\"105\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Finance, true)]
    [InlineData(Role.Owner, false)]
    public async Task Page_ForARole_OffersWhatItMay(string role, bool maySet)
    {
        var address = await SetAsync("nrr", "2026-10", "99", "");
        var other = await app.SignedInAsync(role);

        Assert.Equal(maySet, (await other.PageAsync(address)).QuerySelector("input[name=Value]") is not null);
        Assert.Equal(maySet, (await other.PageAsync("/targets")).QuerySelector("a[href='/targets/add']") is not null);
    }

    private async Task<string> SetAsync(string kpi, string period, string value, string threshold, bool hasPath = false)
    {
        using var answer = await PostAsync(kpi, period, value, threshold, hasPath);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private Task<HttpResponseMessage> PostAsync(
        string kpi,
        string period,
        string value,
        string threshold,
        bool hasPath
    ) =>
        AppFactory.PostFormAsync(
            client,
            "/targets/add",
            [
                new("Kpi", kpi),
                new("Member", ""),
                new("Period", period),
                new("Value", value),
                new("Threshold", threshold),
                new("HasPath", hasPath ? "true" : "false"),
            ]
        );

    private Task<HttpResponseMessage> ChangeAsync(string address, string value, string? openedAt = null) =>
        AppFactory.PostFormAsync(
            client,
            openedAt ?? address,
            [new("Kpi", KpiCodes.NetRevenueRetention), new("Value", value), new("Threshold", "")],
            address
        );
}
