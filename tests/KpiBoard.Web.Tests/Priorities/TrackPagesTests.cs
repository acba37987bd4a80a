using System.Net;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

public sealed class TrackPagesTests
{
    private const string Page = "/priorities/track-record";

    [DatabaseTheory]
    public async Task Page_WithDecisions_TellsEveryoneHowTheyFared(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var lab = new TrackLab(app.Services);
        await lab.FillAsync();
        await lab.DecideAsync(DecisionKind.Accept, ProposalKind.Start, 1, "Churn cannot wait.");
        await lab.DecideAsync(DecisionKind.Reject, ProposalKind.MoveUp, 2, "=1+1");
        await lab.ChurnAsync(TrackLab.Due, 0.002);
        await lab.NpsAsync(TrackLab.Due, 31.5);

        foreach (var role in new[] { Role.Executive, Role.Care })
        {
            var reader = await app.SignedInAsync(role);
            var shown = await reader.PageAsync(Page);
            Assert.Equal(
                "2 decisions are old enough to be judged. What was expected came in 1 of them.",
                shown.Text("h1")
            );
            var rows = shown.QuerySelectorAll("section[aria-labelledby=decisions] tbody tr");
            Assert.Equal(2, rows.Length);
            Assert.Contains("What was expected did not come", rows[0].Text("td"), StringComparison.Ordinal);
            Assert.Contains("\u22121.2 points (\u22122.0 to \u22120.5)", Html.Text(rows[1]), StringComparison.Ordinal);
            Assert.Contains(
                "\u22121.5 points (95%: \u22122.2 to \u22120.8)",
                Html.Text(rows[1]),
                StringComparison.Ordinal
            );
            Assert.Contains("DKK", Html.Text(rows[1]), StringComparison.Ordinal);
            Assert.Equal(2, shown.QuerySelectorAll(".strip").Length);

            var rejected = await reader.PageAsync($"{Page}?decision=reject");
            Assert.Single(rejected.QuerySelectorAll("section[aria-labelledby=decisions] tbody tr"));
            var csv = await reader.GetStringAsync(new Uri($"{Page}/csv?outcome=did-not-come", UriKind.Relative));
            Assert.Contains(",did-not-come,", csv, StringComparison.Ordinal);
            Assert.DoesNotContain("Churn cannot wait.", csv, StringComparison.Ordinal);
            // What people wrote is text in a table too.
            Assert.Contains("'=1+1", csv, StringComparison.Ordinal);
            Assert.Contains(
                "What was expected came",
                (await reader.PageAsync("/priorities/decisions/1")).Text("main"),
                StringComparison.Ordinal
            );
            Assert.Contains(
                "Den ventede ændring kom",
                (await reader.PageAsync(Page, "da")).Text("main"),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Page_BeforeAnythingIsOldEnough_SaysWhenItWillBe()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var executive = await app.SignedInAsync(Role.Executive);
        var lab = new TrackLab(app.Services);

        Assert.Contains(
            "Nothing has been decided yet",
            (await executive.PageAsync(Page)).Text("main"),
            StringComparison.Ordinal
        );
        await lab.FillAsync();
        await lab.DecideAsync(DecisionKind.Accept, ProposalKind.Start, 1);
        var shown = await executive.PageAsync(Page);

        Assert.Contains("The first will be when Mar 2027 is complete.", shown.Text("h1"), StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Api_TrackRecord_GivesExpectedBesideMeasured(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var lab = new TrackLab(app.Services);
        await lab.FillAsync();
        await lab.DecideAsync(DecisionKind.Accept, ProposalKind.Start, 1);
        await lab.ChurnAsync(TrackLab.Due, 0.002);
        var address = new Uri("/api/v1/priorities/track-record", UriKind.Relative);
        using var api = await app.ApiClientAsync(ApiScope.Read);
        using var writer = await app.ApiClientAsync(ApiScope.Write);

        using var answer = JsonDocument.Parse(await api.GetStringAsync(address));
        using var refused = await writer.GetAsync(address);

        var decision = answer.RootElement.GetProperty("decisions")[0];
        var effect = decision.GetProperty("effects")[0];
        Assert.Equal("came", decision.GetProperty("outcome").GetString());
        Assert.Equal(-0.012, effect.GetProperty("expectedLikely").GetDouble(), 1e-12);
        Assert.Equal(-0.015, effect.GetProperty("change").GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal("2027-03", effect.GetProperty("due").GetString());
        Assert.Equal(1, answer.RootElement.GetProperty("engine").GetProperty("count").GetInt32());
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task OwnersCalls_AreTheOwnersUntilTheInitiativeIsClosed()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var owner = await app.SignedInAsync(Role.Owner);
        var other = await app.SignedInAsync(Role.Owner);
        var executive = await app.SignedInAsync(Role.Executive);
        var lab = new TrackLab(app.Services);
        await lab.FillAsync(owner: 1);
        await lab.ChurnAsync(new(2026, 8), 0.02);
        await app
            .Services.GetRequiredService<CheckInStore>()
            .AddAsync(
                1,
                new(10, ClaimedStatus.OnTrack, 8, "", false),
                1,
                "person1@test.example",
                FigureSeed.Now.AddDays(-30),
                CancellationToken.None
            );
        const string Right = "right in 1 of 1 earlier call";

        Assert.Contains(
            "can be judged yet",
            (await owner.PageAsync("/check-in/1")).Text("main"),
            StringComparison.Ordinal
        );
        await lab.ChurnAsync(TrackLab.Due, 0.002);
        Assert.Contains(Right, (await owner.PageAsync("/check-in/1")).Text("main"), StringComparison.Ordinal);
        Assert.Contains(
            Right,
            (await owner.PageAsync("/strategy/initiatives/1")).Text("main"),
            StringComparison.Ordinal
        );
        foreach (var reader in new[] { executive, other })
        {
            var page = (await reader.PageAsync("/strategy/initiatives/1")).Text("main");
            Assert.DoesNotContain(Right, page, StringComparison.Ordinal);
        }
        await lab.Priorities.Database.ExecuteAsync(
            "UPDATE [Initiative] SET [Status] = 'closed' WHERE [Id] = 1",
            null,
            CancellationToken.None
        );

        Assert.Contains(
            Right,
            (await executive.PageAsync("/strategy/initiatives/2")).Text("main"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            Right,
            (await other.PageAsync("/strategy/initiatives/1")).Text("main"),
            StringComparison.Ordinal
        );
    }
}
