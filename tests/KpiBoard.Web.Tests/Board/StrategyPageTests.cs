using AngleSharp.Html.Dom;
using KpiBoard.Core.Kpis;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Initiatives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class StrategyPageTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private AppFactory app = null!;
    private StrategySeed seed = null!;
    private long initiative;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(FigureSeed.Now))
        );
        await new FigureSeed(database.Database).AddCompanyAsync();
        seed = new StrategySeed(app.Services.GetRequiredService<KpiDatabase>());
        initiative = await new InitiativeSeed(app.Services).AddAsync(
            "Én vej ind",
            KpiCodes.LogoChurn,
            "Small business"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Board_NothingProposed_SaysWhenTheOrderWasLookedAt()
    {
        await seed.RunAsync(1, FigureSeed.Now, refresh: 2);

        var page = await BoardAsync(Role.Executive);

        var decide = page.Text("section[aria-labelledby=decide]");
        Assert.Contains(
            "Nothing to decide. The order was looked at after the refresh of",
            decide,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Nothing has been decided since 21 Aug 2026.",
            page.Text("section[aria-labelledby=decided]"),
            StringComparison.Ordinal
        );
        Assert.Null(page.QuerySelector(".nav .nav-count"));
        Assert.DoesNotContain("decision", page.Text("h1"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Board_OpenProposals_LeadFirstToTheQueueAndEachToItsPage()
    {
        await BoardAsync(Role.Executive);
        await seed.RunAsync(1, FigureSeed.Now);
        await seed.ProposeAsync(1, initiative, FigureSeed.Now);
        await seed.ProposeAsync(2, initiative, FigureSeed.Now, "stop", 1, null);

        var page = await BoardAsync(Role.Executive);
        var owner = await BoardAsync(Role.Owner);

        Assert.EndsWith("Two decisions wait.", page.Text("h1"), StringComparison.Ordinal);
        Assert.Equal(
            ["/priorities/decide", "/priorities/proposals/1", "/priorities/proposals/2"],
            page.QuerySelectorAll("section[aria-labelledby=decide] a").Select(link => link.GetAttribute("href"))
        );
        Assert.Equal("Én vej ind", page.QuerySelector("section[aria-labelledby=decide] h3 [lang='']")!.TextContent);
        Assert.StartsWith(
            "Decide on 2 proposals",
            page.Text("section[aria-labelledby=decide] .btn-primary"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "See 2 proposals",
            owner.Text("section[aria-labelledby=decide] .btn-primary"),
            StringComparison.Ordinal
        );
        Assert.Null(owner.QuerySelector(".nav .nav-count"));
    }

    [Fact]
    public async Task Board_ADecision_StandsBesideWhatTheFigureSaysAndIsNews()
    {
        await seed.RunAsync(1, FigureSeed.Now.AddDays(-2));
        await seed.ProposeAsync(1, initiative, FigureSeed.Now.AddDays(-2));
        await seed.DecideAsync(1, 1, FigureSeed.Now.AddDays(-1));
        await seed.ProposeAsync(2, initiative, FigureSeed.Now, "stop", 1, null);

        var page = await BoardAsync(Role.Executive);

        var row = page.Text("section[aria-labelledby=decided] tbody tr");
        Assert.Contains("Move Én vej ind up from place 5 to 1", row, StringComparison.Ordinal);
        Assert.Contains("Accepted", row, StringComparison.Ordinal);
        Assert.Contains("Customer churn, Small business", row, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("section[aria-labelledby=decided] a[href='/priorities/track-record']"));
        var news = page.Text("section[aria-labelledby=since-look]");
        Assert.Contains("1 decision was taken.", news, StringComparison.Ordinal);
        Assert.Contains("1 change is proposed.", news, StringComparison.Ordinal);
        Assert.Contains("Stop Én vej ind", news, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Board_BetsHelpStaleEvidenceAndOverload_AreSeenAtOnce()
    {
        await BoardAsync(Role.Executive);
        await seed.FindAsync(1, initiative, new(2024, 1, 1), FigureSeed.Now.AddDays(-1));
        await seed.AskHelpAsync(1, initiative, FigureSeed.Now.AddDays(-3));
        await seed.HasDaysAsync("Norway", 202611, 5, FigureSeed.Now);
        await seed.PlanAsync(initiative, "Norway", 202612, 12);

        var stale = await BoardAsync(Role.Executive);
        await seed.BetAsync(initiative, new(2026, 11, 1));
        await seed.AnswerAsync(1, FigureSeed.Now);
        var bet = await BoardAsync(Role.Executive);

        Assert.Equal(
            [$"/strategy/initiatives/{initiative}/plan", $"/strategy/initiatives/{initiative}/evidence"],
            Links(stale)
        );
        Assert.Contains("Asked 3 days ago.", stale.Text("section[aria-labelledby=decide]"), StringComparison.Ordinal);
        Assert.Contains(
            "7.0 days too many in Dec 2026",
            stale.Text("section[aria-labelledby=capacity]"),
            StringComparison.Ordinal
        );
        Assert.Equal("100%of the remaining budget", stale.Text("section[aria-labelledby=guess] .tile-value"));
        Assert.Equal([$"/strategy/initiatives/{initiative}"], Links(bet));
        Assert.Contains("No gain", bet.Text("section[aria-labelledby=decide]"), StringComparison.Ordinal);

        static IEnumerable<string?> Links(IHtmlDocument page) =>
            page.QuerySelectorAll("section[aria-labelledby=decide] .decide a")
                .Select(link => link.GetAttribute("href"));
    }

    private async Task<IHtmlDocument> BoardAsync(string role)
    {
        var client = await app.SignedInAsync(role);
        return await client.PageAsync("/", "en");
    }
}
