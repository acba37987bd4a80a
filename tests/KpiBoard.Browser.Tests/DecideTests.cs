using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>An executive goes through all open decisions with the keyboard alone, and takes the last one back.</summary>
public sealed class DecideTests(BrowserFixture browser)
{
    /// <summary>More than the demo company ever leaves open.</summary>
    private const int Most = 10;

    private static readonly string[] Answers = ["accept", "reject", "postpone"];

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("da", 360)]
    public async Task OpenDecisions_AtTheKeyboard_AreAllTakenEachWithAReason(string language, int width)
    {
        await using var demo = await browser.OwnDemoAsync();
        await using var visit = await SignedInAsync(demo, language, width);
        var keys = new Keyboard(visit);

        // From the board to the first, past the navigation, and through everything that stands there.
        await visit.GoAsync("/");
        await keys.TabToAsync(".skip");
        await keys.EnterAsync("main");
        await keys.TabToAsync("main a[href='/priorities/decide']");
        await keys.LeaveAsync();
        Assert.Contains("/priorities/proposals/", visit.Page.Url, StringComparison.Ordinal);
        await keys.TabToAsync("input[name=Decision]");

        var reasons = new List<string>();
        while (reasons.Count < Most && await IsOpenAsync(visit))
        {
            var answer = Answers[reasons.Count % Answers.Length];
            reasons.Add($"{answer} {reasons.Count + 1}, read and weighed");
            await DecideAsync(keys, answer, reasons[^1]);
            await keys.LeaveForAsync("h1");
            Assert.True(await visit.Page.Locator("#recorded").IsVisibleAsync());
            if (await IsOpenAsync(visit))
            {
                // What the next one rests on comes first; a link leads past it.
                await keys.TabToAsync("a[href='#decide']");
                await keys.EnterAsync("#decide");
            }
        }
        Assert.True(reasons.Count >= 2, "The demo company leaves too little open to try.");
        Assert.Equal("/priorities", new Uri(visit.Page.Url).AbsolutePath);

        await TakeBackAsync(visit, keys, reasons);
        Assert.Equal(reasons, (await ReasonsAsync(visit)).Intersect(reasons).Reverse());
        visit.AssertNoComplaints();
    }

    /// <summary>Takes the last decision back where it was recorded, postpones instead, and goes back to the board.</summary>
    private static async Task TakeBackAsync(Visit visit, Keyboard keys, List<string> reasons)
    {
        await keys.TabToAsync("form[action$='/undo'] button");
        await keys.LeaveForAsync("h1");
        await keys.PressUntilAsync("Shift+Tab", ".notice a[href^='/priorities/proposals/']");
        await keys.LeaveAsync();
        await keys.TabToAsync("input[name=Decision]");
        reasons.Add("not now");
        await DecideAsync(keys, "postpone", reasons[^1]);
        await keys.LeaveForAsync("h1");
        Assert.Equal("/priorities", new Uri(visit.Page.Url).AbsolutePath);

        await keys.TabToAsync(".brand");
        await keys.LeaveAsync();
        Assert.Equal("/", new Uri(visit.Page.Url).AbsolutePath);
        Assert.Equal(0, await visit.Page.Locator("main a[href='/priorities/decide']").CountAsync());
    }

    /// <summary>From the first of the choices to the button.</summary>
    private static async Task DecideAsync(Keyboard keys, string answer, string reason)
    {
        await keys.PressUntilAsync("ArrowDown", $"input[name=Decision][value='{answer}']");
        await keys.TabToAsync("[name=Reason]");
        await keys.TypeAsync(reason);
        await keys.TabToAsync("form:has([name=Decision]) button[type=submit]");
    }

    private static async Task<bool> IsOpenAsync(Visit visit) =>
        await visit.Page.Locator("input[name=Decision]").CountAsync() > 0;

    /// <summary>The newest first.</summary>
    private static async Task<IReadOnlyList<string>> ReasonsAsync(Visit visit)
    {
        await visit.GoAsync("/priorities/decisions");
        return await visit.Page.Locator("main tbody tr td:nth-of-type(2)").AllInnerTextsAsync();
    }

    private async Task<Visit> SignedInAsync(OwnDemo demo, string language, int width)
    {
        var visit = await browser.VisitAsync(language, at: demo.App.Address);
        await visit.ResizeAsync(width);
        await visit.GoAsync("/sign-in");
        var keys = new Keyboard(visit);
        await keys.TabToAsync($"button.persona[value='{Role.Executive}']");
        await keys.LeaveAsync();
        return visit;
    }
}
