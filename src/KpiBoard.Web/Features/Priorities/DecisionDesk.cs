using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>Takes decisions, and works out at once what is still to be proposed.</summary>
public sealed class DecisionDesk(DecisionStore store, PriorityRunner runner, IInitiativeLife life)
{
    public Task<DecisionOutcome> DecideAsync(
        long proposal,
        int version,
        DecisionAnswer answer,
        Decider decider,
        CancellationToken ct
    ) => FollowAsync(() => store.DecideAsync(proposal, version, answer, decider, life, ct), ct);

    /// <summary>Puts the order by hand; it is taken on what is known at this moment.</summary>
    public Task<DecisionOutcome> OrderAsync(
        IReadOnlyList<string> seen,
        IReadOnlyList<string> order,
        string reason,
        Decider decider,
        CancellationToken ct
    ) =>
        runner.AloneAsync(
            async () =>
            {
                var run = await runner.ComputeAsync(RunReason.Decision, ct);
                var outcome = await store.OrderAsync(seen, order, reason, run, decider, ct);
                if (outcome.Refusal is null)
                {
                    await runner.ComputeAsync(RunReason.Decision, ct);
                }
                return outcome;
            },
            ct
        );

    public Task<DecisionOutcome> UndoAsync(long decision, Decider decider, CancellationToken ct) =>
        FollowAsync(() => store.UndoAsync(decision, decider, life, ct), ct);

    /// <summary>No refresh changes the proposals while somebody decides on one.</summary>
    private Task<DecisionOutcome> FollowAsync(Func<Task<DecisionOutcome>> decide, CancellationToken ct) =>
        runner.AloneAsync(
            async () =>
            {
                var outcome = await decide();
                if (outcome.Refusal is null)
                {
                    await runner.ComputeAsync(RunReason.Decision, ct);
                }
                return outcome;
            },
            ct
        );
}
