using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Initiatives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static KpiBoard.Web.Tests.Conversation.Talk;

namespace KpiBoard.Web.Tests.Conversation;

public sealed class TasksPageTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private AppFactory app = null!;
    private HttpClient executive = null!;
    private HttpClient owner = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(FigureSeed.Now))
        );
        executive = await app.SignedInAsync(Role.Executive); // Person 1
        owner = await app.SignedInAsync(Role.Owner); // Person 2
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Tasks_AskedAndDone_StandInBothListsAndAreUndone()
    {
        Assert.Contains(
            "Nothing waits for you",
            (await owner.PageAsync("/tasks")).Text(".empty"),
            StringComparison.Ordinal
        );
        await AskAsync();
        Assert.Equal("1", (await owner.PageAsync("/account")).Text(".top .nav-count"));
        Assert.Null((await executive.PageAsync("/account")).QuerySelector(".top .nav-count"));

        var mine = await owner.PageAsync("/tasks?state=overdue");
        Assert.Contains("Ask ten of them why", mine.Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("Person 1", mine.Text("tbody"), StringComparison.Ordinal);
        Assert.Contains("Customer churn, Oct 2026", mine.Text("tbody"), StringComparison.Ordinal);
        var asked = await executive.PageAsync("/tasks?list=asked");
        Assert.Contains("Person 2", asked.Text("tbody"), StringComparison.Ordinal);

        var done = await PostAsync(owner, "/tasks/1/done", ("version", "1"), ("back", "/tasks?list=mine"));
        Assert.StartsWith(
            "/tasks?list=mine&said=done",
            done.Headers.Location!.OriginalString,
            StringComparison.Ordinal
        );
        var page = await owner.PageAsync(done.Headers.Location!.OriginalString);
        Assert.Contains("The task is done.", page.Text(".notice-better"), StringComparison.Ordinal);
        Assert.Equal("2", page.QuerySelector("form[action='/tasks/1/reopen'] [name=version]")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector(".top .nav-count"));
        await PostAsync(owner, "/tasks/1/reopen", ("version", "2"));

        var csv = await owner.GetStringAsync(new Uri("/tasks/csv?list=mine", UriKind.Relative));
        Assert.Contains("point:churn.logo/2026-10", csv, StringComparison.Ordinal);
        Assert.Contains("overdue", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_HandedOnWithAnotherDay_IsTheNewOwnersUntilThatIsTakenBack()
    {
        await AskAsync();
        var third = app.CreateClient();
        var email = await app.AddUserAsync([Role.Care]); // Person 3
        await AppFactory.PostFormAsync(third, "/sign-in", [new("Email", email), new("Password", AppFactory.Password)]);
        var forbidden = await PostAsync(third, "/tasks/1/move", ("Owner", "3"), ("Version", "1"));

        var nobody = await PostAsync(owner, "/tasks/1/move", ("Owner", "99"), ("Version", "1"));
        var handed = await PostAsync(owner, "/tasks/1/move", ("Owner", "3"), ("Due", "2026-12-24"), ("Version", "1"));
        var late = await PostAsync(executive, "/tasks/1/move", ("Owner", "2"), ("Due", ""), ("Version", "1"));

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal(HttpStatusCode.OK, nobody.StatusCode);
        var page = await owner.PageAsync(handed.Headers.Location!.OriginalString);
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
            (await executive.PageAsync(late.Headers.Location!.OriginalString)).Text(".notice-watch"),
            StringComparison.Ordinal
        );
        Assert.Contains("Ask ten", (await third.PageAsync("/tasks")).Text("tbody"), StringComparison.Ordinal);

        await PostAsync(owner, "/tasks/1/take-back", ("version", "2"));
        Assert.Contains("Ask ten", (await owner.PageAsync("/tasks")).Text("tbody"), StringComparison.Ordinal);
        Assert.NotNull((await third.PageAsync("/tasks")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task Task_WithdrawnByWhoAsked_WaitsForNobodyUntilThatIsUndone()
    {
        await AskAsync();
        var forbidden = await PostAsync(owner, "/tasks/1/withdraw", ("version", "1"));
        var withdrawn = await PostAsync(executive, "/tasks/1/withdraw", ("version", "1"));

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        var page = await executive.PageAsync(withdrawn.Headers.Location!.OriginalString);
        Assert.Contains("The task is withdrawn.", page.Text(".notice-better"), StringComparison.Ordinal);
        Assert.Null((await owner.PageAsync("/account")).QuerySelector(".top .nav-count"));
        Assert.NotNull((await owner.PageAsync("/tasks")).QuerySelector(".empty"));
        Assert.Contains(
            "Withdrawn",
            (await owner.PageAsync("/tasks?state=all")).Text("tbody"),
            StringComparison.Ordinal
        );
        var conversation = await executive.PageAsync("/figures/churn.logo");
        Assert.NotNull(conversation.QuerySelector("form[action='/comments/1/task']"));

        await PostAsync(executive, "/tasks/1/ask-again", ("version", "2"));
        Assert.Equal("1", (await owner.PageAsync("/account")).Text(".top .nav-count"));
        Assert.Contains(
            "Person 1 asked for it again.",
            (await owner.PageAsync("/tasks/1")).Text(".timeline"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Mention_UntilItIsSeen_CountsAndStandsUnread()
    {
        await SayAsync(executive, "figure:churn.logo", "@Person 2, look. @Person 1 too.");
        Assert.Null((await executive.PageAsync("/account")).QuerySelector(".top .nav-count"));
        Assert.Equal("1", (await owner.PageAsync("/account")).Text(".top .nav-count"));
        Assert.Contains(
            "@Person 2, look.",
            (await owner.PageAsync("/tasks?list=mentions")).Text(".threads"),
            StringComparison.Ordinal
        );

        await owner.PageAsync("/figures/churn.logo");
        Assert.Null((await owner.PageAsync("/account")).QuerySelector(".top .nav-count"));
        await SayAsync(executive, "figure:churn.logo", "@Person 2, again.");
        await PostAsync(owner, "/tasks/read", ("comments", "2"));

        Assert.Contains(
            "Nothing new names you",
            (await owner.PageAsync("/tasks?list=mentions")).Text(".empty"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            2,
            (await owner.PageAsync("/tasks?list=mentions&state=done")).QuerySelectorAll(".threads > li").Length
        );
    }

    [Fact]
    public async Task Search_ForAWordOfAComment_FindsItOnlyForWhoMaySeeIt()
    {
        var id = await new InitiativeSeed(app.Services).AddAsync("One way in", "churn.logo", "Mid-size");
        await SayAsync(executive, $"initiative:{id}", "The Ærø pilot is late.");
        var swede = app.CreateClient();
        var email = await app.AddUserAsync([Role.Care], ["Sweden"]);
        await AppFactory.PostFormAsync(swede, "/sign-in", [new("Email", email), new("Password", AppFactory.Password)]);

        Assert.NotNull((await owner.PageAsync("/search?q=ærø")).QuerySelector("a[href='/comments/1']"));
        Assert.Null((await swede.PageAsync("/search?q=ærø")).QuerySelector("a[href='/comments/1']"));
    }

    [Fact]
    public async Task Api_CommentsOfASubject_AreReadAndAddedUnderTheTokensName()
    {
        await AskAsync();
        var reads = await app.ApiClientAsync(ApiScope.Read);
        var writes = await app.ApiClientAsync(ApiScope.Write);
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
        Assert.Equal("2", (await owner.PageAsync("/account")).Text(".top .nav-count"));
    }

    private async Task AskAsync()
    {
        await SayAsync(executive, "point:churn.logo/2026-10", "It rises.");
        var asked = await PostAsync(
            executive,
            "/comments/1/task",
            ("Title", "Ask ten of them why"),
            ("Owner", "2"),
            ("Due", "2026-01-31")
        );
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
    }
}
