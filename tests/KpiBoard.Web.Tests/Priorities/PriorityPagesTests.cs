using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

public sealed class PriorityPagesTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private AppFactory app = null!;
    private HttpClient executive = null!;
    private PriorityLab lab = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(database);
        executive = await app.SignedInAsync(Role.Executive);
        lab = new PriorityLab(app.Services);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Priorities_WithoutInitiatives_LeadToThem()
    {
        var page = await executive.PageAsync("/priorities");

        Assert.Contains("nothing to put in order", page.Text("main"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main a.btn-primary[href='/strategy']"));
    }

    [Fact]
    public async Task Pages_OfWhoIsInAnotherUnit_SayWhatIsPlannedAndNotWhatTheFigureSays()
    {
        await lab.FillAsync(owner: 1);
        await lab.MoveToUnitAsync(PriorityLab.Small);
        await lab.FollowAsync();
        using var ordered = await PostAsync(
            executive,
            "/priorities/order",
            [new("Keys", "INI-2"), new("Keys", "INI-1"), new("Reason", "The relationship first.")]
        );
        await lab.ChurnAsync(0.05);
        await lab.FollowAsync();
        var inOther = await app.SignedInAsync([Role.Executive], ["Elsewhere"]);
        string[] pages =
        [
            "/priorities/proposals/1",
            "/priorities/initiatives/1",
            "/priorities/decisions/1",
            "/priorities/what-if",
        ];

        foreach (var page in pages)
        {
            var (all, some) = (await executive.PageAsync(page), await inOther.PageAsync(page));
            Assert.NotEmpty(Figures(all));
            Assert.Empty(Figures(some).Select(said => $"{page}: {said}"));
            Assert.Contains(PriorityLab.Small, some.Text("main"), StringComparison.Ordinal);
        }
        Assert.Contains(
            "A figure of another unit, which you do not see.",
            (await inOther.PageAsync(pages[0])).Text("main"),
            StringComparison.Ordinal
        );

        // Where churn stood, where it stands, and its target.
        static IEnumerable<string> Figures(IDocument page) =>
            new[] { "1.7%", "5.0%", "1.6%" }
                .Where(said => page.Text("main").Contains(said, StringComparison.Ordinal))
                .Concat(page.QuerySelectorAll("main input[value='1.6']").Select(_ => "the target's field"));
    }

    [Fact]
    public async Task Executive_GoesFromTheFirstOrderOverAProposalToTheDecision()
    {
        await lab.FillAsync(owner: 1);
        Assert.Contains(
            "Nobody has decided",
            (await executive.PageAsync("/priorities")).Text("main"),
            StringComparison.Ordinal
        );

        using var ordered = await PostAsync(
            executive,
            "/priorities/order",
            [new("Keys", "INI-2"), new("Keys", "INI-1"), new("Reason", "The relationship first.")]
        );
        await lab.ChurnAsync(0.05);
        await lab.FollowAsync();
        using var leads = await executive.GetAsync(new Uri("/priorities/decide", UriKind.Relative));
        var decide = await executive.PageAsync("/priorities/proposals/1");
        var danish = await executive.PageAsync("/priorities/proposals/1", "da");
        using var silent = await PostAsync(
            executive,
            "/priorities/proposals/1",
            [new("Version", "1"), new("Decision", "accept")]
        );
        using var decided = await PostAsync(
            executive,
            "/priorities/proposals/1",
            [new("Version", "1"), new("Decision", "accept"), new("Reason", "Churn is real.")]
        );
        var done = await executive.PageAsync("/priorities/decisions/2");
        var csv = await executive.GetStringAsync(new Uri("/priorities/decisions/csv", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, ordered.StatusCode);
        Assert.Equal("/priorities/proposals/1", leads.Headers.Location!.OriginalString);
        Assert.Contains("Move Welcome from 2nd to 1st.", decide.Text("h1"), StringComparison.Ordinal);
        Assert.Contains("1.7% to 5.0%", decide.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Flyt Welcome fra 2. til 1. plads.", danish.Text("h1"), StringComparison.Ordinal);
        Assert.Contains("Say why.", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/priorities?done=decided", decided.Headers.Location!.OriginalString);
        Assert.Contains("Churn is real.", done.Text("main"), StringComparison.Ordinal);
        Assert.Contains(",accept,move-up,INI-1,Welcome,1,1,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrange_WithTheButtons_MovesWithoutRecording()
    {
        await lab.FillAsync(owner: 1);

        using var moved = await PostAsync(
            executive,
            "/priorities/order",
            [new("Keys", "INI-2"), new("Keys", "INI-1"), new("Move", "up:INI-1")]
        );
        var html = await moved.Content.ReadAsStringAsync();

        Assert.True(
            html.IndexOf("value=\"INI-1\"", StringComparison.Ordinal)
                < html.IndexOf("value=\"INI-2\"", StringComparison.Ordinal)
        );
        Assert.Contains(
            "Nobody has decided",
            (await executive.PageAsync("/priorities")).Text("main"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Score_OfAnInitiative_TellsHowItComesAbout()
    {
        await lab.FillAsync(owner: 1);

        var page = await executive.PageAsync("/priorities/initiatives/1");

        Assert.Contains("It is expected to bring DKK", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("set by people", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Tested", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_ByAnOwner_IsForbidden()
    {
        await lab.FillAsync(owner: 1);
        var owner = await app.SignedInAsync(Role.Owner);

        using var posted = await PostAsync(owner, "/priorities/order", [new("Reason", "Me first.")], "/account");

        Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
    }

    [Fact]
    public async Task Api_WithATokenThatWrites_DecidesUnderItsName()
    {
        await lab.FillAsync(owner: 1);
        using var ordered = await PostAsync(
            executive,
            "/priorities/order",
            [new("Keys", "INI-2"), new("Keys", "INI-1"), new("Reason", "The relationship first.")]
        );
        await lab.ChurnAsync(0.05);
        await lab.FollowAsync();
        var client = await app.ApiClientAsync(ApiScope.Read, ApiScope.Write);

        var priorities = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/priorities", UriKind.Relative));
        var proposals = await client.GetFromJsonAsync<JsonElement>(
            new Uri("/api/v1/priorities/proposals", UriKind.Relative)
        );
        var wish = new
        {
            proposal = 1,
            version = 1,
            decision = DecisionKind.Accept,
            reason = "By script.",
        };
        using var decided = await client.PostAsJsonAsync(
            new Uri("/api/v1/priorities/decisions", UriKind.Relative),
            wish
        );
        using var again = await client.PostAsJsonAsync(new Uri("/api/v1/priorities/decisions", UriKind.Relative), wish);
        var answer = await decided.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("INI-1", priorities[0].GetProperty("initiative").GetString());
        Assert.Equal(2, priorities[0].GetProperty("decidedRank").GetInt32());
        Assert.Contains("1.7% to 5.0%", priorities[0].GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("move-up", proposals[0].GetProperty("kind").GetString());
        Assert.Equal(HttpStatusCode.Created, decided.StatusCode);
        Assert.StartsWith("token ", answer.GetProperty("by").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        string path,
        List<KeyValuePair<string, string>> fields,
        string? formPage = null
    ) => AppFactory.PostFormAsync(client, formPage ?? path, fields, path);
}
