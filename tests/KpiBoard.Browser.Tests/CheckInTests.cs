using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>An owner's check-in on a phone, from the reminder's link to the thank you.</summary>
public sealed class CheckInTests(BrowserFixture browser)
{
    private const int Phone = 360;

    [Fact]
    public async Task CheckIn_FromTheReminderOnAPhone_TakesThreeTouchesAndCanBeTakenBack()
    {
        await using var start = await browser.VisitAsAsync(Role.Owner);
        await start.GoAsync("/strategy");
        var link = (await start.Page.Locator(".panel-decide a.btn-primary").First.GetAttributeAsync("href"))!;

        await using var visit = await browser.VisitAsync("da");
        await visit.ResizeAsync(Phone);
        await visit.GoAsync(link);
        await visit.ClickThroughAsync(visit.Page.Locator($"button.persona[value='{Role.Owner}']"));
        Assert.Equal(link, new Uri(visit.Page.Url).AbsolutePath);
        Assert.True(await visit.OverflowAsync() <= 0);

        await visit.Page.Locator("input[name=Status][value=at-risk]").CheckAsync();
        await visit.Page.Locator("input[name=Confidence][value='4']").CheckAsync();
        await visit.ClickThroughAsync(visit.Page.Locator("form.check-in button[type=submit]"));

        Assert.Contains("Gemt. Tak.", await visit.TextAsync(".notice-better"), StringComparison.Ordinal);
        Assert.Contains("I fare", await visit.TextAsync("#check-ins + ol > li"), StringComparison.Ordinal);
        await visit.ClickThroughAsync(visit.Page.Locator("form[action$='/undo'] button"));
        Assert.Contains("Fortrudt.", await visit.TextAsync(".notice-better"), StringComparison.Ordinal);
        await visit.GoAsync("/strategy");
        Assert.Equal(1, await visit.Page.Locator($".panel-decide a[href='{link}']").CountAsync());
        visit.AssertNoComplaints();
    }
}
