using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Conversation;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Conversation;

public sealed class TaskStoreTests
{
    private static readonly DateOnly Christmas = new(2026, 12, 24);

    [DatabaseTheory]
    public async Task Hand_ThenTakeBack_TellsTheNewOwnerAndRestoresWhatWas(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var (store, queries) = (company.Get<TaskStore>(), company.Get<ConversationQueries>());
        var news = new NewsStore(company.Database, company.Clock);
        var (task, eva, nils, ida) = await AskAsync(company);
        Assert.True(await news.ClaimAsync(Assert.Single(await news.TasksAsync(default)), isTask: true, default));

        company.Clock.Advance(TimeSpan.FromDays(3));
        Assert.True(await store.HandAsync(task, 1, Christmas, ida, nils, default));
        Assert.False(await store.HandAsync(task, 1, null, eva, eva, default));

        var told = Assert.Single(await news.TasksAsync(default));
        Assert.Equal(("ida@test.example", "NILS", Christmas), (told.Email, told.By, told.DueOn));
        Assert.False(await store.TakeBackAsync(task, 1, nils, default));
        Assert.True(await store.TakeBackAsync(task, 2, nils, default));
        Assert.False(await store.TakeBackAsync(task, 3, nils, default));
        Assert.Empty(await news.TasksAsync(default));
        var row = (await queries.TaskAsync(task, default))!;
        Assert.Equal((nils, (DateOnly?)null, 3), (row.OwnerId, row.DueOn, row.Version));
        var changes = await queries.ChangesAsync(task, default);
        Assert.Equal(
            [("taken-back", "IDA", "NILS", null), ("handed", "NILS", "IDA", Christmas)],
            changes.Select(change => (change.Action, change.OwnerBefore, change.OwnerAfter, change.DueAfter))
        );
    }

    [DatabaseTheory]
    public async Task Date_OfAnOpenTask_KeepsTheDayBefore(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var (store, queries) = (company.Get<TaskStore>(), company.Get<ConversationQueries>());
        var (task, eva, nils, _) = await AskAsync(company);

        Assert.True(await store.DateAsync(task, 1, Christmas, nils, eva, default));
        Assert.True(await store.DoneAsync(task, 2, nils, default));
        Assert.False(await store.DateAsync(task, 3, null, nils, eva, default));

        var changes = await queries.ChangesAsync(task, default);
        Assert.Equal(["done", "dated"], changes.Select(change => change.Action));
        Assert.Equal((null, Christmas), (changes[1].DueBefore, changes[1].DueAfter));
    }

    [DatabaseTheory]
    public async Task Withdraw_ThenAskedAnew_CannotBeUndoneIntoTwo(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var (store, queries) = (company.Get<TaskStore>(), company.Get<ConversationQueries>());
        var (task, eva, nils, _) = await AskAsync(company);

        Assert.False(await store.WithdrawAsync(task, 1, nils, default));
        Assert.True(await store.WithdrawAsync(task, 1, eva, default));
        Assert.False(await store.DoneAsync(task, 2, nils, default));
        Assert.True(await store.AskAgainAsync(task, 2, eva, default));
        Assert.True(await store.WithdrawAsync(task, 3, eva, default));
        var comment = (await queries.TaskAsync(task, default))!.CommentId;
        Assert.NotNull(await store.AddAsync(comment, new Request("Look again", nils, null), eva, default));
        Assert.False(await store.AskAgainAsync(task, 4, eva, default));

        Assert.True((await queries.TaskAsync(task, default))!.IsWithdrawn);
        Assert.Equal(3, (await queries.ChangesAsync(task, default)).Count);
    }

    private static async Task<(long Task, long Eva, long Nils, long Ida)> AskAsync(TestCompany company)
    {
        var people = new List<long>();
        foreach (var name in (string[])["eva", "nils", "ida"])
        {
            var details = new UserDetails($"{name}@test.example", name.ToUpperInvariant(), [Role.Executive], []);
            people.Add((await company.Get<UserStore>().AddAsync(details, default))!.Value);
        }
        var by = new Reader(people[0], "eva@test.example", null, MayModerate: true);
        var churn = new Subject(Subject.Figure) { Kpi = KpiCodes.LogoChurn };
        var comment = await company
            .Get<CommentStore>()
            .AddAsync(churn, null, new Words("It rises.", "en", []), by, default);
        var request = new Request("Look", people[1], null);
        var task = await company.Get<TaskStore>().AddAsync(comment!.Value, request, people[0], default);
        return (task!.Value, people[0], people[1], people[2]);
    }
}
