using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Initiatives.Reminders;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Initiatives;

public sealed class InitiativePagesTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private AppFactory app = null!;
    private HttpClient executive = null!;
    private HttpClient owner = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(database);
        executive = await app.SignedInAsync(Role.Executive);
        owner = await app.SignedInAsync(Role.Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Milestones_OfAnInitiative_StandOnItsPageAndOnTheRoadmap()
    {
        var theme = await app
            .Services.GetRequiredService<ThemeStore>()
            .AddAsync("Theme", "", "a", CancellationToken.None);
        await app
            .Services.GetRequiredService<InitiativeStore>()
            .AddAsync(InitiativeLab.ContentOf(theme, 2, "One way in", "running"), "a", CancellationToken.None);
        var none = await executive.PageAsync("/strategy/initiatives/1");
        foreach (var (title, done) in new[] { ("Begun in Oslo", "2020-01-30"), ("Begun in Bergen", "") })
        {
            using var added = await AppFactory.PostFormAsync(
                executive,
                "/strategy/initiatives/1/plan",
                [new("Milestone", "0"), new("MilestoneTitle", title), new("DueOn", "2020-02-01"), new("DoneOn", done)],
                "/strategy/initiatives/1/plan/milestones"
            );
            Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        }

        var page = await owner.PageAsync("/strategy/initiatives/1");
        var roadmap = await owner.PageAsync("/strategy?view=roadmap");

        Assert.Contains(
            "No milestones yet",
            none.Text("section[aria-labelledby=milestones]"),
            StringComparison.Ordinal
        );
        var own = page.Text("section[aria-labelledby=milestones]");
        Assert.Contains("Begun in Oslo reached on 30 Jan 2020", own, StringComparison.Ordinal);
        Assert.Contains("Begun in Bergen due on 1 Feb 2020,", own, StringComparison.Ordinal);
        Assert.Single(roadmap.QuerySelectorAll(".roadmap-bar .milestones-done"));
        Assert.Single(roadmap.QuerySelectorAll(".roadmap-bar .milestones-late"));
        var line = roadmap.Text(".roadmap-rows li");
        Assert.Contains("1 of 2 milestones reached", line, StringComparison.Ordinal);
        Assert.Contains("Begun in Bergen", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Begun in Oslo", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strategy_WithoutAnything_LeadsAnExecutiveFromThemeToApprovedInitiative()
    {
        Assert.Contains(
            "No strategic themes yet",
            (await executive.PageAsync("/strategy")).Text("main"),
            StringComparison.Ordinal
        );
        await PostAsync(executive, "/strategy/themes/add", [new("Title", "Answer at once"), new("Why", "")]);
        var form = await executive.PageAsync("/strategy/initiatives/add");
        Assert.Equal(2, form.QuerySelectorAll(".link-row").Length);

        // Without evidence it can only be a bet, and nothing else has a budget yet.
        await app
            .Services.GetRequiredService<CompanySettingsStore>()
            .SetAsync("betCap", "1", "a", CancellationToken.None);
        await PostAsync(executive, "/strategy/initiatives/add", Fields(2, isBet: true));
        await PostAsync(
            executive,
            "/strategy/initiatives/1/steps/approved",
            [new("Version", "1"), new("Why", "Try it")]
        );
        await PostAsync(executive, "/strategy/initiatives/1/steps/running", [new("Version", "2")]);
        var shown = await executive.PageAsync("/strategy/initiatives/1", "da");

        var file = (await executive.PageAsync("/strategy?status=running")).QuerySelector(".table-files a[href*=csv]")!;
        var csv = await executive.GetStringAsync(new Uri(file.GetAttribute("href")!, UriKind.Relative));

        Assert.Contains("churn.logo", csv, StringComparison.Ordinal);
        Assert.Contains(",250000.00,DKK,", csv, StringComparison.Ordinal);
        Assert.Contains("I gang", shown.Text(".badge"), StringComparison.Ordinal);
        Assert.Contains("Kundeafgang", shown.Text("main"), StringComparison.Ordinal);
        Assert.Contains("−0,3 procentpoint (−0,5 til −0,1)", shown.Text("main"), StringComparison.Ordinal);
        Assert.Contains("250.000,00 kr.", shown.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_BySomebodyElse_IsForbiddenAndReadIsNot()
    {
        await AddAsync(ownerId: 2, InitiativeStatus.Running);
        var other = await app.SignedInAsync(Role.Owner);
        var care = await app.SignedInAsync(Role.Care);

        foreach (var path in new[] { "/strategy/initiatives/1/edit", "/check-in/1" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(other, path)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(care, path)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(owner, path)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(executive, "/strategy/initiatives/1/edit")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(executive, "/check-in/1")).StatusCode);
        using var posted = await PostAsync(
            other,
            "/strategy/initiatives/1",
            [new("Who", "unit:Norway"), new("FromDay", "2026-01-01")],
            "/strategy/initiatives/1/exposures",
            formPage: "/account"
        );
        Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
        var page = await care.PageAsync("/strategy/initiatives/1");
        Assert.Contains("One way in", page.Text("h1"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("a[href$='/edit']"));
    }

    [Fact]
    public async Task Edit_OfTwoPeopleAtOnce_ShowsBothSideBySideAndLosesNeither()
    {
        await AddAsync(ownerId: 2, InitiativeStatus.Running);
        var mine = new List<KeyValuePair<string, string>>([.. Fields(2, why: "Mine"), new("Version", "1")]);

        using var first = await PostAsync(
            executive,
            "/strategy/initiatives/1/edit",
            [.. Fields(2, why: "Theirs", title: "Their title"), new("Version", "1")]
        );
        using var second = await PostAsync(owner, "/strategy/initiatives/1/edit", mine);
        var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(
            await second.Content.ReadAsStringAsync(),
            CancellationToken.None
        );

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        var table = page.Text("table");
        Assert.All(["Theirs", "Mine", "Their title"], words => Assert.Contains(words, table, StringComparison.Ordinal));
        Assert.Equal("2", page.QuerySelector("[name=Version]")!.GetAttribute("value"));
        Assert.Equal("Their title", page.QuerySelector("[name=Title]")!.GetAttribute("value"));
        Assert.Equal("Mine", page.QuerySelector("[name=Why]")!.TextContent.Trim());
    }

    [Fact]
    public async Task Theme_OfTwoPeopleAtOnce_ShowsBothAndItsHistory()
    {
        await PostAsync(executive, "/strategy/themes/add", [new("Title", "Answer at once"), new("Why", "")]);
        var other = await app.SignedInAsync(Role.Executive);
        List<KeyValuePair<string, string>> theirs = [new("Version", "1"), new("Order", "1"), new("Title", "Theirs")];
        List<KeyValuePair<string, string>> mine = [new("Version", "1"), new("Order", "1"), new("Title", "Mine")];

        using var first = await PostAsync(executive, "/strategy/themes/1", theirs);
        using var second = await PostAsync(other, "/strategy/themes/1", mine);
        var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(
            await second.Content.ReadAsStringAsync(),
            CancellationToken.None
        );

        Assert.Equal("/strategy/themes/1?done=saved", first.Headers.Location!.OriginalString);
        Assert.Contains("Theirs", page.Text("table"), StringComparison.Ordinal);
        Assert.Equal("Mine", page.QuerySelector("[name=Title]")!.GetAttribute("value"));
        Assert.Equal("2", page.QuerySelector("[name=Version]")!.GetAttribute("value"));
        Assert.Equal(2, page.QuerySelectorAll(".timeline > li").Length);
        using var undone = await PostAsync(
            other,
            "/strategy/themes/1",
            [new("version", "2")],
            "/strategy/themes/1/undo"
        );
        Assert.Equal(
            "Answer at once",
            (await executive.PageAsync("/strategy/themes/1")).QuerySelector("[name=Title]")!.GetAttribute("value")
        );
    }

    [Fact]
    public async Task Reminder_RecordedByTheJob_LeadsTheOwnerAndNobodyElseToTheCheckIn()
    {
        await AddAsync(ownerId: 2, InitiativeStatus.Running);
        var job = ActivatorUtilities.CreateInstance<ReminderJob>(app.Services);

        await job.Execute(null!, CancellationToken.None);

        var mine = (await owner.PageAsync("/strategy")).QuerySelector("section[aria-labelledby=mine] a")!;
        Assert.Equal("/check-in/1", mine.GetAttribute("href"));
        Assert.Null((await executive.PageAsync("/strategy")).QuerySelector("section[aria-labelledby=mine]"));
        using var said = await PostAsync(
            owner,
            "/check-in/1",
            [
                new("Progress", "35"),
                new("Status", ClaimedStatus.AtRisk),
                new("Confidence", "4"),
                new("NeedsHelp", "true"),
            ]
        );
        Assert.Equal("/strategy/initiatives/1?done=checked-in", said.Headers.Location!.OriginalString);
        Assert.Null((await owner.PageAsync("/strategy")).QuerySelector("section[aria-labelledby=mine]"));
        using var nothing = await PostAsync(owner, "/check-in/1", []);
        Assert.Contains("Say how it is going.", await nothing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_InTheAddress_ChoosesWhatEachViewShows()
    {
        var id = await AddAsync(ownerId: 2, InitiativeStatus.Running);
        await AddAsync(ownerId: 1, InitiativeStatus.Paused, "Another");

        foreach (var view in StrategyPage.Views)
        {
            var all = (await executive.PageAsync($"/strategy?view={view}")).Text("main");
            var some = (
                await executive.PageAsync($"/strategy?view={view}&owner=2&unit=Norway&status=running&theme=1")
            ).Text("main");
            Assert.Contains("Another", all, StringComparison.Ordinal);
            Assert.Contains("One way in", some, StringComparison.Ordinal);
            Assert.DoesNotContain("Another", some, StringComparison.Ordinal);
        }
        Assert.Equal(1, id);
    }

    [Fact]
    public async Task Api_ListsInitiativesAndTakesCheckIns()
    {
        await AddAsync(ownerId: 2, InitiativeStatus.Running);
        var reader = await app.ApiClientAsync(ApiScope.Read);
        var writer = await app.ApiClientAsync(ApiScope.Write);
        var address = new Uri("/api/v1/initiatives/1/check-ins", UriKind.Relative);
        var said = new
        {
            progress = 30,
            status = "at-risk",
            confidence = 4,
            note = "From the planning tool",
        };

        using var refused = await reader.PostAsJsonAsync(address, said);
        using var wrong = await writer.PostAsJsonAsync(address, said with { status = "fine" });
        using var added = await writer.PostAsJsonAsync(address, said);
        using var unknown = await writer.PostAsJsonAsync(
            new Uri("/api/v1/initiatives/9/check-ins", UriKind.Relative),
            said
        );
        var list = await reader.GetFromJsonAsync<JsonElement>("/api/v1/initiatives");

        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.Created, HttpStatusCode.NotFound],
            new[] { refused, wrong, added, unknown }.Select(answer => answer.StatusCode)
        );
        var one = Assert.Single(list.EnumerateArray());
        Assert.Equal(
            ("One way in", "at-risk", 30, 250_000m),
            (
                one.GetProperty("title").GetString(),
                one.GetProperty("claimedStatus").GetString(),
                one.GetProperty("progress").GetInt32(),
                one.GetProperty("budget").GetDecimal()
            )
        );
        Assert.Equal("churn.logo", one.GetProperty("links")[0].GetProperty("kpi").GetString());
        Assert.Equal(JsonValueKind.Null, one.GetProperty("approach").ValueKind);
        Assert.False(one.GetProperty("isBet").GetBoolean());
        Assert.Empty(one.GetProperty("steps").EnumerateArray());
        Assert.Contains(
            "token ",
            (await executive.PageAsync("/strategy/initiatives/1")).Text("#check-ins + ol"),
            StringComparison.Ordinal
        );
    }

    private async Task<long> AddAsync(long ownerId, string status, string title = "One way in")
    {
        var theme = await app
            .Services.GetRequiredService<ThemeStore>()
            .AddAsync("Theme", "", "a", CancellationToken.None);
        return await app
            .Services.GetRequiredService<InitiativeStore>()
            .AddAsync(InitiativeLab.ContentOf(theme, ownerId, title, status), "a", CancellationToken.None);
    }

    private static List<KeyValuePair<string, string>> Fields(
        long owner,
        string why = "",
        string title = "One way in",
        bool isBet = false
    ) =>
        [
            new("Theme", "1"),
            new("Title", title),
            new("Why", why),
            new("Owner", $"{owner}"),
            new("Sponsor", "0"),
            new("Approach", ApproachKey.Touchpoint),
            new("IsBet", isBet ? "true" : "false"),
            new("ProofDate", isBet ? "2999-01-01" : ""),
            new("KillCriterion", isBet ? "Nobody uses it" : ""),
            new("StartsOn", "2026-03-03"),
            new("Budget", "250000"),
            new("BudgetCurrency", "DKK"),
            new("Links[0].Kpi", "churn.logo"),
            new("Links[0].Low", "-0.1"),
            new("Links[0].Likely", "-0.3"),
            new("Links[0].High", "-0.5"),
            new("Links[0].ByWhen", "2027-03-31"),
            new("Links[1].Kpi", ""),
        ];

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        string page,
        List<KeyValuePair<string, string>> fields,
        string? action = null,
        string? formPage = null
    ) => await AppFactory.PostFormAsync(client, formPage ?? page, fields, action ?? page);

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) =>
        client.GetAsync(new Uri(path, UriKind.Relative));
}
