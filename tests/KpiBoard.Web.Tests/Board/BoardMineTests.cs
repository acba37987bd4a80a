using System.Net;
using AngleSharp.Html.Dom;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Events;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Initiatives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

/// <summary>What is a person's own on the board, beside what is shared.</summary>
public sealed class BoardMineTests : IAsyncLifetime
{
    // Half an hour before the company's midnight: another day comes before a session ends.
    private readonly ManualClock clock = new(FigureSeed.Now.AddHours(14.5));
    private TestDatabase database = null!;
    private AppFactory app = null!;
    private FigureSeed seed = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(database, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        seed = new FigureSeed(database.Database);
        await seed.AddCompanyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task News_ForTwoPeople_IsEachOnesOwnAndSurvivesReloading()
    {
        var (early, late) = (await app.SignedInAsync(Role.Executive), await app.SignedInAsync(Role.Executive));
        Assert.Contains("your first look", News(await early.PageAsync("/")), StringComparison.Ordinal);
        await CorrectAsync();
        clock.Advance(TimeSpan.FromHours(1));

        var told = News(await early.PageAsync("/"));
        Assert.Contains("Oct 2026 was known as", told, StringComparison.Ordinal);
        Assert.Equal(told, News(await early.PageAsync("/")));
        Assert.Contains("your first look", News(await late.PageAsync("/")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_ThatWasSeen_IsGoneUntilItIsTakenBack()
    {
        var client = await app.SignedInAsync(Role.Executive);
        await client.PageAsync("/");
        await CorrectAsync();
        clock.Advance(TimeSpan.FromHours(1));

        using var seen = await AppFactory.PostFormAsync(client, "/", [new("run", "3")], "/look/seen");
        var after = await client.PageAsync(seen.Headers.Location!.ToString());
        using var unseen = await AppFactory.PostFormAsync(client, "/?done=seen", [], "/look/unseen");
        var again = await client.PageAsync(unseen.Headers.Location!.ToString());

        Assert.Contains("Nothing has changed", News(after), StringComparison.Ordinal);
        Assert.NotNull(after.QuerySelector("form[action^='/look/unseen']"));
        Assert.Contains("was known as", News(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_OfInitiativesAndEvents_IsToldInWordsUntilItIsSeen()
    {
        var client = await app.SignedInAsync(Role.Executive);
        await client.PageAsync("/");
        clock.Advance(TimeSpan.FromMinutes(5));
        await new InitiativeSeed(app.Services).AddAsync("One way in", "churn.logo", "Mid-size");
        var strike = new EventContent("Strike in the ports", "", new(2026, 11, 3), null) { Language = "en" };
        await app.Services.GetRequiredService<EventStore>().AddAsync(strike, "eva", CancellationToken.None);

        var page = await client.PageAsync("/");
        var fields = page.QuerySelectorAll("form[action^='/look/seen'] input[type=hidden]:not([name^=__])");
        using var seen = await AppFactory.PostFormAsync(
            client,
            "/",
            fields.Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!)),
            "/look/seen"
        );

        var told = News(page);
        Assert.Contains("1 initiative started or ended.", told, StringComparison.Ordinal);
        Assert.Contains("Started", told, StringComparison.Ordinal);
        Assert.Contains("Freja. From 3 Mar 2026. Budget DKK 250", told, StringComparison.Ordinal);
        Assert.Contains("Strike in the ports since 3 Nov 2026", told, StringComparison.Ordinal);
        Assert.Contains("Nothing has changed", News(await client.PageAsync("/")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_SinceALink_IsTheSameForEverybody()
    {
        var client = await app.SignedInAsync(Role.Owner);
        await CorrectAsync();

        var week = News(await client.PageAsync("/?since=week"));
        var date = News(await client.PageAsync("/?since=2026-11-20"));

        Assert.Contains("Against what was known on 14 Nov 2026", week, StringComparison.Ordinal);
        Assert.Contains("was known as", week, StringComparison.Ordinal);
        Assert.Contains("Against what was known on 20 Nov 2026, 00:00", date, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Star_MarksForOnePersonOnly()
    {
        var (ann, bo) = (await app.SignedInAsync(Role.Executive), await app.SignedInAsync(Role.Executive));

        using var marked = await AppFactory.PostFormAsync(ann, "/", [new("mark", "nrr")], "/favourites");
        var (hers, his) = (await ann.PageAsync("/"), await bo.PageAsync("/"));

        Assert.Equal(HttpStatusCode.Redirect, marked.StatusCode);
        Assert.Equal("true", Star(hers, "nrr"));
        Assert.Equal("false", Star(hers, "grr"));
        Assert.Equal("false", Star(his, "nrr"));
        Assert.Single(hers.QuerySelectorAll("section[aria-labelledby=favourites] .tile"));
        Assert.Null(his.QuerySelector("section[aria-labelledby=favourites]"));
    }

    [Fact]
    public async Task Favourites_AreMovedAndTakenOutWithUndo()
    {
        var client = await app.SignedInAsync(Role.Executive);
        foreach (var figure in (string[])["nrr", "churn.logo|segment:Small business"])
        {
            using var marked = await AppFactory.PostFormAsync(client, "/", [new("mark", figure)], "/favourites");
        }
        using var moved = await AppFactory.PostFormAsync(client, "/", [new("later", "nrr")], "/favourites/move");
        Assert.Equal(
            ["Customer churn, Small business", "Net revenue retention"],
            Favourites(await client.PageAsync("/"))
        );

        using var taken = await AppFactory.PostFormAsync(
            client,
            "/",
            [new("unmark", "churn.logo|segment:Small business")],
            "/favourites"
        );
        var page = await client.PageAsync(taken.Headers.Location!.ToString());
        Assert.Equal(["Net revenue retention"], Favourites(page));
        using var undone = await AppFactory.PostFormAsync(
            client,
            "/",
            [
                new("mark", page.QuerySelector("button[name=mark][value*='Small']")!.GetAttribute("value")!),
                new("at", page.QuerySelector("input[name=at]")!.GetAttribute("value")!),
            ],
            "/favourites"
        );
        Assert.Equal("Customer churn, Small business", Favourites(await client.PageAsync("/"))[0]);
    }

    [Fact]
    public async Task Star_OnAFigurePage_LeadsBackThere()
    {
        var client = await app.SignedInAsync(Role.Care);
        const string Page = "/figures/churn.logo?member=segment%3ASmall%20business";
        var button = (await client.PageAsync(Page)).QuerySelector("form[action='/favourites'] button")!;
        Assert.Equal("false", button.GetAttribute("aria-pressed"));

        using var answer = await AppFactory.PostFormAsync(
            client,
            Page,
            [new("mark", button.GetAttribute("value")!), new("back", Page)],
            "/favourites"
        );

        Assert.Equal(Page, answer.Headers.Location!.ToString());
        var after = (await client.PageAsync(Page)).QuerySelector("form[action='/favourites'] button")!;
        Assert.Equal("true", after.GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task UnitView_ShowsTheUnitsFiguresAndSaysSo()
    {
        await AddUnitsAsync();
        var client = await app.SignedInAsync(Role.Executive);

        var page = await client.PageAsync("/?unit=North");

        Assert.StartsWith("Board, North, Oct 2026.", page.Text(".eyebrow"), StringComparison.Ordinal);
        Assert.StartsWith("North:", page.Text("h1"), StringComparison.Ordinal);
        Assert.Contains("belong to no unit", page.Text("header.stack"), StringComparison.Ordinal);
        var tile = page.QuerySelector(".tile a[href^='/figures/nrr']")!;
        Assert.Contains("member=business_unit%3ANorth", tile.GetAttribute("href"), StringComparison.Ordinal);
        Assert.StartsWith("91.0", tile.Closest(".tile")!.Text(".tile-value"), StringComparison.Ordinal);
        Assert.Equal(["", "North", "South"], Units(page));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await client.GetAsync(new Uri("/?unit=Nowhere", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task UnitView_ForWhoHasOtherUnits_IsDeniedAndSaysWhomToAsk()
    {
        await AddUnitsAsync();
        await app.AddUserAsync([Role.Administrator]);
        var everywhere = await app.SignedInAsync(Role.Executive);
        await everywhere.PageAsync("/?unit=South");
        var client = await SignedInWithUnitsAsync(Role.Owner, "North");

        using var denied = await client.GetAsync(new Uri("/?unit=South", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.Contains(
            "mailto:person1@test.example",
            await denied.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(["", "North"], Units(await client.PageAsync("/")));
        Assert.Contains("North", (await client.PageAsync("/?unit=North")).Text(".eyebrow"), StringComparison.Ordinal);
        using var star = await AppFactory.PostFormAsync(
            client,
            "/",
            [new("mark", "nrr|business_unit:South")],
            "/favourites"
        );
        Assert.Equal(HttpStatusCode.Forbidden, star.StatusCode);
        foreach (var path in (string[])["", "/csv", "/bridge/xlsx"])
        {
            var address = $"/figures/nrr{path}?member=business_unit:";
            using var other = await client.GetAsync(new Uri(address + "South", UriKind.Relative));
            using var own = await client.GetAsync(new Uri(address + "North", UriKind.Relative));
            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (other.StatusCode, own.StatusCode));
        }
        Assert.DoesNotContain(
            "South",
            (await client.PageAsync("/figures/nrr")).Text("#main"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SharedLink_NamesThePeriodAndStillShowsItLater()
    {
        var client = await app.SignedInAsync(Role.Executive);
        var link = (await client.PageAsync("/?grain=month&since=week")).QuerySelector("[data-copy-link]")!;
        Assert.Equal("/?period=2026-10&since=week", link.GetAttribute("href"));
        await seed.AddRunAsync(3, "done", FigureSeed.Now.AddMinutes(-1));
        await seed.AddValuesAsync([
            new SeededValue(KpiCodes.NpsRelationship, new Period(Grain.Month, new Month(2026, 12)), 30)
            {
                HalfWidth = 3,
            },
        ]);

        var page = await client.PageAsync("/?period=2026-10");

        Assert.StartsWith("Board, Oct 2026.", page.Text(".eyebrow"), StringComparison.Ordinal);
        Assert.Contains("Newer figures are there", page.Text(".notice-watch"), StringComparison.Ordinal);
        Assert.StartsWith("Board, Dec 2026.", (await client.PageAsync("/")).Text(".eyebrow"), StringComparison.Ordinal);
    }

    /// <summary>A later run finds that retention of the last month was lower.</summary>
    private async Task CorrectAsync()
    {
        var october = new Period(Grain.Month, new Month(2026, 10));
        await database.Database.ExecuteAsync(
            "UPDATE [KpiValue] SET [ToRun] = 3 WHERE [Kpi] = 'grr' AND [Period] = '2026-10' AND [Dimension] = ''",
            null,
            CancellationToken.None
        );
        await seed.AddValuesAsync([
            new SeededValue(KpiCodes.GrossRevenueRetention, october, 0.912) { HalfWidth = 0.006, FromRun = 3 },
        ]);
        await seed.AddRunAsync(3, "done", FigureSeed.Now.AddHours(-1));
    }

    private Task AddUnitsAsync() =>
        seed.AddValuesAsync(
            from unit in (string[])["North", "South"]
            from at in Enumerable.Range(0, 13)
            select new SeededValue(
                KpiCodes.NetRevenueRetention,
                new Period(Grain.Month, new Month(2026, 10) - at),
                0.91
            )
            {
                Dimension = KpiDimensions.BusinessUnit,
                Member = unit,
                HalfWidth = 0.02,
            }
        );

    private async Task<HttpClient> SignedInWithUnitsAsync(string role, params string[] units)
    {
        var client = app.CreateClient();
        var email = await app.AddUserAsync([role], units);
        using var answer = await AppFactory.PostFormAsync(
            client,
            "/sign-in",
            new Dictionary<string, string> { ["Email"] = email, ["Password"] = AppFactory.Password }
        );
        return client;
    }

    private static string News(IHtmlDocument page) => page.Text("section[aria-labelledby=since-look]");

    private static string Star(IHtmlDocument page, string figure) =>
        page.QuerySelector($".board-group:not(.no-print) .star[value='{figure}']")!.GetAttribute("aria-pressed")!;

    private static string[] Favourites(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("section[aria-labelledby=favourites] .tile-name a").Select(name => name.Text())];

    private static string[] Units(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("select[name=unit] option").Select(option => option.GetAttribute("value")!)];
}
