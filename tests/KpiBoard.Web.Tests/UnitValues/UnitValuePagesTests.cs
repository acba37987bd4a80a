using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Initiatives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.UnitValues;

public sealed class UnitValuePagesTests : IAsyncLifetime
{
    private const string Nps = "/strategy/values/edit?kpi=nps.relationship";

    private TestDatabase database = null!;
    private AppFactory app = null!;
    private HttpClient client = null!;
    private long owner;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(FigureSeed.Now))
        );
        var seed = new FigureSeed(database.Database);
        await seed.AddCompanyAsync();
        await seed.AddBridgeAsync([
            new SeededBridge("revenue", new Period(Grain.R12, new Month(2026, 10)), 480_000_000m),
            new SeededBridge("revenue", new Period(Grain.R12, new Month(2026, 10)), 120_000_000m)
            {
                Dimension = KpiDimensions.Segment,
                Member = "Mid-size",
            },
        ]);
        client = await app.SignedInAsync(Role.Executive);
        var details = new UserDetails("eva@test.example", "Eva Executive", [Role.Executive], []);
        owner = (await app.Services.GetRequiredService<UserStore>().AddAsync(details, CancellationToken.None))!.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Set_IsShownBeforeItIsSaved()
    {
        await new InitiativeSeed(app.Services).AddAsync("One way in", KpiCodes.NpsRelationship, "Mid-size");

        var shown = await PostAsync(Nps, Fields("620,000"));

        Assert.Equal("The order stays; 1 initiative is worth something else", shown.Text("#preview"));
        Assert.Contains("One way in", shown.Text(".panel-decide"), StringComparison.Ordinal);
        Assert.Contains("No value yet", (await client.PageAsync(Nps)).Text("header.stack"), StringComparison.Ordinal);

        var saved = await PostAsync(Nps, [.. Fields("620,000"), new("Previewed", "620,000"), new("Save", "true")]);

        Assert.Contains("One point is worth DKK 620 k a year", saved.Text("header.stack"), StringComparison.Ordinal);
        Assert.Contains(
            "Eva Executive answers for it, as of 1 Mar 2026",
            saved.Text("header.stack"),
            StringComparison.Ordinal
        );
        Assert.Equal("620000", saved.QuerySelector("input[name=Amount]")!.GetAttribute("value"));
        // A quarter of the company's revenue is Mid-size: so is a quarter of what a point is worth.
        var tree = await client.PageAsync("/strategy/tree");
        Assert.Contains(
            "One point is worth DKK 155 k a year",
            tree.Text("section[aria-labelledby=driver-churn]"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Save_OfWhatWasNotShown_IsShownFirst()
    {
        var page = await PostAsync(Nps, [.. Fields("620,000"), new("Previewed", "62,000"), new("Save", "true")]);

        Assert.NotNull(page.QuerySelector("#preview"));
        Assert.Contains("No value yet", (await client.PageAsync(Nps)).Text("header.stack"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_WithoutOwnerSourceAndDay_KeepsWhatWasTypedAndSaysWhy()
    {
        var page = await PostAsync(
            Nps,
            [new("Kpi", KpiCodes.NpsRelationship), new("Amount", "12.5"), new("AsOf", "2027-01-01")]
        );

        Assert.Equal("12.5", page.QuerySelector("input[name=Amount]")!.GetAttribute("value"));
        Assert.Contains("Choose who answers for the value", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Say what the value rests on", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("not in the future", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfAComputedValueThatIsOverridden_ShowsBothAndTheDifference()
    {
        // Without costs: 1% of 480 m.
        Assert.Contains(
            "DKK 4.8 m",
            Row(await client.PageAsync("/strategy/values"), "Revenue churn"),
            StringComparison.Ordinal
        );
        await SaveAsync("/strategy/values/edit?kpi=churn.revenue", KpiCodes.RevenueChurn, "6000000");

        var row = Row(await client.PageAsync("/strategy/values"), "Revenue churn");

        Assert.Contains("DKK 6.0 m", row, StringComparison.Ordinal);
        Assert.Contains("Computed: DKK 4.8 m; the set value differs by +25%", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_AndUndo_AreSaid()
    {
        var page = await SaveAsync(Nps, KpiCodes.NpsRelationship, "620000");
        var remove = page.QuerySelector("form[action$=remove]")!.GetAttribute("action")!;

        var removed = await PostAsync("/strategy/values", [], remove);
        Assert.Contains("The value for", removed.Text(".notice"), StringComparison.Ordinal);
        var back = await PostAsync(
            "/strategy/values",
            [],
            removed.QuerySelector("form[action$=restore]")!.GetAttribute("action")!
        );

        Assert.Contains("One point is worth DKK 620 k a year", back.Text("header.stack"), StringComparison.Ordinal);
        Assert.Equal(2, back.QuerySelectorAll("section[aria-labelledby=versions] tbody tr").Length);
    }

    [Fact]
    public async Task Tree_OfAFigureWithoutValue_NamesIt()
    {
        await new InitiativeSeed(app.Services).AddAsync("One way in", KpiCodes.NpsJourney, "Mid-size");

        var tree = await client.PageAsync("/strategy/tree");

        Assert.Contains(
            "Mid-size: initiatives are to move it, and nobody knows what that is worth",
            tree.Text("section[aria-labelledby=loose]"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Existing customers' earnings: nobody works on it",
            tree.Text("section[aria-labelledby=loose]"),
            StringComparison.Ordinal
        );
        Assert.Contains("One way in", tree.Text("section[aria-labelledby=other]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TreeAsFile_HasWhatEachChangeIsWorth()
    {
        await new InitiativeSeed(app.Services).AddAsync("One way in", KpiCodes.RevenueChurn, "Mid-size");

        var csv = await client.GetStringAsync(new Uri("/strategy/tree/csv", UriKind.Relative));

        // -0.3 points of 1.2 m each, which is 1% of 120 m.
        Assert.Contains(",-0.005,-0.003,-0.001,2027-03-31,600000,360000,120000", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tree_OfAShareThatIsSteeredByTheMonth_CountsItTwelveTimesAYear()
    {
        await new InitiativeSeed(app.Services).AddAsync("One way in", KpiCodes.RevenueChurn, "Mid-size");
        await new FigureSeed(database.Database).AddValuesAsync([
            new(KpiCodes.RevenueChurn, new Period(Grain.Month, new Month(2026, 10)), 0.012)
            {
                Dimension = KpiDimensions.Segment,
                Member = "Mid-size",
            },
        ]);

        var csv = await client.GetStringAsync(new Uri("/strategy/tree/csv", UriKind.Relative));
        var tree = await client.PageAsync("/strategy/tree");
        var form = await client.PageAsync($"/strategy/values/edit?kpi={KpiCodes.RevenueChurn}&member=segment:Mid-size");

        Assert.Contains(",2027-03-31,7200000,4320000,1440000", csv, StringComparison.Ordinal);
        Assert.Contains("12 times a year", tree.Text("main"), StringComparison.Ordinal);
        Assert.Contains("one of a single month counts twelve times", form.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_SaysWhereEachValueComesFrom()
    {
        await SaveAsync(Nps, KpiCodes.NpsRelationship, "620000");
        var script = await app.ApiClientAsync(ApiScope.Read);

        using var answer = JsonDocument.Parse(
            await script.GetStringAsync(new Uri("/api/v1/unit-values", UriKind.Relative))
        );

        var rows = answer.RootElement.EnumerateArray().ToDictionary(row => row.GetProperty("kpi").GetString()!);
        Assert.Equal("set", rows[KpiCodes.NpsRelationship].GetProperty("origin").GetString());
        Assert.Equal(620_000m, rows[KpiCodes.NpsRelationship].GetProperty("value").GetDecimal());
        Assert.Equal("computed", rows[KpiCodes.NetRevenueRetention].GetProperty("origin").GetString());
        Assert.Equal(4_800_000m, rows[KpiCodes.NetRevenueRetention].GetProperty("value").GetDecimal());
        Assert.Equal("none", rows[KpiCodes.NpsJourney].GetProperty("origin").GetString());
    }

    [Fact]
    public async Task Edit_ByAnOwner_IsForbidden()
    {
        var reader = await app.SignedInAsync(Role.Owner);

        using var answer = await reader.GetAsync(new Uri(Nps, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Null((await reader.PageAsync("/strategy/values")).QuerySelector("a[href*='/values/edit']"));
    }

    private async Task<IDocument> SaveAsync(string address, string kpi, string amount) =>
        await PostAsync(
            address,
            [
                .. Fields(amount).Where(field => field.Key != "Kpi"),
                new("Kpi", kpi),
                new("Previewed", amount),
                new("Save", "true"),
            ]
        );

    private KeyValuePair<string, string>[] Fields(string amount) =>
        [
            new("Kpi", KpiCodes.NpsRelationship),
            new("Amount", amount),
            new("Through", KpiCodes.RevenueChurn),
            new("OwnerId", $"{owner}"),
            new("Source", "Survey 2026"),
            new("AsOf", "2026-03-01"),
        ];

    private Task<IDocument> PostAsync(
        string page,
        IEnumerable<KeyValuePair<string, string>> fields,
        string? action = null
    ) => SeenAsync(page, fields, action);

    /// <summary>The page that the form leads to; with the version that the form had before it.</summary>
    private async Task<IDocument> SeenAsync(
        string page,
        IEnumerable<KeyValuePair<string, string>> fields,
        string? action
    )
    {
        using var answer = await AppFactory.PostFormAsync(client, page, fields, action);
        if (answer.StatusCode == HttpStatusCode.Redirect)
        {
            return await client.PageAsync(answer.Headers.Location!.ToString());
        }
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    private static string Row(IDocument page, string figure) =>
        page.QuerySelectorAll("tbody tr")
            .First(row => row.Text("th").StartsWith(figure, StringComparison.Ordinal))
            .Text();
}
