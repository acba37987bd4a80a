using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Initiatives.Life;

public sealed class LifePagesTests : IAsyncLifetime
{
    private const string Steps = "/strategy/initiatives/1/steps/";

    private TestDatabase database = null!;
    private AppFactory app = null!;
    private HttpClient executive = null!;
    private HttpClient owner = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(database);
        executive = await app.SignedInAsync(Role.Executive);
        owner = await app.SignedInAsync(Role.Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Initiative_OnAssumptionsAlone_SaysWhatIsMissingAndCannotBeApproved()
    {
        await AddAsync(InitiativeStatus.Diagnosing);

        var page = await executive.PageAsync("/strategy/initiatives/1");
        var form = await executive.PageAsync(Steps + "approved");
        using var posted = await PostAsync(executive, Steps + "approved", [new("Version", "1"), new("Why", "Now")]);

        foreach (var place in new[] { page.Text("section[aria-labelledby=life]"), form.Text("main form") })
        {
            Assert.Contains("The diagnosis is not written.", place, StringComparison.Ordinal);
            Assert.Contains("It rests on assumptions alone.", place, StringComparison.Ordinal);
        }
        Assert.NotNull(page.QuerySelector("a[href='/strategy/initiatives/1/evidence']"));
        Assert.NotNull(page.QuerySelector("a[href='/strategy/initiatives/1/edit#Diagnosis']"));
        Assert.Empty(form.QuerySelectorAll("main form button"));
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal("Diagnosing", page.Text(".steps [aria-current]"));
    }

    [Fact]
    public async Task Initiative_OnStaleEvidence_IsToldSoAndCanBeApproved()
    {
        await AddAsync(InitiativeStatus.Diagnosing, diagnosis: "Nobody owns the case.");
        using var known = await PostAsync(
            executive,
            "/strategy/initiatives/1/evidence/add",
            [
                new("Kind", "survey"),
                new("Grade", "qualitative"),
                new("FoundOn", "2020-01-01"),
                new("Says", "So they say"),
            ]
        );
        Assert.Equal(HttpStatusCode.Redirect, known.StatusCode);

        var page = await executive.PageAsync("/strategy/initiatives/1");
        var form = await executive.PageAsync(Steps + "approved");
        using var approved = await PostAsync(executive, Steps + "approved", [new("Version", "1"), new("Why", "Now")]);

        foreach (var place in new[] { page.Text("section[aria-labelledby=life]"), form.Text("main form") })
        {
            Assert.Contains("has been stale since 1 Jan 2021", place, StringComparison.Ordinal);
        }
        Assert.NotNull(form.QuerySelector("main form a[href='/strategy/initiatives/1/evidence']"));
        Assert.Equal("/strategy/initiatives/1?done=saved", approved.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Bet_ApprovedWithAReason_ShowsItsTermsAndWhoTookWhichStep()
    {
        await AddAsync(InitiativeStatus.Diagnosing, isBet: true);

        using var silent = await PostAsync(executive, Steps + "approved", [new("Version", "1"), new("Why", "")]);
        using var approved = await PostAsync(executive, Steps + "approved", [new("Version", "1"), new("Why", "Cheap")]);

        Assert.Contains("Say why.", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/strategy/initiatives/1?done=saved", approved.Headers.Location!.OriginalString);
        var page = await owner.PageAsync("/strategy/initiatives/1");
        Assert.Contains("Nobody uses it", page.Text("section[aria-labelledby=bet]"), StringComparison.Ordinal);
        var life = page.Text("section[aria-labelledby=life]");
        Assert.Contains("Cheap", life, StringComparison.Ordinal);
        Assert.Contains("Start", life, StringComparison.Ordinal);
        Assert.DoesNotContain("Stop", life, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bet_WhoseProofDateHasPassed_StandsOnTopOfTheStrategy()
    {
        await AddAsync(InitiativeStatus.Running, isBet: true, proof: new DateOnly(2020, 1, 1));

        var strategy = await owner.PageAsync("/strategy");

        Assert.Contains("One way in", strategy.Text("section[aria-labelledby=overdue]"), StringComparison.Ordinal);
        Assert.Contains(
            "Proof is overdue",
            (await owner.PageAsync("/strategy/initiatives/1")).Text("section[aria-labelledby=bet]"),
            StringComparison.Ordinal
        );
        await PostAsync(executive, Steps + "stopped", [new("Version", "1"), new("Why", "No proof")]);
        Assert.Null((await owner.PageAsync("/strategy")).QuerySelector("section[aria-labelledby=overdue]"));
    }

    [Fact]
    public async Task Bet_Approved_HasItsTermsChangedByExecutivesOnly()
    {
        await AddAsync(InitiativeStatus.Running, isBet: true);
        var fields = Fields(proof: "3000-01-01");

        using var byOwner = await PostAsync(owner, "/strategy/initiatives/1/edit", fields);
        Assert.Contains(
            "only an executive can change",
            await byOwner.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        using var undeclared = await PostAsync(
            executive,
            "/strategy/initiatives/1/edit",
            [.. fields.Where(field => field.Key != "IsBet")]
        );
        Assert.Contains(
            "rests on assumptions alone",
            await undeclared.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        // All of the budget is staked on it: a later day is a new bet, which the cap refuses.
        using var extended = await PostAsync(executive, "/strategy/initiatives/1/edit", fields);
        Assert.Contains("at most 10.0%", await extended.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var sooner = await PostAsync(executive, "/strategy/initiatives/1/edit", Fields(proof: "2998-01-01"));
        Assert.Equal(HttpStatusCode.Redirect, sooner.StatusCode);
    }

    [Fact]
    public async Task Step_OfAnExecutive_IsForbiddenToTheOwnerAndToOthers()
    {
        await AddAsync(InitiativeStatus.Running);
        var other = await app.SignedInAsync(Role.Owner);

        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(owner, Steps + "stopped")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(other, Steps + "paused")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(owner, Steps + "paused")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(owner, Steps + "elsewhere")).StatusCode);
        using var stopped = await AppFactory.PostFormAsync(
            owner,
            Steps + "paused",
            [new("Version", "1"), new("Why", "x")],
            Steps + "stopped"
        );
        Assert.Equal(HttpStatusCode.Forbidden, stopped.StatusCode);
        Assert.Equal(
            "/strategy/initiatives/1?done=changed-meanwhile",
            (await GetAsync(owner, Steps + "idea")).Headers.Location!.OriginalString
        );
    }

    [Fact]
    public async Task Step_FromTheColumns_LeadsBackToThem()
    {
        await AddAsync(InitiativeStatus.Running);

        var column = await owner.PageAsync("/strategy?view=kanban");
        var link = column.QuerySelectorAll(".kanban details a").Single(one => one.TextContent == "Pause");
        var form = await owner.PageAsync(link.GetAttribute("href")!);
        var back = form.QuerySelector("[name=Back]")!.GetAttribute("value")!;
        using var moved = await PostAsync(
            owner,
            Steps + "paused",
            [new("Version", "1"), new("Why", "Ill"), new("Back", back)]
        );

        Assert.Equal("/strategy?view=kanban#initiative-1", moved.Headers.Location!.OriginalString);
        using var outside = await PostAsync(
            owner,
            Steps + "running",
            [new("Version", "2"), new("Back", "https://elsewhere.example/")]
        );
        Assert.Equal("/strategy/initiatives/1?done=saved", outside.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Edit_WithAStatusInTheForm_TakesNoStep()
    {
        await AddAsync(InitiativeStatus.Idea);

        using var edited = await PostAsync(
            executive,
            "/strategy/initiatives/1/edit",
            [.. Fields(isBet: false), new("Status", InitiativeStatus.Running)]
        );

        Assert.Equal(HttpStatusCode.Redirect, edited.StatusCode);
        var row = (await Queries.FindAsync(1, CancellationToken.None))!;
        Assert.Equal((InitiativeStatus.Idea, ApproachKey.Execution), (row.Status, row.Approach));
    }

    [Fact]
    public async Task Strategy_Mix_CountsWhatIsOpenAndSaysWhatIsNotSaid()
    {
        await AddAsync(InitiativeStatus.Running, isBet: true);
        await AddAsync(InitiativeStatus.Running, approach: null);
        await AddAsync(InitiativeStatus.Stopped);

        var page = await owner.PageAsync("/strategy");
        var none = (await owner.PageAsync("/strategy?approach=none")).QuerySelectorAll(".table-strategy tbody tr");

        var rows = page.QuerySelectorAll("section[aria-labelledby=mix] tbody tr")
            .Select(row => string.Join('|', row.Children.Select(cell => cell.Text())));
        Assert.Equal(["Touchpoint|0", "Journey theme|0", "Execution|1", "Not said|1"], rows.Select(Start));
        Assert.Contains("50.0%", page.Text("section[aria-labelledby=mix] .panel-foot"), StringComparison.Ordinal);
        Assert.Single(none);
        static string Start(string row) => string.Join('|', row.Split('|')[..2]);
    }

    [Fact]
    public async Task Life_ForOtherSlices_MovesOrSaysWhyNot()
    {
        await AddAsync(InitiativeStatus.Running);
        using var scope = app.Services.CreateScope();
        var life = scope.ServiceProvider.GetRequiredService<IInitiativeLife>();

        Assert.Equal("Say why.", await life.MoveAsync(1, "paused", "", "eva", CancellationToken.None));
        Assert.NotNull(await life.MoveAsync(1, "approved", "x", "eva", CancellationToken.None));
        Assert.Null(await life.MoveAsync(1, "paused", "To make room", "eva", CancellationToken.None));
        Assert.Equal("paused", (await Queries.FindAsync(1, CancellationToken.None))!.Status);
    }

    private InitiativeQueries Queries => app.Services.GetRequiredService<InitiativeQueries>();

    private async Task AddAsync(
        string status,
        bool isBet = false,
        DateOnly? proof = null,
        string? approach = ApproachKey.Execution,
        string diagnosis = ""
    )
    {
        var theme = await app
            .Services.GetRequiredService<ThemeStore>()
            .AddAsync("Theme", "", "a", CancellationToken.None);
        await app
            .Services.GetRequiredService<InitiativeStore>()
            .AddAsync(
                InitiativeLab.ContentOf(theme, 2, "One way in", status) with
                {
                    Approach = approach,
                    Diagnosis = diagnosis,
                    IsBet = isBet,
                    ProofDate = isBet ? proof ?? new DateOnly(2999, 1, 1) : null,
                    KillCriterion = isBet ? "Nobody uses it" : "",
                    BudgetUnits = isBet && status == InitiativeStatus.Diagnosing ? 0 : 2_500_000_000L,
                },
                "a",
                CancellationToken.None
            );
    }

    private static List<KeyValuePair<string, string>> Fields(string proof = "2999-01-01", bool isBet = true) =>
        [
            new("Version", "1"),
            new("Theme", "1"),
            new("Title", "One way in"),
            new("Owner", "2"),
            new("Sponsor", "0"),
            new("StartsOn", "2026-03-03"),
            new("Approach", ApproachKey.Execution),
            new("Budget", "250000"),
            new("BudgetCurrency", "DKK"),
            .. isBet
                ? new KeyValuePair<string, string>[]
                {
                    new("IsBet", "true"),
                    new("ProofDate", proof),
                    new("KillCriterion", "Nobody uses it"),
                }
                : [],
        ];

    private static Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        string page,
        List<KeyValuePair<string, string>> fields
    ) => AppFactory.PostFormAsync(client, page, fields, page);

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) =>
        client.GetAsync(new Uri(path, UriKind.Relative));
}
