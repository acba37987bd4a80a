namespace KpiBoard.Core.Priorities;

/// <summary>Why an initiative should stand elsewhere: a factor that moved since people last decided.</summary>
/// <param name="Initiative">Whose factor: the mover's, or that of one it passes.</param>
public sealed record MoveReason(string Initiative, PriorityFactor Factor, FactorChange Change);

/// <summary>An initiative that should pass another.</summary>
/// <param name="Certainty">The probability of ranking above it.</param>
/// <param name="Reasons">The strongest first; at least one.</param>
public sealed record Pass(string Other, double Certainty, IReadOnlyList<MoveReason> Reasons);

/// <summary>A proposed move.</summary>
/// <param name="From">The rank decided, from 1.</param>
/// <param name="To">The rank proposed.</param>
/// <param name="Passes">Whom it passes on the way up, the first in the decided order first; none on the way down.</param>
public sealed record Move(string Initiative, int From, int To, IReadOnlyList<Pass> Passes);

/// <summary>A proposed order.</summary>
/// <param name="Order">All that were decided on, in the order proposed.</param>
/// <param name="Moves">Those that stand elsewhere in it; empty when nothing is proposed.</param>
public sealed record ProposedOrder(IReadOnlyList<string> Order, IReadOnlyList<Move> Moves);

/// <summary>What was known when a pair was last decided on, held against what is known now.</summary>
/// <param name="Moves">What has moved since.</param>
/// <param name="Changes">What each factor did, as <see cref="PriorityChange.Between"/> gives it.</param>
public sealed record PairBasis(
    FactorMoves Moves,
    IReadOnlyDictionary<string, IReadOnlyDictionary<PriorityFactor, FactorChange>> Changes
);

/// <summary>
/// When the board proposes another order: an initiative passes the one before it when it ranks above it with a
/// probability of 80% or more <em>and</em> something has moved outside its noise since people decided on the two that
/// speaks for it. So noise proposes nothing, and what people rejected does not come back the next night.
/// </summary>
public static class ProposalRule
{
    public const double Certainty = 0.8;

    /// <summary>What is proposed.</summary>
    /// <param name="decided">The order in force, the first first; those that no longer compete are left where they are.</param>
    /// <param name="since">Of a pair, what was known at its last decision; none when it was never decided on.</param>
    public static ProposedOrder Propose(
        PriorityDraws draws,
        IReadOnlyList<string> decided,
        Func<string, string, PairBasis?> since
    )
    {
        var order = decided.ToList();
        var passes = decided.ToDictionary(key => key, _ => new List<Pass>());
        // Each pair changes places once at most, as of two only one can be above the other with 80%: this ends.
        for (var hasMoved = true; hasMoved; )
        {
            hasMoved = false;
            for (var at = order.Count - 1; at > 0; at--)
            {
                var (one, other) = (order[at], order[at - 1]);
                if (Passing(draws, one, other, since) is { } pass)
                {
                    (order[at - 1], order[at]) = (one, other);
                    passes[one].Add(pass);
                    hasMoved = true;
                }
            }
        }
        var ranks = decided.Index().ToDictionary(one => one.Item, one => one.Index + 1);
        var moves = order
            .Index()
            .Select(one => new Move(
                one.Item,
                ranks[one.Item],
                one.Index + 1,
                [.. passes[one.Item].AsEnumerable().Reverse()]
            ))
            .Where(move => move.From != move.To || move.Passes.Count > 0);
        return new(order, [.. moves]);
    }

    private static Pass? Passing(PriorityDraws draws, string one, string other, Func<string, string, PairBasis?> since)
    {
        if (!draws.Has(one) || !draws.Has(other))
        {
            return null;
        }
        var certainty = draws.Above(one, other);
        if (certainty < Certainty || since(one, other) is not { } basis)
        {
            return null;
        }
        var reasons = Reasons(one, basis, speaksFor: 1).Concat(Reasons(other, basis, speaksFor: -1)).ToList();
        return reasons.Count == 0
            ? null
            : new(other, certainty, [.. reasons.OrderByDescending(reason => Math.Abs(reason.Change.Score))]);
    }

    private static IEnumerable<MoveReason> Reasons(string initiative, PairBasis basis, int speaksFor) =>
        basis.Changes.TryGetValue(initiative, out var changes)
            ? changes
                .Where(change => basis.Moves.Has(initiative, change.Key) && change.Value.Score * speaksFor > 0)
                .Select(change => new MoveReason(initiative, change.Key, change.Value))
            : [];
}
