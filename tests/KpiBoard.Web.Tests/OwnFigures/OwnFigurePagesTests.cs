using System.Net;
using System.Text.Json;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.OwnFigures;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.OwnFigures;

public sealed class OwnFigurePagesTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert(1)</script> & \"delivery\"";

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
        var seed = new FigureSeed(database.Database);
        await seed.AddCompanyAsync();
        client = await app.SignedInAsync(Role.Finance);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Figure_DefinedOnScreen_StandsBesideTheOthersEverywhere()
    {
        Assert.Contains(
            "No own figures yet",
            (await client.PageAsync("/figures/own")).Body!.Text(),
            StringComparison.Ordinal
        );

        using var answer = await DefineAsync(Hostile, "Share of deliveries on the day agreed.");

        // Its code is made from its name.
        var page = await client.PageAsync(answer.Headers.Location!.ToString());
        Assert.Equal(Hostile, page.Text("h1"));
        Assert.Contains("Its values come next", page.Text(".notice"), StringComparison.Ordinal);
        await AddValuesAsync("script-alert-1-script-delivery");
        var tile = (await client.PageAsync("/"))
            .QuerySelectorAll(".tile")
            .Single(tile => tile.Text(".tile-name a") == Hostile);
        Assert.Contains("96.1%", tile.Text(), StringComparison.Ordinal);
        Assert.Contains(Hostile, (await client.PageAsync("/figures", "da")).Body!.Text(), StringComparison.Ordinal);
        var figure = await client.PageAsync("/figures/script-alert-1-script-delivery");
        Assert.Equal(Hostile, figure.Text("h1"));
        Assert.Equal("96.1%", figure.Text(".hero-value"));
        Assert.Contains("Share of deliveries on the day agreed.", figure.Body!.Text(), StringComparison.Ordinal);
        Assert.NotNull(figure.QuerySelector("figure[data-chart=series] tbody tr"));
        Assert.Contains(Hostile, (await client.PageAsync("/search?q=delivery")).Body!.Text(), StringComparison.Ordinal);
        Assert.NotNull((await client.PageAsync("/help")).QuerySelector("#script-alert-1-script-delivery"));
        Assert.Contains(
            (await client.PageAsync("/targets/add")).QuerySelectorAll("select[name=Kpi] option"),
            option => option.Text().StartsWith(Hostile, StringComparison.Ordinal)
        );
        using var csv = await client.GetAsync(new Uri("/figures/csv", UriKind.Relative));
        Assert.Contains(
            "script-alert-1-script-delivery,month,2026-10",
            (await csv.Content.ReadAsStringAsync()).Replace(';', ','),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Target_OfAnOwnFigure_IsToldByItsValueWhereNoIntervalIsGiven()
    {
        using var defined = await DefineAsync("On-time delivery", "");
        await AddValuesAsync("on-time-delivery");

        using var set = await AppFactory.PostFormAsync(
            client,
            "/targets/add",
            new Dictionary<string, string>
            {
                ["Kpi"] = "on-time-delivery",
                ["Period"] = "2026-10",
                ["Value"] = "95 %",
                ["Threshold"] = "",
            }
        );

        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        Assert.Contains(
            "Target met",
            (await client.PageAsync("/figures/on-time-delivery")).Text(".hero"),
            StringComparison.Ordinal
        );
        var script = await app.ApiClientAsync(ApiScope.Read);
        using var points = JsonDocument.Parse(
            await script.GetStringAsync(new Uri("/api/v1/kpis/on-time-delivery?from=2026-10", UriKind.Relative))
        );
        Assert.Equal("on target", points.RootElement[0].GetProperty("status").GetString());
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await script.GetAsync(new Uri("/api/v1/kpis/no-such-figure", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task Retire_AndUndo_AreSaid()
    {
        using var defined = await DefineAsync("On-time delivery", "");

        using var retired = await PostAsync("/figures/own/on-time-delivery", "/figures/own/on-time-delivery/retire", 1);
        var list = await client.PageAsync(retired.Headers.Location!.ToString());
        Assert.Contains("has been retired", list.Text(".notice"), StringComparison.Ordinal);
        Assert.DoesNotContain("On-time", (await client.PageAsync("/figures")).Body!.Text(), StringComparison.Ordinal);
        Assert.Contains(
            "has been retired",
            (await client.PageAsync("/figures/on-time-delivery")).Text(".notice"),
            StringComparison.Ordinal
        );
        using var undone = await PostAsync(
            retired.Headers.Location.ToString(),
            "/figures/own/on-time-delivery/undo",
            2
        );

        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Contains("On-time", (await client.PageAsync("/figures")).Body!.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "Give it a name")]
    [InlineData("Churn", "churn.logo", "belongs to a figure that is computed here")]
    [InlineData("Delivery", "On time", "A code has small letters")]
    [InlineData("Delivery", "own", "belongs to a figure that is computed here")]
    public async Task Define_WithSomethingWrong_SaysWhatAndKeepsTheForm(string name, string code, string expected)
    {
        using var answer = await DefineAsync(name, "What it says", code);

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains("What it says", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfWhatSomebodyElseChanged_KeepsBoth()
    {
        using var defined = await DefineAsync("On-time delivery", "");
        await app
            .Services.GetRequiredService<OwnFigureStore>()
            .ChangeAsync("on-time-delivery", 1, OwnFigureLab.Share, "ann", CancellationToken.None);

        using var answer = await AppFactory.PostFormAsync(
            client,
            "/figures/own/on-time-delivery",
            new Dictionary<string, string>(Fields("Delivery", "mine")) { ["Version"] = "1" }
        );

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Somebody else has changed it meanwhile", html, StringComparison.Ordinal);
        Assert.Contains("name=\"Version\" value=\"2\"", html, StringComparison.Ordinal);
        Assert.Contains("Rettidig levering", html, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> DefineAsync(string name, string meaning, string code = "")
    {
        var fields = Fields(name, meaning);
        fields["Code"] = code;
        return AppFactory.PostFormAsync(client, "/figures/own/add", fields);
    }

    private static Dictionary<string, string> Fields(string name, string meaning) =>
        new()
        {
            ["NameEn"] = name,
            ["MeaningEn"] = meaning,
            ["Kind"] = "customer",
            ["Unit"] = "percent",
            ["Good"] = "up",
            ["Decimals"] = "1",
            ["AddsUp"] = "mean",
            ["OnBoard"] = "true",
        };

    private Task<HttpResponseMessage> PostAsync(string page, string action, int version) =>
        AppFactory.PostFormAsync(client, page, new Dictionary<string, string> { ["version"] = $"{version}" }, action);

    private async Task AddValuesAsync(string code)
    {
        double[] values = [95.2, 94.8, 95.5, 96.1];
        await new FigureSeed(database.Database).AddValuesAsync(
            values.Select(
                (value, at) =>
                    new SeededValue(code, new Period(Grain.Month, new Month(2026, 7 + at)), value / 100) { N = 0 }
            )
        );
    }
}
