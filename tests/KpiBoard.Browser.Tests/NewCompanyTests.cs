using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>A company that starts with nothing, led by the guide alone.</summary>
public sealed class NewCompanyTests(BrowserFixture browser)
{
    private const int Phone = 360;
    private const int Desk = 1280;

    [Fact]
    public async Task NewCompany_LedByTheGuide_HasABoardWithATargetAndAnInitiative()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var email = await app.AddUserAsync([Role.Administrator]);
        await using var visit = await browser.VisitAsync("da", at: app.Address);
        await visit.ResizeAsync(Phone);
        await visit.GoAsync("/");
        await visit.SignInAsync(email);
        await visit.ClickThroughAsync(visit.Page.Locator("main a[href='/setup']"));

        // Where Danish is spoken the rest is suggested.
        await visit.Page.Locator("[name='Values[companyName]']").FillAsync("Fjordby Service");
        Assert.Equal("DKK", await visit.Page.Locator("[name='Values[currency]']").InputValueAsync());
        await ConfirmAsync(visit, "company");
        await LeaveAndResumeAsync(visit);
        await ConfirmAsync(visit, "people");
        foreach (var kind in (string[])["customers", "revenue"])
        {
            await ImportAsync(visit, kind);
        }
        await WaitForTilesAsync(visit);
        await SetTargetAsync(visit);
        await StartInitiativeAsync(visit);

        await visit.GoAsync("/setup");
        Assert.Equal(5, await visit.Page.Locator(".setup-steps .state-better").CountAsync());
        await visit.ClickThroughAsync(visit.Page.Locator(".notice-better a"));
        // It is an idea until it rests on more than an assumption: the board shows what is at work.
        await visit.GoAsync("/strategy");
        var row = visit.Page.Locator("main tbody tr", new() { HasText = "Velkomstopkald" });
        Assert.Contains("Velkomstopkald", await row.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Nettofastholdelse af omsætning", await row.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Mål 99\u00A0%", await row.InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await visit.OverflowAsync() <= 0);
        await visit.ResizeAsync(Desk);
        Assert.Contains("Fjordby Service", await visit.TextAsync(".brand"), StringComparison.Ordinal);
        visit.AssertNoComplaints();
    }

    /// <summary>Put away it no longer stands in the header; taken out again it is where it was.</summary>
    private static async Task LeaveAndResumeAsync(Visit visit)
    {
        await visit.ClickThroughAsync(visit.Page.Locator("form[action='/setup/put-away'] button"));
        await visit.GoAsync("/account");
        Assert.Equal(0, await visit.Page.Locator("header a[href='/setup']").CountAsync());
        await visit.GoAsync("/help");
        await visit.ClickThroughAsync(visit.Page.Locator("main a[href='/setup']"));
        await visit.ClickThroughAsync(visit.Page.Locator("form[action='/setup/resume'] button"));
        Assert.Equal(1, await visit.Page.Locator("header a[href='/setup']").CountAsync());
    }

    private static async Task SetTargetAsync(Visit visit)
    {
        await visit.GoAsync("/setup");
        await visit.ClickThroughAsync(visit.Page.Locator("#target a[href='/targets/add']"));
        await visit.Page.Locator("[name=Kpi]").SelectOptionAsync("nrr");
        await visit.Page.Locator("[name=Value]").FillAsync("99");
        await visit.ClickThroughAsync(visit.Page.Locator("main form button.btn-primary"));
        await visit.ClickThroughAsync(visit.Page.Locator(".notice a[href='/setup']"));
    }

    /// <summary>With its first theme, its owner and its end suggested.</summary>
    private static async Task StartInitiativeAsync(Visit visit)
    {
        await visit.ClickThroughAsync(visit.Page.Locator("#initiative a[href='/strategy/initiatives/add']"));
        await visit.Page.Locator("[name=Title]").FillAsync("Velkomstopkald");
        await visit.Page.Locator("[name=NewTheme]").FillAsync("Let at være kunde");
        await visit.Page.Locator("[name='Links[0].Kpi']").SelectOptionAsync("nrr");
        await visit.Page.Locator("[name='Links[0].Low']").FillAsync("0,5");
        await visit.Page.Locator("[name='Links[0].Likely']").FillAsync("1");
        await visit.Page.Locator("[name='Links[0].High']").FillAsync("2");
        await visit.ClickThroughAsync(visit.Page.Locator("main form button.btn-primary"));
    }

    private static Task ConfirmAsync(Visit visit, string step) =>
        visit.ClickThroughAsync(visit.Page.Locator($"#{step} form button"));

    private static async Task ImportAsync(Visit visit, string kind)
    {
        await visit.GoAsync("/setup");
        var sample = visit.Page.Locator($"a[href='/imports/samples/{kind}']");
        if (!await sample.IsVisibleAsync())
        {
            await visit.Page.Locator("#file summary").ClickAsync();
        }
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => sample.ClickAsync());
        var path = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}-{download.SuggestedFilename}");
        await download.SaveAsAsync(path);
        try
        {
            await visit.ClickThroughAsync(visit.Page.Locator($"#file a[href='/imports/new?kind={kind}']"));
            await visit.Page.Locator("[name=File]").SetInputFilesAsync(path);
            await visit.ClickThroughAsync(visit.Page.Locator("main form button.btn-primary"));
            await visit.Page.WaitForURLAsync(url =>
                !url.Contains("/uploads/", StringComparison.Ordinal) && !url.EndsWith("/new", StringComparison.Ordinal)
            );
            Assert.True(await visit.Page.Locator(".notice-better").IsVisibleAsync());
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The refresh begins by itself a few seconds after the last file.</summary>
    private static async Task WaitForTilesAsync(Visit visit)
    {
        for (var look = 0; look < 60; look++)
        {
            await visit.GoAsync("/");
            if (await visit.Page.Locator(".tile:not(.tile-absent)").CountAsync() > 0)
            {
                return;
            }
            await Task.Delay(1000);
        }
        Assert.Fail("The board is still empty a minute after the first files.");
    }
}
