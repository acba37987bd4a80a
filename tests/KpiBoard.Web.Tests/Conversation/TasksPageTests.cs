using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Initiatives;
using Xunit;
using static KpiBoard.Web.Tests.Conversation.Talk;

namespace KpiBoard.Web.Tests.Conversation;

public sealed class TasksPageTests : ConversationApp
{
    [Fact]
    public async Task Tasks_AskedAndDone_StandInBothListsAndAreUndone()
    {
        Assert.Contains(
            "Nothing waits for you",
            (await Owner.PageAsync("/tasks")).Text(".empty"),
            StringComparison.Ordinal
        );
        await AskAsync();
        Assert.Equal("1", (await Owner.PageAsync("/account")).Text(".top .nav-count"));
        Assert.Null((await Executive.PageAsync("/account")).QuerySelector(".top .nav-count"));

        var mine = await Owner.PageAsync("/tasks?state=overdue");
        Assert.Contains("Ask ten of them why", mine.Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("Person 1", mine.Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("Customer churn, Oct 2026", mine.Text("tbody"), StringComparison.Ordinal);
        var asked = await Executive.PageAsync("/tasks?list=asked");
        Assert.Contains("Person 2", asked.Text("tbody"), StringComparison.Ordinal);

        var done = await PostAsync(Owner, "/tasks/1/done", ("version", "1"), ("back", "/tasks?list=mine"));
        Assert.StartsWith(
            "/tasks?list=mine&said=done",
            done.Headers.Location!.OriginalString,
            StringComparison.Ordinal
        );
        var page = await Owner.PageAsync(done.Headers.Location!.OriginalString);
        Assert.Contains("The task is done.", page.Text(".notice-better"), StringComparison.Ordinal);
        Assert.Equal("2", page.QuerySelector("form[action='/tasks/1/reopen'] [name=version]")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector(".top .nav-count"));
        await PostAsync(Owner, "/tasks/1/reopen", ("version", "2"));

        var csv = await Owner.GetStringAsync(new Uri("/tasks/csv?list=mine", UriKind.Relative));
        Assert.Contains("point:churn.logo/2026-10", csv, StringComparison.Ordinal);
        Assert.Contains("overdue", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_HandedOnWithAnotherDay_IsTheNewOwnersUntilThatIsTakenBack()
    {
        await AskAsync();
        var third = App.CreateClient();
        var email = await App.AddUserAsync([Role.Care]); // Person 3
        await AppFactory.PostFormAsync(third, "/sign-in", [new("Email", email), new("Password", AppFactory.Password)]);
        var forbidden = await PostAsync(third, "/tasks/1/move", ("Owner", "3"), ("Version", "1"));

        var nobody = await PostAsync(Owner, "/tasks/1/move", ("Owner", "99"), ("Version", "1"));
        var handed = await PostAsync(Owner, "/tasks/1/move", ("Owner", "3"), ("Due", "2026-12-24"), ("Version", "1"));
        var late = await PostAsync(Executive, "/tasks/1/move", ("Owner", "2"), ("Due", ""), ("Version", "1"));

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal(HttpStatusCode.OK, nobody.StatusCode);
        var page = await Owner.PageAsync(handed.Headers.Location!.OriginalString);
        Assert.Contains("Person 3 now has the task.", page.Text(".notice-better"), StringComparison.Ordinal);
        Assert.Contains(
            "Person 2 handed it on from Person 2 to Person 3, due 24 Dec 2026.",
            page.Text(".timeline"),
            StringComparison.Ordinal
        );
        Assert.Contains("Person 1 asked Person 2, due 31 Jan 2026.", page.Text(".timeline"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action='/tasks/1/move']"));
        Assert.Contains(
            "Person 2 handed the task on meanwhile",
            (await Executive.PageAsync(late.Headers.Location!.OriginalString)).Text(".notice-watch"),
            StringComparison.Ordinal
        );
        Assert.Contains("Ask ten", (await third.PageAsync("/tasks")).Text("tbody"), StringComparison.Ordinal);

        await PostAsync(Owner, "/tasks/1/take-back", ("version", "2"));
        Assert.Contains("Ask ten", (await Owner.PageAsync("/tasks")).Text("tbody"), StringComparison.Ordinal);
        Assert.NotNull((await third.PageAsync("/tasks")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task Task_WithdrawnByWhoAsked_WaitsForNobodyUntilThatIsUndone()
    {
        await AskAsync();
        var forbidden = await PostAsync(Owner, "/tasks/1/withdraw", ("version", "1"));
        var withdrawn = await PostAsync(Executive, "/tasks/1/withdraw", ("version", "1"));

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        var page = await Executive.PageAsync(withdrawn.Headers.Location!.OriginalString);
        Assert.Contains("The task is withdrawn.", page.Text(".notice-better"), StringComparison.Ordinal);
        Assert.Null((await Owner.PageAsync("/account")).QuerySelector(".top .nav-count"));
        Assert.NotNull((await Owner.PageAsync("/tasks")).QuerySelector(".empty"));
        Assert.Contains(
            "Withdrawn",
            (await Owner.PageAsync("/tasks?state=all")).Text("tbody"),
            StringComparison.Ordinal
        );
        var conversation = await Executive.PageAsync("/figures/churn.logo");
        Assert.NotNull(conversation.QuerySelector("form[action='/comments/1/task']"));

        await PostAsync(Executive, "/tasks/1/ask-again", ("version", "2"));
        Assert.Equal("1", (await Owner.PageAsync("/account")).Text(".top .nav-count"));
        Assert.Contains(
            "Person 1 asked for it again.",
            (await Owner.PageAsync("/tasks/1")).Text(".timeline"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Mention_UntilItIsSeen_CountsAndStandsUnread()
    {
        await SayAsync(Executive, "figure:churn.logo", "@Person 2, look. @Person 1 too.");
        Assert.Null((await Executive.PageAsync("/account")).QuerySelector(".top .nav-count"));
        Assert.Equal("1", (await Owner.PageAsync("/account")).Text(".top .nav-count"));
        Assert.Contains(
            "@Person 2, look.",
            (await Owner.PageAsync("/tasks?list=mentions")).Text(".threads"),
            StringComparison.Ordinal
        );

        await Owner.PageAsync("/figures/churn.logo");
        Assert.Null((await Owner.PageAsync("/account")).QuerySelector(".top .nav-count"));
        await SayAsync(Executive, "figure:churn.logo", "@Person 2, again.");
        await PostAsync(Owner, "/tasks/read", ("comments", "2"));

        Assert.Contains(
            "Nothing new names you",
            (await Owner.PageAsync("/tasks?list=mentions")).Text(".empty"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            2,
            (await Owner.PageAsync("/tasks?list=mentions&state=done")).QuerySelectorAll(".threads > li").Length
        );
    }

    [Fact]
    public async Task Search_ForAWordOfAComment_FindsItOnlyForWhoMaySeeIt()
    {
        var id = await new InitiativeSeed(App.Services).AddAsync("One way in", "churn.logo", "Mid-size");
        await SayAsync(Executive, $"initiative:{id}", "The Ærø pilot is late.");
        var swede = App.CreateClient();
        var email = await App.AddUserAsync([Role.Care], ["Sweden"]);
        await AppFactory.PostFormAsync(swede, "/sign-in", [new("Email", email), new("Password", AppFactory.Password)]);

        Assert.NotNull((await Owner.PageAsync("/search?q=ærø")).QuerySelector("a[href='/comments/1']"));
        Assert.Null((await swede.PageAsync("/search?q=ærø")).QuerySelector("a[href='/comments/1']"));
    }

    [Fact]
    public async Task Api_CommentsOfASubject_AreReadAndAddedUnderTheTokensName()
    {
        await AskAsync();
        var reads = await App.ApiClientAsync(ApiScope.Read);
        var writes = await App.ApiClientAsync(ApiScope.Write);
        var address = new Uri("/api/v1/comments", UriKind.Relative);

        var added = await writes.PostAsJsonAsync(
            address,
            new { subject = "figure:churn.logo", text = "Look, @Person 2." }
        );
        var unknown = await writes.PostAsJsonAsync(address, new { subject = "initiative:99", text = "Look." });
        var empty = await writes.PostAsJsonAsync(address, new { subject = "figure:churn.logo", text = "  " });
        var list = await reads.GetFromJsonAsync<JsonElement>(
            new Uri("/api/v1/comments?subject=figure:churn.logo", UriKind.Relative)
        );

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Equal(2, list.GetArrayLength());
        Assert.Equal("point:churn.logo/2026-10", list[0].GetProperty("subject").GetString());
        Assert.Equal("Ask ten of them why", list[0].GetProperty("tasks")[0].GetProperty("title").GetString());
        Assert.StartsWith("token ", list[1].GetProperty("author").GetString(), StringComparison.Ordinal);
        Assert.Equal("2", (await Owner.PageAsync("/account")).Text(".top .nav-count"));
    }

    private async Task AskAsync()
    {
        await SayAsync(Executive, "point:churn.logo/2026-10", "It rises.");
        var asked = await PostAsync(
            Executive,
            "/comments/1/task",
            ("Title", "Ask ten of them why"),
            ("Owner", "2"),
            ("Due", "2026-01-31")
        );
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
    }
}
