using System.Net;
using KpiBoard.Core.Priorities;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Capacity;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Initiatives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Capacity;

public sealed class CommitmentTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [DatabaseTheory]
    public async Task Commitment_SaidChangedAndTakenBack_KeepsWhatWasSaidBefore(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var store = lab.Company.Get<CommitmentStore>();
        Assert.Equal(1, await SayAsync(0, CommitmentKey.Committed));
        Assert.Null(await SayAsync(0, CommitmentKey.Cannot));
        Assert.Equal(2, await SayAsync(1, CommitmentKey.Cannot));

        Assert.False(await store.UndoAsync(id, "Norway", 1, "c", None));
        Assert.True(await store.UndoAsync(id, "Norway", 2, "c", None));
        var shared = Assert.Single(SharedInitiative.InOrder(await store.AllAsync(None)));

        Assert.Equal(UnitConflict.Silent, shared.Conflict);
        Assert.Equal([(Commitment?)null, Commitment.Committed], shared.Rows.Select(row => row.Stand.Commitment));
        Assert.Equal("committed because", shared.Rows[1].Why);

        Task<int?> SayAsync(int version, string commitment) =>
            store.SetAsync(id, "Norway", version, (1, commitment, $"{commitment} because"), "a", None);
    }

    [DatabaseTheory]
    public async Task Commitment_TakenBackToNothing_IsNothingSaid(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var store = lab.Company.Get<CommitmentStore>();
        await store.SetAsync(id, "Norway", 0, (2, CommitmentKey.IfRoom, "Perhaps"), "a", None);

        Assert.True(await store.UndoAsync(id, "Norway", 1, "a", None));
        Assert.All(
            await store.AllAsync(None),
            row => Assert.Equal((null, 0, ""), (row.Commitment, row.Version, row.Why))
        );
        Assert.Equal(3, await store.SetAsync(id, "Norway", 0, (1, CommitmentKey.Committed, "Yes"), "b", None));
    }

    [DatabaseTheory]
    public async Task Capacity_SetAndTakenBack_IsAsBeforeUnlessSomebodyChangedItAgain(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var store = lab.Company.Get<CapacityStore>();
        Assert.Null(await store.SetAsync("Norway", 202611, 40, "a", None));
        Assert.Equal(40, await store.SetAsync("Norway", 202611, 30.5, "a", None));

        Assert.False(await store.UndoAsync("Norway", 202611, 40, null, "a", None));
        Assert.True(await store.UndoAsync("Norway", 202611, 30.5, 40, "a", None));
        Assert.Equal(40, Assert.Single(await store.AllAsync(None)).Days);
        Assert.True(await store.UndoAsync("Norway", 202611, 40, null, "a", None));
        Assert.Empty(await store.AllAsync(None));
        Assert.True(await store.UndoAsync("Norway", 202611, null, 40, "a", None));
        Assert.Single(await store.AllAsync(None));
    }

    [Fact]
    public async Task Pages_OfUnits_ShowConflictAndOverloadAndLetEachSpeakForItsOwn()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(TestCompany.Start))
        );
        var executive = await app.SignedInAsync(Role.Executive);
        var email = await app.AddUserAsync([Role.Owner], ["Norway"]);
        var norway = app.CreateClient();
        using var signedIn = await AppFactory.PostFormAsync(
            norway,
            "/sign-in",
            new Dictionary<string, string> { ["Email"] = email, ["Password"] = AppFactory.Password }
        );
        var theme = await app.Services.GetRequiredService<ThemeStore>().AddAsync("Theme", "", "a", None);
        var content = InitiativeLab.ContentOf(theme, 2, "One way in", InitiativeStatus.Running);
        await app.Services.GetRequiredService<InitiativeStore>().AddAsync(content, "a", None);

        using var own = await SayAsync(norway, "Norway", CommitmentKey.Committed);
        using var others = await SayAsync(norway, "Denmark", CommitmentKey.Committed);
        using var all = await SayAsync(executive, "Denmark", CommitmentKey.Cannot);
        using var wrong = await SayAsync(executive, "Denmark", "perhaps");
        Assert.Equal(
            [HttpStatusCode.Redirect, HttpStatusCode.Forbidden, HttpStatusCode.Redirect, HttpStatusCode.OK],
            new[] { own, others, all, wrong }.Select(answer => answer.StatusCode)
        );
        Assert.Contains(
            "Committed: Norway. Cannot: Denmark. It needs both.",
            (await norway.PageAsync("/strategy/commitments")).Text("main"),
            StringComparison.Ordinal
        );

        using var forbidden = await SetAsync(norway);
        using var set = await SetAsync(executive);
        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.Redirect],
            new[] { forbidden, set }.Select(answer => answer.StatusCode)
        );
        var page = (await norway.PageAsync("/strategy/capacity")).Text("main");
        Assert.Contains(
            "Norway is asked for 4 days more than it has in Nov 2026.",
            page.Replace('\u00a0', ' '),
            StringComparison.Ordinal
        );
        Assert.Contains("Runs, and there is no room", page, StringComparison.Ordinal);
        Assert.Contains(
            "Norway,2026-11,6,10,0",
            await norway.GetStringAsync(new Uri("/strategy/capacity/csv", UriKind.Relative)),
            StringComparison.Ordinal
        );

        static Task<HttpResponseMessage> SayAsync(HttpClient client, string unit, string commitment) =>
            AppFactory.PostFormAsync(
                client,
                "/account",
                new Dictionary<string, string>
                {
                    ["Initiative"] = "1",
                    ["Unit"] = unit,
                    ["Version"] = "0",
                    ["Place"] = "1",
                    ["Commitment"] = commitment,
                    ["Why"] = "So it is.",
                },
                "/strategy/commitments"
            );

        static Task<HttpResponseMessage> SetAsync(HttpClient client) =>
            AppFactory.PostFormAsync(
                client,
                "/account",
                new Dictionary<string, string>
                {
                    ["Unit"] = "Norway",
                    ["FromMonth"] = "202611",
                    ["Days"] = "6",
                },
                "/strategy/capacity"
            );
    }
}
