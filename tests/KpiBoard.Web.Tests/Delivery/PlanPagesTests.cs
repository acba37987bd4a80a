using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Delivery;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Initiatives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Delivery;

public sealed class PlanPagesTests : IAsyncLifetime
{
    private const string Plan = "/strategy/initiatives/1/plan";

    private TestDatabase database = null!;
    private AppFactory app = null!;
    private HttpClient executive = null!;
    private HttpClient owner = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(TestCompany.Start))
        );
        executive = await app.SignedInAsync(Role.Executive);
        owner = await app.SignedInAsync(Role.Owner);
        await AddAsync("One way in", ownerId: 2);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Plan_FilledByTheOwner_ShowsAllOfItAndTakesTheLastBack()
    {
        await DoneAsync("milestones", ("MilestoneTitle", "Begun in Oslo"), ("DueOn", "2026-11-20"), ("DoneOn", ""));
        await DoneAsync("risks", ("RiskTitle", "Winter"), ("Likelihood", "3"), ("Consequence", "2"), ("Watcher", "2"));
        await DoneAsync("sponsor", ("ActedOn", "2026-11-02"), ("ActWhat", "Called the region"));
        var undo = await DoneAsync(
            "costs",
            ("BookedOn", "2026-11-03"),
            ("Amount", "62,500.50"),
            ("CostWhat", "=Training")
        );

        var page = (await owner.PageAsync(undo)).Text("main");

        Assert.All(
            [
                "One milestone is late.",
                "due on 20 Nov 2026, 2 days late",
                "likely, a setback",
                "watched by Person 2",
                "Nothing recorded for 20 days",
                "25% of the budget is spent, and 0% is done.",
                "DKK 187,499.50",
                "spread evenly until somebody plans them",
                "The cost is recorded.",
            ],
            words => Assert.Contains(words, page, StringComparison.Ordinal)
        );
        var csv = await owner.GetStringAsync(new Uri($"{Plan}/costs/csv", UriKind.Relative));
        Assert.Contains(",62500.50,DKK,'=Training", csv, StringComparison.Ordinal);
        using var undone = await PostAsync(owner, "undo", ("kind", "cost"), ("added", "1"));
        Assert.DoesNotContain("Training", (await owner.PageAsync(Plan)).Text("main"), StringComparison.Ordinal);
        Assert.Contains("Begun in Oslo", (await owner.PageAsync(Plan, "nb")).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfSomebodyElse_IsReadAndNotWritten()
    {
        var other = await app.SignedInAsync(Role.Owner);
        foreach (var (form, fields) in Forms())
        {
            using var answer = await PostAsync(other, form, fields);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Empty((await other.PageAsync(Plan)).QuerySelectorAll("main form[method=post]"));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await other.GetAsync(new Uri($"{Plan}/work", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task Form_ThatIsWrong_KeepsWhatWasTypedAndSaysWhatIsWrong()
    {
        using var wrong = await PostAsync(
            owner,
            "milestones",
            ("MilestoneTitle", "Kept as typed"),
            ("DueOn", "some day")
        );
        var text = await wrong.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Contains("Choose a day.", text, StringComparison.Ordinal);
        Assert.Contains("Kept as typed", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dependency_InACircle_IsSpelledOut()
    {
        await AddAsync("Another", ownerId: 2);
        await DoneAsync("dependencies", ("Needs", "2"), ("NeedsWhy", "It needs it"));

        using var circle = await PostAsync(
            executive,
            "/strategy/initiatives/2/plan/dependencies",
            ("Needs", "1"),
            ("NeedsWhy", "And back")
        );

        Assert.Contains(
            "Another needs One way in needs Another",
            await circle.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Help_AskedAtACheckIn_ReachesTheSponsorAndIsAnswered()
    {
        await app
            .Services.GetRequiredService<CheckInStore>()
            .AddAsync(1, new(10, "at-risk", 4, "Two have left", true), 2, "person2@test.example", default);

        Assert.NotNull((await executive.PageAsync("/")).QuerySelector("a[href='/strategy/help']"));
        Assert.Null((await owner.PageAsync("/")).QuerySelector("a[href='/strategy/help']"));
        Assert.Contains(
            "Two have left",
            (await executive.PageAsync("/strategy/help")).Text("main"),
            StringComparison.Ordinal
        );
        using var notMine = await PostAsync(
            owner,
            "help/answer",
            ("Request", "1"),
            ("RequestVersion", "1"),
            ("HelpAnswer", "Me")
        );
        Assert.Equal(HttpStatusCode.Forbidden, notMine.StatusCode);
        using var answered = await PostAsync(
            executive,
            "help/answer",
            ("Request", "1"),
            ("RequestVersion", "1"),
            ("HelpAnswer", "Two come on Monday")
        );
        Assert.Contains("Two come on Monday", (await owner.PageAsync(Plan)).Text("main"), StringComparison.Ordinal);
        Assert.Null((await executive.PageAsync("/")).QuerySelector("a[href='/strategy/help']"));
        using var again = await PostAsync(
            executive,
            "help/answer",
            ("Request", "1"),
            ("RequestVersion", "1"),
            ("HelpAnswer", "Or not")
        );
        Assert.Contains("changed-meanwhile", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_TakenOverFromTheEvenSpread_IsPlannedAndTakenBack()
    {
        var form = await owner.PageAsync($"{Plan}/work");
        var fields = form.QuerySelectorAll("main form input[name]")
            .Where(input => input.Closest("form")!.QuerySelector("fieldset") is not null)
            .Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""))
            .ToList();
        Assert.Equal("10", fields.First(field => field.Item1 == "Rows[0].Days[0]").Item2);

        using var saved = await PostAsync(
            owner,
            "work",
            [.. fields.Select(field => field.Item1 == "Rows[0].Days[0]" ? (field.Item1, "2.5") : field)]
        );
        Assert.Contains("The days are saved.", await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "of work are left, as planned",
            (await owner.PageAsync(Plan)).Text("main"),
            StringComparison.Ordinal
        );
        using var wrong = await PostAsync(
            owner,
            "work",
            ("First", "202611"),
            ("Rows[0].Unit", "Mars"),
            ("Rows[0].Days[0]", "1")
        );
        Assert.Contains("out of date", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_OfAPlan_HoldsItsParts()
    {
        await DoneAsync("milestones", ("MilestoneTitle", "Begun"), ("DueOn", "2026-11-20"));
        var reader = await app.ApiClientAsync(ApiScope.Read);

        var plan = await reader.GetFromJsonAsync<JsonElement>("/api/v1/initiatives/1/plan");
        using var unknown = await reader.GetAsync(new Uri("/api/v1/initiatives/9/plan", UriKind.Relative));

        Assert.Equal("Begun", plan.GetProperty("milestones")[0].GetProperty("title").GetString());
        Assert.Equal(12, plan.GetProperty("work").GetArrayLength());
        Assert.Equal("2026-11", plan.GetProperty("work")[0].GetProperty("month").GetString());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static IEnumerable<(string Form, (string, string)[] Fields)> Forms() =>
        [
            ("milestones", [("MilestoneTitle", "A"), ("DueOn", "2026-11-20")]),
            ("dependencies", [("Needs", "1"), ("NeedsWhy", "A")]),
            ("risks", [("RiskTitle", "A"), ("Likelihood", "1"), ("Consequence", "1")]),
            ("sponsor", [("ActedOn", "2026-11-20"), ("ActWhat", "A")]),
            ("costs", [("BookedOn", "2026-11-20"), ("Amount", "1"), ("CostWhat", "A")]),
            ("help", [("HelpWhat", "A")]),
            ("help/answer", [("HelpAnswer", "A")]),
            ("help/close", [("request", "1")]),
            ("help/reopen", [("request", "1")]),
            ("done", [("kind", PlanKind.Milestone), ("item", "1")]),
            ("remove", [("kind", PlanKind.Milestone), ("item", "1")]),
            ("undo", [("kind", PlanKind.Milestone), ("ended", "1")]),
            ("work", [("First", "202611")]),
        ];

    private async Task<string> DoneAsync(string form, params (string, string)[] fields)
    {
        using var answer = await PostAsync(owner, form, fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString.Split('#')[0];
    }

    private static Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        string form,
        params (string Name, string Value)[] fields
    ) =>
        AppFactory.PostFormAsync(
            client,
            "/account",
            fields.ToDictionary(field => field.Name, field => field.Value),
            form.StartsWith('/') ? form : $"{Plan}/{form}"
        );

    private async Task AddAsync(string title, long ownerId)
    {
        var theme = await app
            .Services.GetRequiredService<ThemeStore>()
            .AddAsync($"Theme of {title}", "", "a", CancellationToken.None);
        var content = InitiativeLab.ContentOf(theme, ownerId, title, InitiativeStatus.Running) with { SponsorId = 1 };
        await app.Services.GetRequiredService<InitiativeStore>().AddAsync(content, "a", CancellationToken.None);
    }
}
