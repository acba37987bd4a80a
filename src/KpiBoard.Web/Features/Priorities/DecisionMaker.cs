namespace KpiBoard.Web.Features.Priorities;

/// <summary>Makes of a proposal and somebody's answer to it what is decided: the order that follows, and the step in the life of the initiative.</summary>
public static class DecisionMaker
{
    /// <summary>What an answer changes.</summary>
    /// <param name="before">The order in force, by key.</param>
    public static DecisionContent Decide(ProposalRow row, DecisionAnswer answer, IReadOnlyList<string> before)
    {
        var key = SituationMaker.KeyOf(row.InitiativeId);
        var isDone = answer.Kind is DecisionKind.Accept or DecisionKind.Amend;
        var rank = answer.Kind == DecisionKind.Amend ? answer.Rank : row.ToRank;
        var after =
            !isDone ? before
            : row.Kind == ProposalKind.Stop ? [.. before.Where(one => one != key)]
            : row.Kind == ProposalKind.Order ? Whole(row, answer.Kind == DecisionKind.Amend ? rank : null, before)
            : rank is { } at ? ProposalMaker.Place(before, key, at)
            : before;
        return new()
        {
            Proposal = row.Kind,
            Initiative = key,
            Before = before,
            After = after,
            Others = row.Said.Others,
            ProposedRank = row.ToRank,
            Rank = isDone ? rank : null,
            PostponedUntil = answer.Until,
            StatusBefore = isDone && Moved(row.Kind) is not null ? row.InitiativeStatus : null,
            StatusAfter = isDone ? Moved(row.Kind) : null,
            Certainty = row.Said.Certainty,
            Benefit = row.Said.Benefit,
        };
    }

    /// <summary>A whole order as it was proposed, and behind it what has come to the order in force since.</summary>
    /// <param name="rank">Where the initiative that stands for it is put instead.</param>
    private static IReadOnlyList<string> Whole(ProposalRow row, int? rank, IReadOnlyList<string> before)
    {
        IReadOnlyList<string> order = [.. row.Said.Order, .. before.Where(key => !row.Said.Order.Contains(key))];
        return rank is { } at ? ProposalMaker.Place(order, SituationMaker.KeyOf(row.InitiativeId), at) : order;
    }

    private static string? Moved(string kind) =>
        kind switch
        {
            ProposalKind.Start => OpenStatus.Running,
            ProposalKind.Pause => OpenStatus.Paused,
            ProposalKind.Stop => OpenStatus.Stopped,
            _ => null,
        };

    /// <summary>The status that a proposal has after a decision on it.</summary>
    public static string StatusAfter(string decision) =>
        decision switch
        {
            DecisionKind.Accept => ProposalStatus.Accepted,
            DecisionKind.Amend => ProposalStatus.Amended,
            DecisionKind.Postpone => ProposalStatus.Postponed,
            _ => ProposalStatus.Rejected,
        };
}
