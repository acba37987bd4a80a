using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data.Leases;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Refresh;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Initiatives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class BoardPageTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private AppFactory app = null!;
    private FigureSeed seed = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(FigureSeed.Now))
        );
        seed = new FigureSeed(database.Database);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Board_RealChanges_AreNamedFirstAndTheirTilesAreFilled()
    {
        await seed.AddCompanyAsync();

        var page = await BoardAsync(Role.Executive);

        Assert.StartsWith(
            "Customer churn really rose, most of all in Small business. Journey NPS really rose.",
            page.Text("h1"),
            StringComparison.Ordinal
        );
        // Share of wallet has never been measured: a line says what it needs, and the headline does not name it.
        Assert.Equal(KpiCatalogue.All.Count - 1, page.QuerySelectorAll(".tile").Length);
        Assert.StartsWith("Not measured yet: Share of wallet", page.Text(".unmeasured"), StringComparison.Ordinal);
        Assert.DoesNotContain("wallet", page.Text("h1"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, page.QuerySelectorAll(".tile .badge.is-real").Length);
        Assert.Contains("Worse +1.15", Tile(page, "churn.logo").Text(".badge"), StringComparison.Ordinal);
        Assert.Contains("46 of 2,000", Tile(page, "churn.logo").Text(".tile-facts"), StringComparison.Ordinal);
        Assert.Contains(
            "So far in Nov 2026: 1.2%",
            Tile(page, "churn.logo").Text(".tile-facts"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Board_ExactSum_IsShownAgainstItsUsualRange()
    {
        await seed.AddCompanyAsync();

        var tile = Tile(await BoardAsync(Role.Finance), "revenue.existing");

        Assert.Equal("46.5DKK m", tile.Text(".tile-value"));
        Assert.StartsWith("Exact, usual range 45.5 to 47.1", tile.Text(".tile-facts"), StringComparison.Ordinal);
        Assert.NotNull(tile.QuerySelector(".strip-usual"));
        Assert.NotEmpty(tile.QuerySelector("canvas")!.GetAttribute("data-usual")!);
    }

    [Fact]
    public async Task Board_RunningInitiative_StandsBesideWhatItsFiguresSayAndACheckInIsSeenAtOnce()
    {
        await seed.AddCompanyAsync();
        Assert.Contains(
            "No initiative is running",
            (await BoardAsync(Role.Owner)).Text("#main"),
            StringComparison.Ordinal
        );
        var initiatives = new InitiativeSeed(app.Services);
        var id = await initiatives.AddAsync("One way in", KpiCodes.LogoChurn, "Small business");

        var before = (await BoardAsync(Role.Executive)).Text("section[aria-labelledby=strategy] tbody");
        await initiatives.CheckInAsync(id, "on-track");
        var after = (await BoardAsync(Role.Executive)).Text("section[aria-labelledby=strategy] tbody");

        Assert.Contains("No check-in yet", before, StringComparison.Ordinal);
        Assert.Contains("On track", after, StringComparison.Ordinal);
        Assert.Contains("Customer churn, Small business", after, StringComparison.Ordinal);
        Assert.Contains("Worse", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Board_AbsentFigure_SaysWhyAndWhatWasKnown()
    {
        await seed.AddCompanyAsync();

        var tile = Tile(await BoardAsync(Role.Owner), "nps.transaction");

        Assert.Contains("tile-absent", tile.ClassName, StringComparison.Ordinal);
        Assert.Equal("No responses", tile.Text(".tile-value"));
        Assert.Equal("Last figure: 48 points, Sep 2026.", tile.Text(".tile-reason"));
    }

    [Fact]
    public async Task Board_NothingImported_LeadsToTheImportForWhoMayImport()
    {
        var finance = await BoardAsync(Role.Finance);
        var executive = await BoardAsync(Role.Executive);
        var owner = await BoardAsync(Role.Owner);

        Assert.Equal("Nothing has been imported yet.", finance.Text("h1"));
        Assert.NotNull(finance.QuerySelector("main a.btn[href='/imports/new']"));
        Assert.Null(executive.QuerySelector("main a.btn[href='/imports/new']"));
        Assert.NotNull(executive.QuerySelector("main a.btn[href='/setup']"));
        Assert.Contains("Finance imports the files.", owner.Text(".empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Board_ImportedButNotRefreshed_SaysThatFiguresAreComing()
    {
        await seed.AddSourceAsync(1, "revenue");
        await seed.AddBatchAsync(1, 1, "revenue", FigureSeed.Now, isReflected: false);

        var page = await BoardAsync(Role.Executive);

        Assert.Equal("The figures are on their way.", page.Text("h1"));
        Assert.Contains("One file has come in", page.Text(".empty"), StringComparison.Ordinal);
        Assert.Contains("22 Nov 2026, 05:00", page.Text(".empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Board_SilentSource_IsLoudAndItsTilesAreStale()
    {
        await seed.AddCompanyAsync();
        await seed.AddSourceAsync(4, "surveys", "mail", cadenceDays: 7);
        await seed.AddBatchAsync(4, 4, "surveys", FigureSeed.Now.AddDays(-49));

        var page = await BoardAsync(Role.Executive);

        Assert.Contains("One of 4 sources is stale.", page.Text(".notice-loud"), StringComparison.Ordinal);
        Assert.Contains(
            "Survey answers, mail: nothing for 49 days, promised weekly.",
            page.Text(".notice-loud"),
            StringComparison.Ordinal
        );
        Assert.NotNull(page.QuerySelector(".notice-loud a[href='/imports']"));
        Assert.Equal("Stale", Tile(page, "nps.journey").Text(".badge-stale"));
        Assert.Null(Tile(page, "churn.logo").QuerySelector(".badge-stale"));
    }

    [Fact]
    public async Task Board_FailedRefresh_SaysSoAndKeepsTheFiguresOfBefore()
    {
        await seed.AddCompanyAsync();
        await seed.AddRunAsync(3, "failed", FigureSeed.Now.AddHours(-1), "The disk is full.");

        var page = await BoardAsync(Role.Executive);

        var notice = page.Text(".notice-worse");
        Assert.Contains("The refresh of 21 Nov 2026, 08:00 failed.", notice, StringComparison.Ordinal);
        Assert.Contains("The disk is full.", notice, StringComparison.Ordinal);
        Assert.Equal(KpiCatalogue.All.Count - 1, page.QuerySelectorAll(".tile").Length);
    }

    [Fact]
    public async Task Board_RefreshUnderWay_ShowsItsProgress()
    {
        // Without its lease the run would be taken for one whose process has ended.
        await using var lease = await app
            .Services.GetRequiredService<LeaseStore>()
            .TakeAsync(RefreshRunner.LeaseName, () => { }, CancellationToken.None);
        await seed.AddCompanyAsync();
        await seed.AddRunAsync(3, "running", FigureSeed.Now.AddSeconds(-9), progress: 40);

        Assert.Contains("40% done", (await BoardAsync(Role.Executive)).Text(".notice"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Board_RestatedPeriod_IsTold()
    {
        await seed.AddCompanyAsync();
        var august = new Period(Grain.Quarter, new Month(2026, 6));
        await seed.AddValuesAsync([
            new SeededValue(KpiCodes.NetRevenueRetention, august, 0.951) { HalfWidth = 0.01, ToRun = 2 },
            new SeededValue(KpiCodes.NetRevenueRetention, august, 0.948) { HalfWidth = 0.01, FromRun = 2 },
        ]);

        var page = await BoardAsync(Role.Executive, "/?grain=quarter");

        Assert.Contains(
            "Net revenue retention, Q2 2026: 95.1% became 94.8%.",
            page.QuerySelectorAll("#since ~ ul li").Select(item => item.TextContent)
        );
        Assert.Equal("Quarter", page.Text(".board-group nav a.pill[aria-current]"));
    }

    [Fact]
    public async Task Board_AfterANewRun_IsNotTheCachedOne()
    {
        await seed.AddCompanyAsync();
        var before = (await BoardAsync(Role.Executive)).Text(".eyebrow");

        await seed.AddRunAsync(3, "done", FigureSeed.Now.AddMinutes(-5));
        var after = (await BoardAsync(Role.Executive)).Text(".eyebrow");

        Assert.NotEqual(before, after);
    }

    [Theory]
    [InlineData("da", "Kundeafgangen er reelt steget, mest i Small business.")]
    [InlineData("nb", "Kundefrafallet har reelt økt, mest i Small business.")]
    public async Task Board_OtherLanguage_SpeaksIt(string language, string expected)
    {
        await seed.AddCompanyAsync();
        await BoardAsync(Role.Executive);

        var page = await BoardAsync(Role.Executive, language: language);

        Assert.StartsWith(expected, page.Text("h1"), StringComparison.Ordinal);
    }

    private async Task<IHtmlDocument> BoardAsync(string role, string path = "/", string language = "en")
    {
        var client = await app.SignedInAsync(role);
        return await client.PageAsync(path, language);
    }

    private static IElement Tile(IHtmlDocument page, string code) =>
        page.QuerySelector($".tile a[href^='/figures/{code}']")!.Closest(".tile")!;
}
