using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Initiatives;
using Xunit;
using static KpiBoard.Web.Tests.Conversation.Talk;

namespace KpiBoard.Web.Tests.Conversation;

public sealed class ConversationPageTests : ConversationApp
{
    private const string Churn = "/figures/churn.logo";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await new FigureSeed(Database.Database).AddCompanyAsync();
    }

    [Fact]
    public async Task Comment_OnAPoint_StandsOnTheFigureCountsInItsRowAndHasAnAddress()
    {
        var page = await Executive.PageAsync($"{Churn}?point=2026-10");
        Assert.Equal("Comments on Oct 2026", page.Text("#conversation"));

        var answer = await PostAsync(
            Executive,
            "/comments",
            ("Subject", "point:churn.logo/2026-10"),
            ("Text", "<img src=x onerror=alert(1)>\nAsk @Person 2"),
            ("Back", $"{Churn}?point=2026-10")
        );
        Assert.Equal(
            $"{Churn}?point=2026-10&said=written&comment=1#comment-1",
            answer.Headers.Location!.OriginalString
        );

        page = await Owner.PageAsync(Churn);
        Assert.Empty(page.QuerySelectorAll(".comment img"));
        Assert.Contains("<img src=x onerror=alert(1)>", page.Text("#comment-1 .pre"), StringComparison.Ordinal);
        Assert.Equal("@Person 2", page.Text("#comment-1 .mention"));
        Assert.Contains("On Oct 2026", page.Text(".threads"), StringComparison.Ordinal);
        var link = page.QuerySelector($"a[data-point][href='{Churn}?point=2026-10#conversation']");
        Assert.Equal("1 comment", link?.TextContent);
        Assert.Equal("1", link?.GetAttribute("data-comments"));
        Assert.Single(page.QuerySelectorAll("figure[data-chart=series] a[data-comments='1']"));
        Assert.NotNull(page.QuerySelector("figure[data-chart=series] .key .key-comment"));
        var stable = await Owner.GetAsync(new Uri("/comments/1", UriKind.Relative));
        Assert.Equal($"{Churn}?point=2026-10#comment-1", stable.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Comment_MadeATask_ShowsItWithItsStateUntilItIsDone()
    {
        await SayAsync(Executive, "figure:churn.logo", "It rises.");
        var care = await App.SignedInAsync(Role.Care);

        var asked = await PostAsync(
            Executive,
            "/comments/1/task",
            ("Title", "Ask ten of them why"),
            ("Owner", "2"),
            ("Due", "2026-01-31"),
            ("Back", Churn)
        );
        var page = await Executive.PageAsync(asked.Headers.Location!.OriginalString);
        Assert.Contains("Person 2 now has the task.", page.Text(".notice-better"), StringComparison.Ordinal);
        Assert.Contains("Overdue task Ask ten of them why", page.Text(".task"), StringComparison.Ordinal);
        Assert.Contains("Person 2, due 31 Jan 2026.", page.Text(".task"), StringComparison.Ordinal);
        var forbidden = await PostAsync(care, "/tasks/1/done", ("version", "1"));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);

        var done = await PostAsync(Owner, "/tasks/1/done", ("version", "1"), ("back", Churn));
        page = await Owner.PageAsync(done.Headers.Location!.OriginalString);
        Assert.Contains("The task is done.", page.Text(".notice-better"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("form[action='/tasks/1/reopen']"));
        var late = await PostAsync(Executive, "/tasks/1/done", ("version", "1"), ("back", Churn));
        page = await Executive.PageAsync(late.Headers.Location!.OriginalString);
        Assert.Contains(
            "Person 2 marked the task as done meanwhile",
            page.Text(".notice-watch"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Comment_ByAnother_IsNeitherEditedNorDeletedAndResolvedOnlyByAnExecutive()
    {
        await SayAsync(Owner, "figure:churn.logo", "It rises.");
        var care = await App.SignedInAsync(Role.Care);
        (string, string)[] version = [("version", "1"), ("Version", "1"), ("Text", "No")];

        foreach (var deed in new[] { "edit", "delete", "resolve", "reopen", "restore" })
        {
            var answer = await PostAsync(care, $"/comments/1/{deed}", version);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(Executive, "/comments/1/edit", version)).StatusCode);
        await PostAsync(Executive, "/comments/1/resolve", ("version", "1"));
        var page = await Executive.PageAsync($"{Churn}?said=resolved&comment=1");

        Assert.Contains("Resolved by Person 1", page.Text(".conversation details"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".notice-better + form[action='/comments/1/reopen']"));
    }

    [Fact]
    public async Task Edit_InTwoWindows_ShowsWhatStandsAndKeepsWhatWasTyped()
    {
        await SayAsync(Owner, "figure:churn.logo", "It rises.");
        await PostAsync(Owner, "/comments/1/edit", ("Version", "1"), ("Text", "It rises in the north."));

        var answer = await PostAsync(Owner, "/comments/1/edit", ("Version", "1"), ("Text", "It falls."));
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("It rises in the north.", html, StringComparison.Ordinal);
        Assert.Contains("It falls.</textarea>", html, StringComparison.Ordinal);
        Assert.Contains("name=\"Version\" value=\"2\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subject_OfAnotherUnit_IsClosedAndNobodyOutsideCanBeNamed()
    {
        var id = await new InitiativeSeed(App.Services).AddAsync("One way in", "churn.logo", "Mid-size");
        var swede = await SignedInAsync(Role.Owner, "Sweden"); // Person 3, id 4
        var dane = await SignedInAsync(Role.Owner, "Denmark"); // the initiative is of Denmark and Norway
        await SayAsync(dane, $"initiative:{id}", "Half of them have it.");

        var page = await swede.PageAsync($"/strategy/initiatives/{id}");
        Assert.Contains("for people of the unit it belongs to", page.Text(".conversation"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".comment"));
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(swede, "/comments/1")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await PostAsync(swede, "/comments", ("Parent", "1"), ("Text", "Hello"))).StatusCode
        );
        page = await dane.PageAsync($"/strategy/initiatives/{id}");
        Assert.Contains("Half of them have it.", page.Text("#comment-1"), StringComparison.Ordinal);
        var offered = page.QuerySelectorAll("#say-mention option").Select(option => option.TextContent);
        Assert.DoesNotContain("Person 3", offered);

        var about = $"initiative:{id}";
        var typed = await PostAsync(dane, "/comments", ("Subject", about), ("Text", "Ask @Person 3"));
        var chosen = await PostAsync(dane, "/comments", ("Subject", about), ("Text", "Ask"), ("Mention", "4"));
        var asked = await PostAsync(dane, "/comments/1/task", ("Title", "Look"), ("Owner", "4"));
        foreach (var refused in new[] { typed, chosen, asked })
        {
            Assert.Contains(
                "Person 3 may not see this",
                await refused.Content.ReadAsStringAsync(),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Back_ToAnotherSite_IsNotFollowed()
    {
        var answer = await PostAsync(
            Executive,
            "/comments",
            ("Subject", "figure:churn.logo"),
            ("Text", "It rises."),
            ("Back", "//elsewhere.example/")
        );
        Assert.StartsWith(Churn, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);

        var page = await Executive.PageAsync("/comments/1/edit?back=javascript:alert(1)");
        Assert.Empty(page.QuerySelectorAll("a[href^='javascript']"));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) =>
        client.GetAsync(new Uri(path, UriKind.Relative));

    private async Task<HttpClient> SignedInAsync(string role, string unit)
    {
        var email = await App.AddUserAsync([role], [unit]);
        var client = App.CreateClient();
        await AppFactory.PostFormAsync(client, "/sign-in", [new("Email", email), new("Password", AppFactory.Password)]);
        return client;
    }
}
