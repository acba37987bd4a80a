namespace KpiBoard.Core.Priorities;

/// <summary>An initiative that should stand elsewhere for a reason of its own, or of those that it passes.</summary>
/// <param name="From">The rank decided, from 1.</param>
/// <param name="To">The rank proposed.</param>
/// <param name="Certainty">The least probability with which it stands on the right side of one of the others.</param>
/// <param name="Others">Whom it changes places with, in the order decided.</param>
/// <param name="Reasons">The strongest first, each once.</param>
public sealed record OrderStep(
    string Initiative,
    int From,
    int To,
    double Certainty,
    IReadOnlyList<string> Others,
    IReadOnlyList<MoveReason> Reasons
)
{
    public bool IsUp => To < From;
}

/// <summary>
/// Makes of a proposed order what people can decide on one by one. When others pass an initiative only for what became of
/// it, that one moves down, and not all the others up; who is merely displaced is not spoken of.
/// </summary>
public static class OrderSteps
{
    /// <summary>The moves, those to the best ranks first.</summary>
    public static IReadOnlyList<OrderStep> Of(ProposedOrder proposed, IReadOnlyList<string> decided)
    {
        var passes = proposed
            .Moves.SelectMany(move => move.Passes.Select(pass => (Mover: move.Initiative, Pass: pass)))
            .ToLookup(one => one.Pass.Reasons.All(reason => reason.Initiative == one.Pass.Other));
        var before = Ranks(decided);
        var after = Ranks(proposed.Order);
        var ups = passes[false]
            .GroupBy(one => one.Mover)
            .Select(of => Step(of.Key, [.. of.Select(one => (one.Pass.Other, one.Pass))]));
        var downs = passes[true]
            .GroupBy(one => one.Pass.Other)
            .Select(of => Step(of.Key, [.. of.Select(one => (one.Mover, one.Pass))]));
        return
        [
            .. ups.Where(step => step.IsUp)
                .Concat(downs.Where(step => step.To > step.From))
                .OrderBy(step => Math.Min(step.From, step.To))
                .ThenByDescending(step => step.IsUp)
                .ThenBy(step => step.Initiative, StringComparer.Ordinal),
        ];

        OrderStep Step(string initiative, IReadOnlyList<(string Other, Pass Pass)> with) =>
            new(
                initiative,
                before[initiative],
                after[initiative],
                with.Min(one => one.Pass.Certainty),
                [.. with.Select(one => one.Other).Distinct().OrderBy(other => before[other])],
                [
                    .. with.SelectMany(one => one.Pass.Reasons)
                        .GroupBy(reason => (reason.Initiative, reason.Factor))
                        .Select(of => of.MaxBy(reason => Math.Abs(reason.Change.Score))!)
                        .OrderByDescending(reason => Math.Abs(reason.Change.Score)),
                ]
            );
    }

    private static Dictionary<string, int> Ranks(IReadOnlyList<string> order) =>
        order.Index().ToDictionary(one => one.Item, one => one.Index + 1);
}
