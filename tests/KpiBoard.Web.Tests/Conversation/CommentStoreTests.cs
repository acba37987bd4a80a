using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Conversation;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Conversation;

public sealed class CommentStoreTests
{
    private static readonly Subject Churn = new(Subject.Figure) { Kpi = KpiCodes.LogoChurn };

    [DatabaseTheory]
    public async Task Edit_OfAComment_KeepsTheTextBeforeAndRefusesWhoSawAnOlderOne(string engine)
    {
        await using var lab = await Lab.CreateAsync(engine);
        var id = await lab.SayAsync(Churn, "It rises.");

        Assert.True(
            await lab.Comments.EditAsync(id, 1, lab.Words("It rises in the north."), lab.Eva, CancellationToken.None)
        );
        Assert.False(await lab.Comments.EditAsync(id, 1, lab.Words("It falls."), lab.Eva, CancellationToken.None));

        var row = (await lab.Queries.FindAsync(id, CancellationToken.None))!;
        Assert.Equal("It rises in the north.", row.Text);
        Assert.Equal(2, row.Version);
        Assert.Equal(
            "It rises.",
            Assert.Single((await lab.Queries.EarlierAsync([id], CancellationToken.None))[id]).Text
        );
    }

    [DatabaseTheory]
    public async Task Delete_OfACommentThatNamesSomebody_IsUndoneWithWhatWasUnread(string engine)
    {
        await using var lab = await Lab.CreateAsync(engine);
        var id = await lab.SayAsync(Churn, "@Nils, look.", lab.Nils);
        Assert.Equal([id], await lab.Queries.UnseenAsync(lab.Nils, [id], CancellationToken.None));

        Assert.True(await lab.Comments.DeleteAsync(id, 1, lab.Eva, CancellationToken.None));
        Assert.Empty(await lab.Queries.UnseenAsync(lab.Nils, [id], CancellationToken.None));
        Assert.False(await lab.Comments.RestoreAsync(id, 1, lab.Eva, CancellationToken.None));
        Assert.Empty(await lab.Queries.UnseenAsync(lab.Nils, [id], CancellationToken.None));
        Assert.True(await lab.Comments.RestoreAsync(id, 2, lab.Eva, CancellationToken.None));

        Assert.False((await lab.Queries.FindAsync(id, CancellationToken.None))!.IsDeleted);
        Assert.Equal([id], await lab.Queries.UnseenAsync(lab.Nils, [id], CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task Reply_ToAResolvedThread_OpensIt(string engine)
    {
        await using var lab = await Lab.CreateAsync(engine);
        var id = await lab.SayAsync(Churn, "It rises.");
        Assert.True(await lab.Comments.ResolveAsync(id, 1, lab.Eva, CancellationToken.None));
        Assert.False(await lab.Comments.ResolveAsync(id, 1, lab.Eva, CancellationToken.None));

        var reply = await lab.Comments.AddAsync(Churn, id, lab.Words("Not so fast."), lab.Eva, CancellationToken.None);

        var rows = await lab.Queries.OfAsync(Churn, CancellationToken.None);
        Assert.Equal([id, reply!.Value], rows.Select(row => row.Id));
        Assert.False(rows[0].IsResolved);
        Assert.Equal(Deed.Reopened, rows[0].LastAction);
    }

    [DatabaseTheory]
    public async Task Task_OfAComment_IsOneAtATimeAndCountsForItsOwner(string engine)
    {
        await using var lab = await Lab.CreateAsync(engine);
        var id = await lab.SayAsync(Churn.At("2026-10"), "It rises.");
        var request = new Request("Ask ten of them why", lab.Nils, new DateOnly(2026, 12, 1));

        var task = await lab.Tasks.AddAsync(id, request, lab.Eva.Id!.Value, CancellationToken.None);
        Assert.Null(
            await lab.Tasks.AddAsync(id, request with { Title = "The same" }, lab.Nils, CancellationToken.None)
        );
        Assert.True(await lab.Tasks.DoneAsync(task!.Value, 1, lab.Nils, CancellationToken.None));
        Assert.False(await lab.Tasks.DoneAsync(task.Value, 1, lab.Eva.Id.Value, CancellationToken.None));
        Assert.True(await lab.Tasks.ReopenAsync(task.Value, 2, lab.Eva.Id.Value, CancellationToken.None));

        var row = Assert.Single(await lab.Queries.TasksAsync([id], CancellationToken.None));
        Assert.Equal(("Nils", "Eva", "2026-10"), (row.Owner, row.AskedBy, row.Period));
        Assert.Equal(new DateOnly(2026, 12, 1), row.DueOn);
        Assert.False(row.IsDone);
        Assert.NotNull(row.ReopenedAt);
        Assert.Equal(1, (await lab.Queries.PointsAsync(KpiCodes.LogoChurn, "", "", CancellationToken.None))["2026-10"]);
    }

    [Fact]
    public async Task Add_ManyInAMinute_IsRefusedUntilTheMinuteIsOver()
    {
        await using var lab = await Lab.CreateAsync(TestDatabase.Default);
        for (var at = 0; at < CommentStore.MostPerMinute; at++)
        {
            Assert.NotNull(
                await lab.Comments.AddAsync(Churn, null, lab.Words("Again."), lab.Eva, CancellationToken.None)
            );
        }

        Assert.Null(await lab.Comments.AddAsync(Churn, null, lab.Words("Again."), lab.Eva, CancellationToken.None));
        lab.Company.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(await lab.Comments.AddAsync(Churn, null, lab.Words("Again."), lab.Eva, CancellationToken.None));
    }

    private sealed class Lab : IAsyncDisposable
    {
        private Lab(TestCompany company) => Company = company;

        public TestCompany Company { get; }
        public CommentStore Comments => Company.Get<CommentStore>();
        public TaskStore Tasks => Company.Get<TaskStore>();
        public ConversationQueries Queries => Company.Get<ConversationQueries>();
        public Reader Eva { get; private set; } = null!;
        public long Nils { get; private set; }

        public static async Task<Lab> CreateAsync(string engine)
        {
            var lab = new Lab(await TestCompany.CreateAsync(engine));
            lab.Eva = new Reader(await lab.AddAsync("Eva"), "eva@test.example", null, MayModerate: true);
            lab.Nils = await lab.AddAsync("Nils");
            return lab;
        }

        public Words Words(string text, params long[] mentioned) => new(text, "en", mentioned);

        public async Task<long> SayAsync(Subject subject, string text, params long[] mentioned) =>
            (await Comments.AddAsync(subject, null, Words(text, mentioned), Eva, CancellationToken.None))!.Value;

        public ValueTask DisposeAsync() => Company.DisposeAsync();

        private async Task<long> AddAsync(string name)
        {
            var details = new UserDetails($"{name}@test.example".ToLowerInvariant(), name, [Role.Executive], []);
            return (await Company.Get<UserStore>().AddAsync(details, CancellationToken.None))!.Value;
        }
    }
}
