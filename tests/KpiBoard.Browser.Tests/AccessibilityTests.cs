using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Playwright;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>Every kind of page, in each language, light and dark, on a phone and on a desk.</summary>
public sealed class AccessibilityTests(BrowserFixture browser)
{
    private const int Phone = 360;
    private const int Desk = 1280;
    private const string NoPage = "/no-such-page";

    /// <summary>Each language, theme and width is seen, without looking at all twelve combinations.</summary>
    private static readonly Look[] Looks =
    [
        new("en", ColorScheme.Light, Desk),
        new("da", ColorScheme.Dark, Phone),
        new("nb", ColorScheme.Dark, Desk),
    ];

    [Theory]
    [InlineData(Role.Executive, "/")]
    [InlineData(Role.Executive, "/?grain=r12")]
    [InlineData(Role.Executive, "/?since=month&unit=Denmark")]
    [InlineData(Role.Executive, "/figures")]
    [InlineData(Role.Executive, "/figures/churn.logo")]
    [InlineData(Role.Executive, "/figures/margin.existing?grain=quarter")]
    [InlineData(Role.Executive, "/figures/nps.transaction")]
    [InlineData(Role.Executive, "/figures/on-time-delivery")]
    [InlineData(Role.Executive, "/figures/own")]
    [InlineData(Role.Executive, "/figures/own/add")]
    [InlineData(Role.Finance, "/figures/own/days-sales-outstanding")]
    [InlineData(Role.Executive, "/targets")]
    [InlineData(Role.Executive, "/targets/add?kpi=nrr&grain=r12")]
    [InlineData(Role.Finance, "/figures/bridge/customers?measure=revenue&part=end&period=R12-{month}")]
    [InlineData(Role.Executive, "/figures/bridge/movers?measure=revenue&part=churned&period={month}")]
    [InlineData(Role.Care, "/events")]
    [InlineData(Role.Executive, "/events/1")]
    [InlineData(Role.Owner, "/events/add?kpi=nrr")]
    [InlineData(Role.Executive, "/strategy")]
    [InlineData(Role.Executive, "/strategy?view=roadmap")]
    [InlineData(Role.Executive, "/strategy?view=kanban")]
    [InlineData(Role.Executive, "/strategy/themes/1")]
    [InlineData(Role.Executive, "/strategy/initiatives/add")]
    [InlineData(Role.Executive, "/targets/1")]
    [InlineData(Role.Executive, "/strategy/initiatives/1")]
    [InlineData(Role.Executive, "/strategy/initiatives/1/edit")]
    [InlineData(Role.Executive, "/priorities")]
    [InlineData(Role.Executive, "/priorities?done=decided")]
    [InlineData(Role.Executive, "/priorities/order")]
    [InlineData(Role.Executive, "/priorities/decide")]
    [InlineData(Role.Owner, "/priorities/decide")]
    [InlineData(Role.Executive, "/priorities/proposals/1")]
    [InlineData(Role.Executive, "/priorities/decisions")]
    [InlineData(Role.Executive, "/priorities/decisions/2")]
    [InlineData(Role.Executive, "/priorities/what-if")]
    [InlineData(Role.Executive, "/priorities/scenarios")]
    [InlineData(Role.Executive, "/priorities/scenarios/1")]
    [InlineData(Role.Executive, "/priorities/scenarios/compare?ids=1")]
    [InlineData(Role.Executive, "/priorities/approaches")]
    [InlineData(Role.Executive, "/priorities/track-record")]
    [InlineData(Role.Executive, "/priorities/initiatives/1")]
    [InlineData(Role.Executive, "/priorities/initiatives/13")]
    [InlineData(Role.Executive, "/strategy/tree")]
    [InlineData(Role.Executive, "/strategy/values")]
    [InlineData(Role.Executive, "/strategy/values/edit")]
    [InlineData(Role.Executive, "/strategy/values/edit?kpi=churn.logo")]
    [InlineData(Role.Executive, "/strategy/evidence")]
    [InlineData(Role.Executive, "/strategy/capacity")]
    [InlineData(Role.Executive, "/strategy/commitments")]
    [InlineData(Role.Owner, "/strategy/commitments")]
    [InlineData(Role.Executive, "/strategy/help")]
    [InlineData(Role.Executive, "/strategy/initiatives/7/evidence")]
    [InlineData(Role.Executive, "/strategy/initiatives/7/evidence/add")]
    [InlineData(Role.Executive, "/strategy/initiatives/7/evidence/7/edit")]
    [InlineData(Role.Executive, "/strategy/initiatives/7/plan")]
    [InlineData(Role.Executive, "/strategy/initiatives/7/plan/work")]
    [InlineData(Role.Executive, "/strategy/initiatives/7/steps/paused")]
    [InlineData(Role.Executive, "/strategy/initiatives/12/steps/approved")]
    [InlineData(Role.Owner, "/strategy")]
    [InlineData(Role.Owner, "/check-in/3")]
    [InlineData(Role.Executive, "/figures/churn.logo?point={month}")]
    [InlineData(Role.Executive, "/tasks?list=asked&state=all")]
    [InlineData(Role.Owner, "/tasks?list=mentions")]
    [InlineData(Role.Care, "/tasks")]
    [InlineData(Role.Executive, "/tasks/1")]
    [InlineData(Role.Finance, "/imports")]
    [InlineData(Role.Finance, "/imports/1")]
    [InlineData(Role.Finance, "/imports/new")]
    [InlineData(Role.Finance, "/imports/inbox")]
    [InlineData(Role.Finance, "/imports/1/quarantine/rows")]
    [InlineData(Role.Finance, "/imports/1/undo")]
    [InlineData(Role.Finance, "/periods")]
    [InlineData(Role.Finance, "/periods/reopen?month=2026-09")]
    [InlineData(Role.Finance, "/reconciliation")]
    [InlineData(Role.Finance, "/reconciliation/{month}/DKK")]
    [InlineData(Role.Finance, "/restatements")]
    [InlineData(Role.Finance, "/customers")]
    [InlineData(Role.Finance, "/customers/1")]
    [InlineData(Role.Finance, "/account")]
    [InlineData(Role.Finance, "/account/two-step")]
    [InlineData(Role.Administrator, "/administration/users")]
    [InlineData(Role.Administrator, "/administration/settings")]
    [InlineData(Role.Administrator, "/administration/sign-ins")]
    [InlineData(Role.Administrator, "/administration/jobs")]
    [InlineData(Role.Administrator, "/administration/audit")]
    [InlineData(Role.Administrator, "/administration/operations")]
    [InlineData(Role.Administrator, "/administration/personal-data")]
    [InlineData(Role.Administrator, "/administration/personal-data/1")]
    [InlineData(Role.Administrator, "/administration/retention")]
    [InlineData(Role.Administrator, "/administration/sources")]
    [InlineData(Role.Administrator, "/refreshes")]
    [InlineData(Role.Administrator, "/setup")]
    [InlineData(Role.Executive, "/help")]
    [InlineData(Role.Finance, "/search?q=s")]
    [InlineData(Role.Administrator, NoPage)]
    public Task Page_InEveryLook_IsAccessibleAndFits(string role, string path) => CheckAsync(role, path);

    [Fact]
    public Task SignIn_InEveryLook_IsAccessibleAndFits() => CheckAsync(null, "/sign-in");

    private async Task CheckAsync(string? role, string path)
    {
        var address = path.Replace("{month}", BrowserFixture.LastMonth, StringComparison.Ordinal);
        var windows = new List<(Visit Visit, Look Look)>();
        foreach (var look in Looks)
        {
            windows.Add((await browser.KeptAsync(role, look.Language), look));
        }
        await Task.WhenAll(windows.Select(window => CheckAsync(window.Visit, window.Look, address)));
    }

    private static async Task CheckAsync(Visit visit, Look look, string address)
    {
        await visit.ThemeAsync(look.Theme);
        await visit.ResizeAsync(look.Width);
        var answer = await visit.GoAsync(address);
        Assert.Equal(address == NoPage ? 404 : 200, answer.Status);
        Assert.Empty((await visit.ViolationsAsync()).Select(violation => $"{look}: {violation}"));
        foreach (var width in (int[])[Phone, Desk])
        {
            await visit.ResizeAsync(width);
            Assert.True(
                await visit.OverflowAsync() <= 0,
                $"{address} in {look.Language} scrolls sideways at {width} px."
            );
        }
        Assert.Equal(look.Language, await visit.Page.Locator("html").GetAttributeAsync("lang"));
    }

    private sealed record Look(string Language, ColorScheme Theme, int Width);
}
