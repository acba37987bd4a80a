namespace KpiBoard.Core.Priorities;

/// <summary>What should become of an initiative as a whole.</summary>
public enum PortfolioVerb
{
    Start,
    Pause,
    Stop,
}

/// <summary>Where an initiative stands in its life, as far as the rule asks.</summary>
public enum PortfolioState
{
    /// <summary>Approved, and waiting to begin.</summary>
    Approved,
    Running,

    /// <summary>Anything else: nothing is proposed.</summary>
    Other,
}

/// <summary>What was known when people last decided on an initiative.</summary>
/// <param name="Since">What has moved since, and what it did.</param>
/// <param name="Fitted">Whether there was room for it.</param>
public sealed record PortfolioBasis(PairBasis Since, bool Fitted);

/// <summary>One initiative, as the rule looks at it.</summary>
/// <param name="Fit">What becomes of it when the proposed order is followed as far as people's days reach.</param>
/// <param name="Basis">None when nobody has decided on it.</param>
public sealed record PortfolioCase(string Initiative, PortfolioState State, CapacityFit Fit, PortfolioBasis? Basis);

/// <summary>What is proposed for an initiative as a whole.</summary>
/// <param name="Certainty">The probability that what it brings is worth what it still costs.</param>
/// <param name="Reasons">What has moved since, the strongest first; empty when it is only a question of room, or new.</param>
public sealed record PortfolioStep(
    PortfolioVerb Verb,
    string Initiative,
    double Certainty,
    IReadOnlyList<MoveReason> Reasons,
    CapacityFit Fit
);

/// <summary>
/// When the board proposes to start, pause or stop: what is approved is started when there is room and it is expected to
/// pay; what runs is stopped when it hardly can pay any more what it still costs, and paused when what comes before it has
/// taken its room. As with the order, noise proposes nothing: something must have moved since people decided on it. What
/// has a figure whose unit nobody has put a value on is not judged.
/// </summary>
public static class PortfolioRule
{
    /// <summary>Up to this probability of paying what it still costs, an initiative should stop.</summary>
    public const double HardlyPays = 0.2;

    /// <summary>From this probability on, an initiative is worth beginning.</summary>
    public const double Pays = 0.5;

    /// <summary>What is proposed, in the order of the cases.</summary>
    public static IReadOnlyList<PortfolioStep> Propose(
        PriorityInput input,
        PriorityResult result,
        IReadOnlyList<PortfolioCase> cases
    )
    {
        var judged = Judged(input);
        return
        [
            .. cases
                .Where(one => judged.Contains(one.Initiative))
                .Select(one => Step(one, result))
                .OfType<PortfolioStep>(),
        ];
    }

    /// <summary>Those of which is known what they are for and what that is worth.</summary>
    private static HashSet<string> Judged(PriorityInput input)
    {
        var valued = input.Goals.Where(goal => goal.UnitValue > 0).Select(goal => goal.Key).ToHashSet();
        return
        [
            .. input
                .Initiatives.Where(one => one.Links.Count > 0 && one.Links.All(link => valued.Contains(link.Goal)))
                .Select(one => one.Key),
        ];
    }

    private static PortfolioStep? Step(PortfolioCase one, PriorityResult result)
    {
        var pays = result.Draws.AtLeast(one.Initiative, result.Of(one.Initiative).Cost);
        return one switch
        {
            { State: PortfolioState.Running } when pays <= HardlyPays => Stop(one, pays),
            { State: PortfolioState.Running, Fit.HasRoom: false, Basis.Fitted: true } => new(
                PortfolioVerb.Pause,
                one.Initiative,
                pays,
                Reasons(one, speaksFor: -1),
                one.Fit
            ),
            { State: PortfolioState.Approved, Fit.Verdict: CapacityVerdict.CanStart } when pays >= Pays => Start(
                one,
                pays
            ),
            _ => null,
        };
    }

    private static PortfolioStep? Stop(PortfolioCase one, double pays) =>
        Reasons(one, speaksFor: -1) is { Count: > 0 } reasons
            ? new(PortfolioVerb.Stop, one.Initiative, pays, reasons, one.Fit)
            : null;

    /// <summary>What nobody has decided on may begin; what people left waiting, when it has become better or has room now.</summary>
    private static PortfolioStep? Start(PortfolioCase one, double pays)
    {
        var reasons = Reasons(one, speaksFor: 1);
        return one.Basis is null or { Fitted: false } || reasons.Count > 0
            ? new(PortfolioVerb.Start, one.Initiative, pays, reasons, one.Fit)
            : null;
    }

    private static IReadOnlyList<MoveReason> Reasons(PortfolioCase one, int speaksFor) =>
        one.Basis is { Since: var since } && since.Changes.TryGetValue(one.Initiative, out var changes)
            ?
            [
                .. changes
                    .Where(change => since.Moves.Has(one.Initiative, change.Key) && change.Value.Score * speaksFor > 0)
                    .Select(change => new MoveReason(one.Initiative, change.Key, change.Value))
                    .OrderByDescending(reason => Math.Abs(reason.Change.Score)),
            ]
            : [];
}
