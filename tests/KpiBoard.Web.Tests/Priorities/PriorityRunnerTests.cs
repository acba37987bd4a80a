using KpiBoard.Testing;
using KpiBoard.Web.Features.Priorities;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

public sealed class PriorityRunnerTests
{
    [DatabaseTheory]
    public async Task Run_AfterRefreshes_KeepsWhatWasComputedAndOnlyTheLast(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();

        await lab.FollowAsync();
        await lab.FollowAsync();

        var runs = await company.Database.QueryAsync<long>(
            "SELECT [Id] FROM [PriorityRun]",
            null,
            CancellationToken.None
        );
        Assert.Equal([2L], runs);
        var run = (await company.Get<PriorityQueries>().LastRunAsync(CancellationToken.None))!;
        var (input, result) = (run.ToInput(), run.ToResult());
        var again = company.Get<PriorityRanker>().Rank(input.Input, input.DiscountRate, run.Seed);
        Assert.Equal(
            again.Initiatives.Select(one => (one.Key, one.Score, one.Top[1])),
            result.Initiatives.Select(one => (one.Key, one.Score, one.Top[1]))
        );
        Assert.Empty(await lab.ProposalsAsync());
    }

    [DatabaseTheory]
    public async Task CatchUp_AfterARefreshThatNothingFollowed_FollowsItOnce(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        var (runner, queries) = (company.Get<PriorityRunner>(), company.Get<PriorityQueries>());

        await runner.CatchUpAsync(CancellationToken.None);
        var first = await queries.LastRunAsync(CancellationToken.None);
        await runner.CatchUpAsync(CancellationToken.None);
        var second = await queries.LastRunAsync(CancellationToken.None);

        Assert.Equal(1, first!.RefreshRunId);
        Assert.Equal(first.Id, second!.Id);
    }
}
