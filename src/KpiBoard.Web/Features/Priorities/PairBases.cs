using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>
/// What was known when people last decided on two initiatives, or on one, held against what is known now. What is costly -
/// what each factor did since - is worked out only for what is asked, and once per run.
/// </summary>
/// <param name="decisions">Those that stand, the newest first.</param>
/// <param name="runs">The runs that they were taken on.</param>
public sealed class PairBases(
    RunInput now,
    IReadOnlyList<DecisionRow> decisions,
    IReadOnlyDictionary<long, RunInput> runs,
    PriorityRanker ranker
)
{
    private readonly Dictionary<long, PairBasis> known = [];

    /// <summary>Which runs are needed: those of the decisions back to the last one on everything that is still in order.</summary>
    public static IReadOnlyList<DecisionRow> Relevant(
        IEnumerable<DecisionRow> newestFirst,
        IReadOnlyList<string> decided
    )
    {
        var relevant = new List<DecisionRow>();
        foreach (var decision in newestFirst.Where(one => !one.IsUndone))
        {
            relevant.Add(decision);
            if (decision.PutsOrder && decided.All(decision.Said.After.Contains))
            {
                break;
            }
        }
        return relevant;
    }

    public PairBasis? Since(string one, string other) =>
        Last(decision =>
            decision.PutsOrder
                ? decision.Said.After.Contains(one) && decision.Said.After.Contains(other)
                : ProposalKind.IsMove(decision.Said.Proposal)
                    && (
                        (decision.Said.Initiative == one && decision.Said.Others.Contains(other))
                        || (decision.Said.Initiative == other && decision.Said.Others.Contains(one))
                    )
        )
            is { } found
            ? Basis(found.PriorityRunId)
            : null;

    public PortfolioBasis? Since(string initiative) =>
        LastOn(initiative) is { } found
            ? new(Basis(found.PriorityRunId), Fitted: !runs[found.PriorityRunId].NoRoom.Contains(initiative))
            : null;

    /// <summary>The last decision on an initiative, alone or with all others.</summary>
    public DecisionRow? LastOn(string initiative) =>
        Last(decision =>
            decision.Said.Initiative == initiative || (decision.PutsOrder && decision.Said.After.Contains(initiative))
        );

    public RunInput Run(DecisionRow decision) => runs[decision.PriorityRunId];

    public IReadOnlyDictionary<PriorityFactor, FactorChange>? Changes(DecisionRow decision, string initiative) =>
        Basis(decision.PriorityRunId).Changes.GetValueOrDefault(initiative);

    public FactorMoves Moves(DecisionRow decision) => Basis(decision.PriorityRunId).Moves;

    private DecisionRow? Last(Func<DecisionRow, bool> isOn) =>
        // What was put off until a day that has come is as if it had not been put off.
        decisions.FirstOrDefault(decision => isOn(decision) && !(decision.Said.PostponedUntil <= now.Today));

    private PairBasis Basis(long run)
    {
        if (!known.TryGetValue(run, out var basis))
        {
            var then = runs[run];
            basis = known[run] = new(
                new FactorMoves(then.Input, now.Input),
                PriorityChange.Between(then.Input, now.Input, input => ranker.Rank(input, now.DiscountRate))
            );
        }
        return basis;
    }
}
