using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Playwright;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>What people do, from the first click to the last.</summary>
public sealed class JourneyTests(BrowserFixture browser)
{
    private static readonly string RevenueFile = Path.Combine(AppContext.BaseDirectory, "Files", "revenue-extra.csv");

    [Fact]
    public async Task SignIn_WrongThenRightPassword_LeadsToTheBoard()
    {
        await using var visit = await browser.VisitAsync();
        var email = await browser.App.AddUserAsync([Role.Executive]);

        await visit.GoAsync("/figures/nrr");
        await visit.SignInAsync(email, "not it at all");
        Assert.True(await visit.Page.Locator(".notice-worse").IsVisibleAsync());
        await visit.SignInAsync(email);

        Assert.Equal("/figures/nrr", new Uri(visit.Page.Url).AbsolutePath);
        await visit.Page.Locator("details.menu summary").ClickAsync();
        await visit.ClickThroughAsync(visit.Page.Locator("form[action='/sign-out'] button"));
        Assert.Contains("/sign-in", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_Switched_HoldsOnThisPageAndTheNext()
    {
        await using var visit = await browser.VisitAsAsync(Role.Owner);
        await visit.GoAsync("/figures/churn.logo?grain=quarter");

        await visit.Page.Locator("details.menu summary").ClickAsync();
        await visit.ClickThroughAsync(visit.Page.Locator("button[name=language][value=da]"));

        Assert.Equal("Kundeafgang", await visit.TextAsync("h1"));
        Assert.EndsWith("/figures/churn.logo?grain=quarter", visit.Page.Url, StringComparison.Ordinal);
        await visit.GoAsync("/");
        Assert.Equal("Hvad kunderne gør", await visit.TextAsync("#do"));
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Theme_Switched_IsKeptAndRedrawsTheCharts()
    {
        await using var visit = await browser.VisitAsAsync(Role.Executive);
        await visit.ThemeAsync(ColorScheme.Light);
        await visit.GoAsync("/");
        var light = await GroundAsync(visit);

        await visit.Page.Locator("[data-theme-toggle]").ClickAsync();
        var dark = await GroundAsync(visit);
        Assert.Empty(await visit.BlankChartsAsync());
        await visit.GoAsync("/figures");

        Assert.NotEqual(light, dark);
        Assert.Equal(dark, await GroundAsync(visit));
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Keyboard_Tab_ReachesSkipLinkThenFilters()
    {
        await using var visit = await browser.VisitAsAsync(Role.Executive);
        await visit.GoAsync("/figures/churn.logo");

        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip", await FocusedAsync(visit, "className"));
        await new Keyboard(visit).EnterAsync("#main");

        // The star of the favourites comes first.
        var reached = new List<string>();
        for (var step = 0; step < 30 && !reached.Contains("as-known-at"); step++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            reached.Add(await FocusedAsync(visit, "name") ?? "");
        }
        Assert.Equal(["mark", "grain", "member", "from", "to", "as-known-at"], reached.Where(name => name.Length > 0));
    }

    [Fact]
    public async Task Filter_SentAndShared_ShowsTheSameToSomebodyElse()
    {
        await using var mine = await browser.VisitAsAsync(Role.Executive);
        await mine.GoAsync("/figures/nrr");
        await mine.Page.Locator("#grain").SelectOptionAsync("quarter");
        await mine.Page.Locator("#member").SelectOptionAsync(new SelectOptionValue { Label = "Small business" });
        await mine.ClickThroughAsync(mine.Page.Locator("form.toolbar button"));
        var shared = new Uri(mine.Page.Url).PathAndQuery;

        await using var yours = await browser.VisitAsAsync(Role.Care, "nb");
        await yours.GoAsync(shared);
        await yours.Page.ReloadAsync();

        Assert.Contains("grain=quarter", shared, StringComparison.Ordinal);
        Assert.Equal("segment:Small business", await yours.Page.Locator("#member").InputValueAsync());
        Assert.Equal("quarter", await yours.Page.Locator("#grain").InputValueAsync());
        Assert.Equal(
            await mine.Page.Locator("figure[data-chart=series] tbody [data-value]").EvaluateAllAsync<string[]>(Values),
            await yours.Page.Locator("figure[data-chart=series] tbody [data-value]").EvaluateAllAsync<string[]>(Values)
        );
    }

    [Fact]
    public async Task Bar_OfTheBridge_LeadsToItsCustomers()
    {
        await using var visit = await browser.VisitAsAsync(Role.Finance);
        await visit.GoAsync("/figures/revenue.existing");

        await visit.Page.Locator("figure[data-chart=bridge] .links a").Nth(5).ClickAsync();
        await visit.Page.Locator(".movers tbody tr").First.WaitForAsync();
        Assert.StartsWith("Churned customers", await visit.TextAsync(".movers h3"), StringComparison.Ordinal);
        Assert.Empty(await visit.ViolationsAsync());
        await visit.ClickThroughAsync(visit.Page.Locator(".movers .panel-foot > a"));

        Assert.StartsWith("Churned customers", await visit.TextAsync("h1"), StringComparison.Ordinal);
        Assert.NotEqual(0, await visit.Page.Locator("tbody tr").CountAsync());
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Upload_OfAFile_ShowsProgressAndResultAndCanBeUndone()
    {
        // What is imported has the figures made anew a little later: pages of others would change while they are read.
        await using var company = await Company.StartAsync(browser, "en", 1280);
        var visit = company.Visit;
        await visit.GoAsync("/imports/new");
        await visit.Page.Locator("[name=File]").SetInputFilesAsync(RevenueFile);
        await visit.Page.Locator("[name=Kind]").SelectOptionAsync("revenue");
        await visit.Page.Locator("[name=Source]").FillAsync("browser-test");

        await visit.ClickThroughAsync(visit.Page.Locator("main form button.btn-primary"));
        await visit.Page.WaitForURLAsync(url =>
            !url.Contains("/uploads/", StringComparison.Ordinal) && !url.EndsWith("/new", StringComparison.Ordinal)
        );

        Assert.True(await visit.Page.Locator(".notice-better").IsVisibleAsync());
        Assert.Contains("3", await visit.TextAsync(".counts"), StringComparison.Ordinal);
        await visit.ClickThroughAsync(visit.Page.Locator("a[href$='/undo']"));
        await visit.ClickThroughAsync(visit.Page.Locator("form[action$='/undo'] button"));
        Assert.Equal(0, await visit.Page.Locator(".notice-better").CountAsync());
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Look_AtADroppedFile_IsAccessibleTriesItAndTakesItAway()
    {
        await using var visit = await browser.VisitAsAsync(Role.Finance, "da");
        await visit.GoAsync("/imports/new");
        await visit.Page.EvaluateAsync(
            """
            () => {
              const files = new DataTransfer();
              files.items.add(new File(["Dato;Beløb;Kundenr\n02-11-2026;120,50;B-1\n30-11-2026;x;B-2\n"], "salg.csv"));
              const drop = new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
              document.querySelector("[data-drop]").dispatchEvent(drop);
            }
            """
        );
        Assert.Contains("salg.csv", await visit.TextAsync("[data-drop-list]"), StringComparison.Ordinal);

        await visit.ClickThroughAsync(visit.Page.Locator("button[value=look]"));
        foreach (var width in (int[])[360, 1280])
        {
            await visit.ResizeAsync(width);
            Assert.True(await visit.OverflowAsync() <= 0, $"The page scrolls sideways at {width} px.");
            Assert.Empty(await visit.ViolationsAsync());
        }
        await visit.Page.Locator("button[value=check]").ClickAsync();
        await visit.Page.Locator("#errors").WaitForAsync();

        Assert.Contains("ville blive afvist", await visit.TextAsync("main"), StringComparison.Ordinal);
        await visit.ClickThroughAsync(visit.Page.Locator("button[value=remove]"));
        Assert.Equal(0, await visit.Page.Locator("#drafts").CountAsync());
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Print_HasNoNavigationAndOpenTables()
    {
        await using var visit = await browser.VisitAsAsync(Role.Executive);
        await visit.GoAsync("/figures/churn.logo");

        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.False(await visit.Page.Locator(".nav").IsVisibleAsync());
        Assert.False(await visit.Page.Locator("form.toolbar").IsVisibleAsync());
        Assert.True(await visit.Page.Locator("h1").IsVisibleAsync());
    }

    private const string Values = "(cells) => cells.map((cell) => cell.dataset.value)";

    private static Task<string> GroundAsync(Visit visit) =>
        visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    private static Task<string?> FocusedAsync(Visit visit, string property) =>
        visit.Page.EvaluateAsync<string?>($"document.activeElement.{property} ?? null");
}
