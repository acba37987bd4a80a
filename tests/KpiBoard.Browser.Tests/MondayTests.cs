using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Playwright;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>An executive's Monday: what changed, why, who is behind it, and who looks into it.</summary>
public sealed class MondayTests(BrowserFixture browser)
{
    private const string Owner = "Freja Holm";

    [Theory]
    [InlineData("da", 360)]
    [InlineData("nb", 1280)]
    public async Task Executive_OnMonday_FollowsAChangeToItsCustomersAndGivesTheTaskToAnOwner(
        string language,
        int width
    )
    {
        // Somebody who never looked before is told of the last month, whatever others have done since they looked.
        await using var visit = await browser.VisitAsNewAsync(Role.Executive, language);
        await visit.ResizeAsync(width);
        await visit.GoAsync("/");

        // What changed since the last look, and is it real?
        Assert.True(await visit.Page.Locator("#since-look").IsVisibleAsync());
        await FitsAsync(visit);
        await visit.ClickThroughAsync(visit.Page.Locator(".changes a[href*='/figures/churn.logo']").First);
        Assert.True(await visit.Page.Locator(".hero .badge.is-real").IsVisibleAsync());

        // What happened at the time? It stands on the chart and, in words, in the table.
        Assert.Contains(
            "Price letter",
            await visit.TextAsync("figure[data-chart=series] .marks"),
            StringComparison.Ordinal
        );
        await HideAndShowMarksAsync(visit);

        // Who is behind the bar of those who left? The names and the others are the bar.
        var bridge = visit.Page.Locator("figure[data-chart=bridge]").First;
        await bridge.Locator(".links a").Nth(5).ClickAsync();
        await bridge.Locator(".movers tbody tr").First.WaitForAsync();
        Assert.Equal(10, await bridge.Locator(".movers tbody tr").CountAsync());
        var bar = await bridge
            .Locator("tbody tr", new() { Has = visit.Page.Locator("a[href*='part=churned']") })
            .Locator("td")
            .First.TextContentAsync();
        Assert.Equal(
            bar!.Trim(),
            (await bridge.Locator(".movers tfoot tr").Last.Locator("td").Nth(2).TextContentAsync())!.Trim()
        );
        await FitsAsync(visit);

        // Who looks into it?
        var words = $"@{Owner} Ring til dem, vi har mistet ({width})";
        await visit.Page.Locator("#say-text").FillAsync(words);
        await visit.ClickThroughAsync(visit.Page.Locator("form:has(#say-text) button.btn-primary"));
        var thread = visit.Page.Locator(".threads > li", new() { HasText = $"({width})" }).First;
        await thread.Locator("details:has(form[action$='/task']) > summary").ClickAsync();
        var task = thread.Locator("form[action$='/task']");
        await task.Locator("select").SelectOptionAsync(new SelectOptionValue { Label = await OptionAsync(task) });
        await visit.ClickThroughAsync(task.Locator("button.btn-primary"));
        Assert.Contains(Owner, await thread.Locator(".task").InnerTextAsync(), StringComparison.Ordinal);
        await FitsAsync(visit);
        visit.AssertNoComplaints();

        await FinishAsync(visit.Page.Url, language, width);
    }

    /// <summary>The owner finds the task where it was given, and finishes it.</summary>
    private async Task FinishAsync(string address, string language, int width)
    {
        await using var owner = await browser.VisitAsAsync(Role.Owner, language);
        await owner.ResizeAsync(width);
        await owner.GoAsync(new Uri(address).AbsolutePath);
        var thread = owner.Page.Locator(".threads > li", new() { HasText = $"({width})" }).First;
        Assert.True(await thread.Locator(".task").IsVisibleAsync());
        await owner.ClickThroughAsync(thread.Locator("form[action$='/done'] button"));
        Assert.Equal(0, await thread.Locator("form[action$='/done']").CountAsync());
        owner.AssertNoComplaints();
    }

    private static async Task HideAndShowMarksAsync(Visit visit)
    {
        var toggle = visit.Page.Locator("[data-marks-toggle]").First;
        await toggle.ClickAsync();
        Assert.Equal("false", await toggle.GetAttributeAsync("aria-pressed"));
        await toggle.ClickAsync();
        Assert.Equal("true", await toggle.GetAttributeAsync("aria-pressed"));
        Assert.Empty(await visit.BlankChartsAsync());
    }

    /// <summary>The owner as the list of people has it.</summary>
    private static async Task<string> OptionAsync(ILocator form) =>
        (await form.Locator("option").AllInnerTextsAsync())
            .First(option => option.Contains(Owner, StringComparison.Ordinal))
            .Trim();

    private static async Task FitsAsync(Visit visit) =>
        Assert.True(await visit.OverflowAsync() <= 0, $"{visit.Page.Url} scrolls sideways.");
}
