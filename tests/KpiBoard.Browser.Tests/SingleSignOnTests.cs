using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>Coming in with the company account, and what a password still needs: real redirects, cookies and content policy.</summary>
public sealed class SingleSignOnTests(BrowserFixture browser)
{
    private const int Phone = 360;

    [Fact]
    public async Task CompanyAccount_FromTheButtonToTheBoardAndOut_AndAPasswordWithAnApp()
    {
        await using var provider = await IdentityProvider.StartAsync(TimeProvider.System);
        provider.ShowsPage = true;
        provider.Person["email"] = "alma@aldervik.example";
        provider.Person["groups"] = "kpi-executives";
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(
            database,
            builder =>
            {
                foreach (var (key, value) in provider.Configuration)
                {
                    builder.Configuration[key] = value;
                }
            }
        );
        await using var visit = await browser.VisitAsync("nb", at: app.Address);
        await visit.ResizeAsync(Phone);

        await visit.GoAsync("/figures");
        Assert.Empty(await visit.ViolationsAsync());
        await visit.ClickThroughAsync(visit.Page.Locator("main a.btn-primary"));
        Assert.StartsWith(provider.Authority, visit.Page.Url, StringComparison.Ordinal);
        await visit.ClickThroughAsync(visit.Page.Locator("button"));
        Assert.EndsWith("/figures", visit.Page.Url, StringComparison.Ordinal);
        await visit.GoAsync("/account");
        Assert.Contains("Alma Berg", await visit.TextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(await visit.ViolationsAsync());
        Assert.True(await visit.OverflowAsync() <= 0);

        await visit.Page.Locator("details.menu summary").ClickAsync();
        await visit.Page.Locator("form[action='/sign-out'] button").ClickAsync();
        await visit.Page.WaitForURLAsync(url => url.EndsWith("/sign-in", StringComparison.Ordinal));
        Assert.NotEmpty(provider.LastSignOut!["id_token_hint"].ToString());

        var email = await app.AddUserAsync([Role.Executive]);
        await visit.SignInAsync(email);
        await visit.GoAsync("/account/two-step");
        await visit.Page.Locator("[name=Current]").FillAsync(AppFactory.Password);
        await visit.LeaveByAsync(() => visit.Page.Keyboard.PressAsync("Enter"));
        Assert.True(await visit.Page.Locator("svg.qr").IsVisibleAsync());
        Assert.Empty(await visit.ViolationsAsync());
        Assert.True(await visit.OverflowAsync() <= 0);
        visit.AssertNoComplaints();
    }
}
