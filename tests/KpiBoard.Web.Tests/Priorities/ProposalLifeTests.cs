using KpiBoard.Core.Priorities;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

/// <summary>From the refresh whose data speak, over what people make of it, to the nights after.</summary>
public sealed class ProposalLifeTests
{
    private static readonly Decider Eva = new(null, "eva@test.example");

    [DatabaseTheory]
    public async Task Refresh_AfterAFigureMovedForReal_ProposesTheMoveWithItsReason(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = await MovedAsync(company);

        var proposal = Assert.Single(await lab.ProposalsAsync());

        Assert.Equal(
            (ProposalKind.MoveUp, 1L, 2, 1, ProposalStatus.Open),
            (proposal.Kind, proposal.InitiativeId, proposal.FromRank, proposal.ToRank, proposal.Status)
        );
        Assert.True(proposal.Said.Certainty >= ProposalRule.Certainty);
        Assert.Equal(["INI-1", "INI-2"], proposal.Said.Order);
        Assert.Equal(["INI-2"], proposal.Said.Others);
        var reason = Assert.Single(proposal.Said.Reasons);
        Assert.Equal(
            ("INI-1", PriorityFactor.Figure, "churn.logo:month/segment:Small business", 0.017, 0.05),
            (reason.Initiative, reason.Factor, reason.Goal, reason.Before, reason.After)
        );
        Assert.True(reason.Benefit > 0);
        // The bars go from what it was worth then to what it is worth now.
        Assert.Equal(
            proposal.Said.Benefit,
            proposal.Said.BenefitThen!.Value + proposal.Said.Changes.Sum(change => change.Benefit),
            1
        );
    }

    [DatabaseTheory]
    public async Task Refresh_WhileTheReasonHolds_RenewsInPlaceAndWithdrawsWhenItIsGone(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = await MovedAsync(company);

        await lab.ChurnAsync(0.052);
        await lab.FollowAsync();
        var renewed = Assert.Single(await lab.ProposalsAsync());
        await lab.ChurnAsync(0.017);
        await lab.FollowAsync();
        var withdrawn = Assert.Single(await lab.ProposalsAsync());

        Assert.Equal((ProposalStatus.Open, 2), (renewed.Status, renewed.Version));
        Assert.Equal(0.052, renewed.Said.Reasons[0].After);
        Assert.Equal(ProposalStatus.Withdrawn, withdrawn.Status);
    }

    [DatabaseTheory]
    public async Task Reject_ThenTheNextNight_DoesNotComeBackUntilSomethingMovesAgain(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = await MovedAsync(company);
        var proposal = Assert.Single(await lab.ProposalsAsync());

        var outcome = await DecideAsync(
            company,
            proposal,
            new(DecisionKind.Reject, "We wait for November.", null, null)
        );
        await lab.FollowAsync();
        var night = await lab.ProposalsAsync();
        await company.Database.ExecuteAsync(
            "UPDATE [UnitValue] SET [Amount] = [Amount] * 2 WHERE [Kpi] = 'churn.logo'",
            null,
            CancellationToken.None
        );
        await lab.FollowAsync();
        var moved = await lab.ProposalsAsync();

        Assert.Null(outcome.Refusal);
        Assert.Equal([ProposalStatus.Rejected], night.Select(row => row.Status));
        Assert.Equal([ProposalStatus.Rejected, ProposalStatus.Open], moved.Select(row => row.Status));
        Assert.Equal(["INI-2", "INI-1"], await DecidedAsync(company));
    }

    [DatabaseTheory]
    public async Task Postpone_UntilADay_ComesBackOnThatDay(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = await MovedAsync(company);
        var proposal = Assert.Single(await lab.ProposalsAsync());

        await DecideAsync(company, proposal, new(DecisionKind.Postpone, "After the budget.", null, new(2026, 11, 29)));
        await lab.FollowAsync();
        var before = Assert.Single(await lab.ProposalsAsync());
        company.Clock.Advance(TimeSpan.FromDays(8));
        await lab.FollowAsync();
        var after = Assert.Single(await lab.ProposalsAsync());

        Assert.Equal(ProposalStatus.Postponed, before.Status);
        Assert.Equal((ProposalStatus.Open, proposal.Id), (after.Status, after.Id));
    }

    [DatabaseTheory]
    public async Task Accept_ThenUndo_PutsTheOrderAndBringsItBack(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = await MovedAsync(company);
        var proposal = Assert.Single(await lab.ProposalsAsync());

        var outcome = await DecideAsync(company, proposal, new(DecisionKind.Accept, "Churn is real.", null, null));
        var accepted = await DecidedAsync(company);
        var decision = (await company.Get<PriorityQueries>().DecisionAsync(outcome.Id!.Value, CancellationToken.None))!;
        var run = await company.Get<PriorityQueries>().RunAsync(decision.PriorityRunId, CancellationToken.None);
        await company.Get<DecisionStore>().UndoAsync(outcome.Id.Value, Eva, new NoLife(), CancellationToken.None);
        await lab.FollowAsync();

        Assert.Equal(["INI-1", "INI-2"], accepted);
        Assert.Equal(0.05, run!.ToInput().Input.Goals[0].Estimate);
        Assert.Equal(["INI-2", "INI-1"], await DecidedAsync(company));
        Assert.Equal(ProposalStatus.Open, Assert.Single(await lab.ProposalsAsync()).Status);
    }

    [DatabaseTheory]
    public async Task Decide_OnWhatSomebodyElseHasDecided_IsRefusedAndLeavesNothing(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = await MovedAsync(company);
        var proposal = Assert.Single(await lab.ProposalsAsync());

        await DecideAsync(company, proposal, new(DecisionKind.Reject, "No.", null, null));
        var second = await DecideAsync(company, proposal, new(DecisionKind.Accept, "Yes.", null, null));

        Assert.Equal(DecisionRefusal.ChangedMeanwhile, second.Refusal);
        Assert.Equal(2, (await company.Get<PriorityQueries>().DecisionsAsync(CancellationToken.None)).Count);
    }

    [DatabaseTheory]
    public async Task Order_OverOneThatChangedMeanwhile_IsRefused(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        await OrderAsync(company, [], ["INI-2", "INI-1"]);

        var outcome = await OrderAsync(company, [], ["INI-1", "INI-2"]);

        Assert.Equal(DecisionRefusal.ChangedMeanwhile, outcome.Refusal);
        Assert.Equal(["INI-2", "INI-1"], await DecidedAsync(company));
    }

    [DatabaseTheory]
    public async Task Stop_ThatTheInitiativeCannotTake_IsTakenBackWhole(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        await OrderAsync(company, [], ["INI-1", "INI-2"]);
        var content = new ProposalContent { Certainty = 0.1, Order = ["INI-2"] };
        await company
            .Get<PriorityStore>()
            .KeepAsync(
                (await company.Get<PriorityQueries>().LastRunAsync(CancellationToken.None))!.ToInput(),
                company
                    .Get<PriorityRanker>()
                    .Rank(await company.Get<PriorityReader>().ReadAsync(CancellationToken.None)),
                1,
                RunReason.Refresh,
                [new(ProposalKind.Stop, 1, 1, null, content)],
                CancellationToken.None
            );
        var proposal = Assert.Single(await lab.ProposalsAsync());

        var outcome = await company
            .Get<DecisionStore>()
            .DecideAsync(
                proposal.Id,
                proposal.Version,
                new(DecisionKind.Accept, "Enough.", null, null),
                Eva,
                new NoLife("It has ended already."),
                CancellationToken.None
            );

        Assert.Equal((DecisionRefusal.StepRefused, "It has ended already."), (outcome.Refusal, outcome.Message));
        Assert.Equal(["INI-1", "INI-2"], await DecidedAsync(company));
        Assert.Equal(ProposalStatus.Open, Assert.Single(await lab.ProposalsAsync()).Status);
        Assert.Contains("\"order\":[\"INI-2\"]", KpiJson.Serialize(proposal.Said), StringComparison.Ordinal);
    }

    /// <summary>Decided with the relationship first, and then churn rose.</summary>
    private static async Task<PriorityLab> MovedAsync(TestCompany company)
    {
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        Assert.Null((await OrderAsync(company, [], ["INI-2", "INI-1"])).Refusal);
        await lab.FollowAsync();
        Assert.Empty(await lab.ProposalsAsync());
        await lab.ChurnAsync(0.05);
        await lab.FollowAsync();
        return lab;
    }

    private static Task<DecisionOutcome> OrderAsync(
        TestCompany company,
        IReadOnlyList<string> seen,
        IReadOnlyList<string> order
    ) => Desk(company).OrderAsync(seen, order, "This is what we do.", Eva, CancellationToken.None);

    private static Task<DecisionOutcome> DecideAsync(
        TestCompany company,
        ProposalRow proposal,
        DecisionAnswer answer
    ) => Desk(company).DecideAsync(proposal.Id, proposal.Version, answer, Eva, CancellationToken.None);

    private static DecisionDesk Desk(TestCompany company) =>
        new(company.Get<DecisionStore>(), company.Get<PriorityRunner>(), new NoLife());

    private static Task<IReadOnlyList<string>> DecidedAsync(TestCompany company) =>
        company.Get<PriorityQueries>().DecidedAsync(CancellationToken.None);

    private sealed class NoLife(string? why = null) : IInitiativeLife
    {
        public Task<string?> MoveAsync(long id, string to, string why, string by, CancellationToken ct) =>
            throw new NotSupportedException();

        public Task<string?> MoveAsync(
            Data.DatabaseTransaction transaction,
            long id,
            string to,
            string why1,
            string by
        ) => Task.FromResult(why);

        public Task<string?> TakeBackAsync(
            Data.DatabaseTransaction transaction,
            long id,
            string from,
            string to,
            string why1,
            string by
        ) => Task.FromResult(why);
    }
}
