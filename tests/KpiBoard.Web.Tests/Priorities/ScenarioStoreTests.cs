using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Features.Priorities.WhatIf;
using KpiBoard.Web.Infrastructure.Strategy;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

public sealed class ScenarioStoreTests
{
    private static readonly ScenarioContent Cheaper = new(
        "Cheaper",
        "What if it takes half?",
        new([new(ScenarioField.Cost, "INI-2") { Value = 40_000 }])
    );

    [DatabaseTheory]
    public async Task Change_OfAnOlderVersion_ChangesNothing(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var (store, queries) = (company.Get<ScenarioStore>(), company.Get<ScenarioQueries>());
        var id = await store.AddAsync(Cheaper, null, "a", CancellationToken.None);

        Assert.True(await store.ChangeAsync(id, 1, Cheaper with { Name = "Mine" }, "b", CancellationToken.None));
        Assert.False(await store.ChangeAsync(id, 1, Cheaper with { Name = "Theirs" }, "c", CancellationToken.None));

        var row = (await queries.FindAsync(id, CancellationToken.None))!;
        Assert.Equal(("Mine", 2, "b"), (row.Name, row.Version, row.ChangedBy));
        Assert.Equal(Cheaper.Changes.All, row.Read().All);
    }

    [DatabaseTheory]
    public async Task Remove_AndRestore_TakesItOffTheListAndBringsItBack(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var (store, queries) = (company.Get<ScenarioStore>(), company.Get<ScenarioQueries>());
        var id = await store.AddAsync(Cheaper, null, "a", CancellationToken.None);

        Assert.True(await store.RemoveAsync(id, "a", CancellationToken.None));
        Assert.False(await store.RemoveAsync(id, "a", CancellationToken.None));
        Assert.Empty(await queries.AllAsync(CancellationToken.None));
        Assert.False(await store.ChangeAsync(id, 2, Cheaper, "a", CancellationToken.None));

        Assert.True(await store.RestoreAsync(id, "a", CancellationToken.None));
        Assert.Single(await queries.AllAsync(CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task Try_OfAnInitiativeThatCostsNearlyNothing_PutsItFirstAndLeavesTodayAsItIs(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await new PriorityLab(company.Get<IServiceProvider>()).FillAsync();
        var trials = company.Get<TrialMaker>();
        var situation = await trials.ReadAsync(CancellationToken.None);
        var now = trials.Now(situation);
        var last = now.Order[^1];

        var tried = trials.Try(situation, new([new(ScenarioField.Cost, last) { Value = 0 }]))!;
        var without = trials.Try(situation, new([new(ScenarioField.LeaveOut, last)]))!;
        var huge = trials.Try(
            situation,
            new([
                .. situation.Input.Goals.Select(goal => new ScenarioChange(ScenarioField.UnitValue, goal.Key)
                {
                    Value = 1e12,
                }),
                .. situation.Input.Initiatives.Select(one => new ScenarioChange(ScenarioField.Effect, one.Key)
                {
                    Goal = one.Links[0].Goal,
                    Low = 0,
                    Value = 1e6,
                    High = 1e6,
                }),
            ])
        );

        Assert.Equal(last, tried.Order[0]);
        Assert.Equal(last, now.Order[^1]);
        Assert.DoesNotContain(last, without.Order);
        Assert.Null(without.Situation.Find(last));
        Assert.Null(huge);
    }

    [DatabaseTheory]
    public async Task Propose_OfAnotherOrder_WaitsForADecisionAndPutsTheOrderWhenAccepted(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        await lab.FollowAsync();
        var (trials, queries) = (company.Get<TrialMaker>(), company.Get<PriorityQueries>());
        var now = trials.Now(await trials.ReadAsync(CancellationToken.None));
        var run = (await queries.LastRunAsync(CancellationToken.None))!.Id;
        var decider = new Decider(null, "executive");
        await company
            .Get<DecisionStore>()
            .OrderAsync([], now.Order, "As computed.", run, decider, CancellationToken.None);
        var content = Cheaper with { Changes = new([new(ScenarioField.Cost, now.Order[^1]) { Value = 0 }]) };
        var id = await company.Get<ScenarioStore>().AddAsync(content, null, "a", CancellationToken.None);
        var scenario = (await company.Get<ScenarioQueries>().FindAsync(id, CancellationToken.None))!;
        var proposer = company.Get<ScenarioProposer>();

        var (outcome, first) = await proposer.ProposeAsync(scenario, CancellationToken.None);
        var (_, second) = await proposer.ProposeAsync(scenario, CancellationToken.None);
        await lab.FollowAsync();

        Assert.Equal(ProposeOutcome.Proposed, outcome);
        Assert.Equal(
            ProposalStatus.Withdrawn,
            (await queries.ProposalAsync(first!.Value, CancellationToken.None))!.Status
        );
        var row = (await queries.ProposalAsync(second!.Value, CancellationToken.None))!;
        Assert.True(row.IsOpen);
        Assert.Equal((id, ProposalKind.Order, 2, 1), (row.ScenarioId, row.Kind, row.FromRank, row.ToRank));
        Assert.Equal(now.Order[^1], SituationMaker.KeyOf(row.InitiativeId));
        Assert.InRange(row.Said.Certainty, 0.5, 1);

        var decided = await company
            .Get<DecisionStore>()
            .DecideAsync(
                row.Id,
                row.Version,
                new(DecisionKind.Accept, "It will be.", null, null),
                decider,
                new NoLife(),
                CancellationToken.None
            );

        Assert.Null(decided.Refusal);
        Assert.Equal(now.Order.Reverse(), await queries.DecidedAsync(CancellationToken.None));
        var (again, _) = await proposer.ProposeAsync(scenario, CancellationToken.None);
        Assert.Equal(ProposeOutcome.SameOrder, again);
    }

    /// <summary>An order moves no initiative through its life.</summary>
    private sealed class NoLife : IInitiativeLife
    {
        public Task<string?> MoveAsync(long id, string to, string why, string by, CancellationToken ct) =>
            throw new NotSupportedException();

        public Task<string?> MoveAsync(DatabaseTransaction transaction, long id, string to, string why, string by) =>
            throw new NotSupportedException();

        public Task<string?> TakeBackAsync(
            DatabaseTransaction transaction,
            long id,
            string from,
            string to,
            string why,
            string by
        ) => throw new NotSupportedException();
    }
}
