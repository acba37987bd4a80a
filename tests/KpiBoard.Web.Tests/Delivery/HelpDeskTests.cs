using KpiBoard.Testing;
using KpiBoard.Web.Features.Delivery;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Tests.Initiatives;
using Xunit;

namespace KpiBoard.Web.Tests.Delivery;

public sealed class HelpDeskTests
{
    private const string RequestsSql = """
        SELECT CONCAT([What], '|', [CheckInId], '|', CASE WHEN [AnsweredAt] IS NULL THEN 'open' ELSE [Answer] END)
          FROM [HelpRequest]
         ORDER BY [Id]
        """;

    [DatabaseTheory]
    public async Task CheckIn_ThatAsksForHelp_LeavesARequestUntilItIsAnswered(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var first = await SayAsync("Two people have left", true);
        await SayAsync("", true);
        await SayAsync("Two people have left", true);
        await SayAsync("", false);
        Assert.Equal([$"Two people have left|{first}|open"], await RequestsAsync());
        var second = await SayAsync("And now a third", true);

        var desk = lab.Company.Get<HelpDesk>();
        Assert.True(await desk.AnswerAsync(id, 1, 1, "Two from Oslo", lab.Owner, "b", CancellationToken.None));
        Assert.False(await desk.AnswerAsync(id, 1, 1, "No", lab.Owner, "c", CancellationToken.None));
        Assert.Equal(
            [$"Two people have left|{first}|Two from Oslo", $"And now a third|{second}|open"],
            await RequestsAsync()
        );
        Assert.False(await desk.ReopenAsync(id, 1, 1, CancellationToken.None));
        Assert.True(await desk.ReopenAsync(id, 1, 2, CancellationToken.None));
        Assert.Equal($"Two people have left|{first}|open", (await RequestsAsync())[0]);

        Task<long> SayAsync(string note, bool needsHelp) =>
            lab.CheckIns.AddAsync(
                id,
                new CheckInAnswer(10, "at-risk", 5, note, needsHelp),
                lab.Owner,
                "freja@test.example",
                CancellationToken.None
            );

        Task<IReadOnlyList<string>> RequestsAsync() =>
            lab.Company.Database.QueryAsync<string>(RequestsSql, null, CancellationToken.None);
    }

    [DatabaseTheory]
    public async Task CheckIn_TakenBack_TakesItsOpenRequestWithItAndKeepsAnAnsweredOne(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var answered = await AskAsync("One");
        var desk = lab.Company.Get<HelpDesk>();
        Assert.True(await desk.AnswerAsync(id, 1, 1, "Yes", lab.Owner, "b", CancellationToken.None));
        var open = await AskAsync("Two");

        Assert.True(await lab.CheckIns.UndoAsync(id, open, "a", CancellationToken.None));
        Assert.True(await lab.CheckIns.UndoAsync(id, answered, "a", CancellationToken.None));

        Assert.Equal(
            ["One||Yes"],
            await lab.Company.Database.QueryAsync<string>(RequestsSql, null, CancellationToken.None)
        );

        Task<long> AskAsync(string note) =>
            lab.CheckIns.AddAsync(id, new(10, "at-risk", 5, note, true), null, "a", CancellationToken.None);
    }
}
