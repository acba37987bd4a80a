namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>What came of turning a scenario into a proposal.</summary>
public enum ProposeOutcome
{
    Proposed,

    /// <summary>The order of the scenario is the one in force: there is nothing to decide.</summary>
    SameOrder,

    /// <summary>Nothing of it is open any more, or its numbers are too large.</summary>
    Nothing,
}

/// <summary>Makes of a scenario's order what executives decide on.</summary>
public sealed class ScenarioProposer(
    TrialMaker trials,
    PriorityQueries queries,
    PriorityStore store,
    PriorityRunner runner
)
{
    /// <summary>The proposal, or why there is none.</summary>
    public Task<(ProposeOutcome Outcome, long? Proposal)> ProposeAsync(ScenarioRow scenario, CancellationToken ct) =>
        // No refresh changes the proposals meanwhile.
        runner.AloneAsync(
            async () =>
            {
                var refresh = await queries.LastRefreshAsync(ct);
                var situation = await trials.ReadAsync(ct);
                IReadOnlyList<string> decided =
                [
                    .. (await queries.DecidedAsync(ct)).Where(key => situation.Find(key) is not null),
                ];
                var now = trials.Now(situation);
                if (trials.Try(situation, scenario.Read()) is not { Order.Count: > 0 } tried)
                {
                    return (ProposeOutcome.Nothing, (long?)null);
                }
                if (decided.SequenceEqual(OrderOf(now, tried, decided)))
                {
                    return (ProposeOutcome.SameOrder, null);
                }
                var made = Make(scenario, now, tried, decided);
                // Decided on with what is known now: what was only tried is no knowledge.
                var run = RunInput.Of(situation, decided);
                return (
                    ProposeOutcome.Proposed,
                    await store.ProposeAsync(run, now.Result, refresh, made, scenario.Id, ct)
                );
            },
            ct
        );

    /// <summary>The scenario's order, and behind it what it leaves out, as it stands in the order in force.</summary>
    public static IReadOnlyList<string> OrderOf(Trial now, Trial tried, IReadOnlyList<string> decided) =>
        [
            .. tried.Order,
            .. decided.Where(key => tried.Find(key) is null),
            .. now.Order.Where(key => tried.Find(key) is null && !decided.Contains(key)),
        ];

    /// <summary>The proposal of the whole order; the initiative that rises most stands for it.</summary>
    public static MadeProposal Make(ScenarioRow scenario, Trial now, Trial tried, IReadOnlyList<string> decided)
    {
        var order = OrderOf(now, tried, decided);
        var first = tried.Order.MaxBy(key => decided.IndexOf(key) is var at and >= 0 ? at - order.IndexOf(key) : 0)!;
        var place = order.IndexOf(first);
        var from = decided.IndexOf(first) is var old and >= 0 ? old : (int?)null;
        var passed = decided
            .Take(from ?? 0)
            .Where(key => order.IndexOf(key) > place && tried.Find(key) is not null)
            .ToList();
        var ranked = now.Result.Of(first);
        return new(
            ProposalKind.Order,
            SituationMaker.IdOf(first),
            from + 1,
            place + 1,
            new()
            {
                // That it belongs above those it passes, if what is tried comes true.
                Certainty =
                    passed.Count == 0
                        ? tried.Result.Of(first).Top[1]
                        : passed.Min(key => tried.Result.Draws.Above(first, key)),
                Others = passed,
                Order = order,
                Benefit = ranked.Benefit,
                Lower = ranked.Lower * ranked.Cost,
                Upper = ranked.Upper * ranked.Cost,
                Scenario = new(scenario.Id, scenario.Name, scenario.Why),
            }
        );
    }
}
