using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>A company that starts with nothing, led by the guide alone.</summary>
public sealed class NewCompanyTests(BrowserFixture browser)
{
    [Fact]
    public async Task NewCompany_FromAnEmptyDatabase_HasABoard()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);
        var email = await app.AddUserAsync([Role.Administrator, Role.Finance, Role.Executive]);
        await using var visit = await browser.VisitAsync("da", at: app.Address);
        await visit.GoAsync("/");
        await visit.Page.Locator("[name=Email]").FillAsync(email);
        await visit.Page.Locator("[name=Password]").FillAsync(AppFactory.Password);
        await visit.LeaveByAsync(() => visit.Page.Keyboard.PressAsync("Enter"));

        await visit.ClickThroughAsync(visit.Page.Locator("main a[href='/setup']"));
        await visit.Page.Locator("[name='Values[companyName]']").FillAsync("Fjordby Service");
        await ConfirmAsync(visit, "company");
        await ConfirmAsync(visit, "language");
        await visit.Page.Locator("[name='Values[currency]']").FillAsync("DKK");
        await ConfirmAsync(visit, "currency");
        await ConfirmAsync(visit, "fiscalyear");
        await ConfirmAsync(visit, "timezone");
        foreach (var kind in (string[])["customers", "revenue"])
        {
            await ImportAsync(visit, kind);
        }

        await visit.GoAsync("/setup");
        Assert.True(await visit.Page.Locator("#file .state-better").IsVisibleAsync());
        await WaitForTilesAsync(visit);
        Assert.Contains("Fjordby Service", await visit.TextAsync(".brand"), StringComparison.Ordinal);
        visit.AssertNoComplaints();
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
            await visit.ClickThroughAsync(visit.Page.Locator("#file a[href='/imports/new']"));
            await visit.Page.Locator("[name=File]").SetInputFilesAsync(path);
            await visit.Page.Locator("[name=Kind]").SelectOptionAsync(kind);
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
