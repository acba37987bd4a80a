using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>A point of a chart, a comment that names somebody, a task of it, and the task done; all at the keyboard.</summary>
public sealed class ConversationTests(BrowserFixture browser)
{
    [Fact]
    public async Task Comment_OnAPointAtTheKeyboard_NamesSomebodyWhoFindsTheTaskAndDoesIt()
    {
        await using var visit = await browser.VisitAsAsync(Role.Executive);
        await visit.GoAsync("/figures/nrr");
        await visit.Page.Locator("figure[data-chart=series] summary").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator("a[data-point]").Nth(-2).FocusAsync();
        await new Keyboard(visit).LeaveForAsync("#say-text");

        await visit.Page.Keyboard.TypeAsync("Who stayed? @fre");
        await visit.Page.Locator("[role=option]").First.WaitForAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.TypeAsync("please look.");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.LeaveByAsync(() => visit.Page.Keyboard.PressAsync("Enter"));
        Assert.Contains(
            "Your comment is posted.",
            await visit.TextAsync(".conversation .notice"),
            StringComparison.Ordinal
        );
        var comment = visit.Page.Locator(".comment:target");
        Assert.Equal("@Freja Holm", await comment.Locator(".mention").InnerTextAsync());

        await visit.Page.GetByText("Make it a task").PressAsync("Enter");
        await visit.Page.Locator("select[name=Owner]").SelectOptionAsync("Freja Holm");
        await visit.Page.Locator("input[name=Title]").FillAsync("Find out who stayed");
        await visit.LeaveByAsync(() => visit.Page.Locator("input[name=Title]").PressAsync("Enter"));
        Assert.Contains(
            "Freja Holm now has the task.",
            await visit.TextAsync(".conversation .notice"),
            StringComparison.Ordinal
        );
        visit.AssertNoComplaints();

        await using var owner = await browser.VisitAsAsync(Role.Owner);
        await owner.GoAsync("/");
        await owner.ClickThroughAsync(owner.Page.Locator(".top a[href='/tasks']").First);
        var row = owner.Page.Locator("tr", new() { HasText = "Find out who stayed" });
        await owner.ClickThroughAsync(row.Locator("button"));
        Assert.Contains("The task is done.", await owner.TextAsync("main .notice-better"), StringComparison.Ordinal);
        Assert.Equal(0, await row.CountAsync());
        owner.AssertNoComplaints();
    }
}
