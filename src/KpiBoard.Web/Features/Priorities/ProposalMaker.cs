using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>A proposal as it should stand.</summary>
public sealed record MadeProposal(string Kind, long InitiativeId, int? From, int? To, ProposalContent Content)
{
    public string ToJson() => KpiJson.Serialize(Content);
}

/// <summary>Makes of what the rules propose what people decide on.</summary>
public sealed class ProposalMaker(Situation situation, PriorityResult result, RunInput now, PairBases bases)
{
    /// <summary>The order in force, of those that still compete.</summary>
    private readonly IReadOnlyList<string> decided = [.. now.Decided.Where(key => situation.Find(key) is not null)];

    public IReadOnlyList<MadeProposal> Make()
    {
        var proposed = ProposalRule.Propose(result.Draws, decided, bases.Since);
        var order = proposed.Order;
        var fits = situation.Plan(order).Fits;
        var cases = fits.Select(fit => new PortfolioCase(
            fit.Initiative,
            situation.Find(fit.Initiative)!.Status switch
            {
                OpenStatus.Approved => PortfolioState.Approved,
                OpenStatus.Running => PortfolioState.Running,
                _ => PortfolioState.Other,
            },
            fit,
            bases.Since(fit.Initiative)
        ));
        var noRoom = fits.Where(fit => fit is { Verdict: CapacityVerdict.MakesRoom, HasRoom: false })
            .Select(fit => fit.Initiative)
            .ToList();
        return
        [
            .. OrderSteps.Of(proposed, decided).Select(step => Move(step, noRoom)),
            .. PortfolioRule.Propose(situation.Input, result, [.. cases]).Select(step => Step(step, order)),
        ];
    }

    private MadeProposal Move(OrderStep step, IReadOnlyList<string> noRoom) =>
        new(
            step.IsUp ? ProposalKind.MoveUp : ProposalKind.MoveDown,
            Id(step.Initiative),
            step.From,
            step.To,
            Content(step.Initiative, step.Certainty, step.Reasons, Place(decided, step.Initiative, step.To)) with
            {
                Others = step.Others,
                MakesRoom = step.IsUp ? [.. noRoom.Where(key => key != step.Initiative)] : [],
            }
        );

    private MadeProposal Step(PortfolioStep step, IReadOnlyList<string> order)
    {
        var (kind, to) = step.Verb switch
        {
            // What begins gets a place: its own, or the one that it has among those in the order by what it is worth.
            PortfolioVerb.Start => (
                ProposalKind.Start,
                decided.Contains(step.Initiative) ? null : PlaceOf(step.Initiative)
            ),
            PortfolioVerb.Pause => (ProposalKind.Pause, (int?)null),
            _ => (ProposalKind.Stop, null),
        };
        var from = decided.IndexOf(step.Initiative) is var at and >= 0 ? at + 1 : (int?)null;
        var after =
            to is { } rank ? Place(decided, step.Initiative, rank)
            : step.Verb == PortfolioVerb.Stop ? [.. decided.Where(key => key != step.Initiative)]
            : decided;
        return new(
            kind,
            Id(step.Initiative),
            from,
            to,
            Content(step.Initiative, step.Certainty, step.Reasons, after) with
            {
                Lacks = [.. step.Fit.Lacks.Select(lack => new LackNote(lack.Unit, lack.Month.Key, lack.Days))],
                Others = step.Verb == PortfolioVerb.Pause ? [.. order.TakeWhile(key => key != step.Initiative)] : [],
            }
        );
    }

    /// <summary>Before the first that it ranks above by its score; behind all when there is none.</summary>
    private int? PlaceOf(string key)
    {
        var rank = result.Of(key).Rank;
        return decided.TakeWhile(other => result.Of(other).Rank < rank).Count() + 1;
    }

    private ProposalContent Content(
        string key,
        double certainty,
        IReadOnlyList<MoveReason> reasons,
        IReadOnlyList<string> order
    )
    {
        var ranked = result.Of(key);
        var last = bases.LastOn(key);
        var changes = last is null ? null : bases.Changes(last, key);
        return new()
        {
            Certainty = certainty,
            Reasons = [.. reasons.SelectMany(Notes)],
            Order = order,
            Since = last is null ? null : bases.Run(last).Today,
            BenefitThen = changes is null ? null : ranked.Benefit - changes.Values.Sum(change => change.Benefit),
            Benefit = ranked.Benefit,
            Lower = ranked.Lower * ranked.Cost,
            Upper = ranked.Upper * ranked.Cost,
            Changes =
            [
                .. (changes ?? new Dictionary<PriorityFactor, FactorChange>())
                    .OrderBy(change => change.Key)
                    .Select(change => new FactorNote(change.Key, change.Value.Benefit)),
            ],
        };
    }

    /// <summary>A reason with what it was before and is now; of several figures that moved, each by itself.</summary>
    private IEnumerable<ReasonNote> Notes(MoveReason reason)
    {
        var last = bases.LastOn(reason.Initiative);
        var one = now.Input.Initiatives.First(candidate => candidate.Key == reason.Initiative);
        var then = last is null ? null : bases.Run(last).Input;
        var old = then?.Initiatives.FirstOrDefault(candidate => candidate.Key == reason.Initiative);
        if (then is null || old is null)
        {
            return [Note(null, null, null, reason.Change.Benefit)];
        }
        return reason.Factor switch
        {
            PriorityFactor.Figure => OfGoals(goal => goal.Estimate, bases.Moves(last!).Figures.Contains),
            PriorityFactor.Target => OfGoals(goal => goal.Target, _ => true),
            PriorityFactor.UnitValue => OfGoals(goal => goal.UnitValue, _ => true),
            PriorityFactor.Effect => OfLinks(),
            PriorityFactor.Evidence => [Note(null, old.EvidenceChance, one.EvidenceChance, reason.Change.Benefit)],
            PriorityFactor.Confidence => [Note(null, old.Confidence, one.Confidence, reason.Change.Benefit)],
            PriorityFactor.Cost => [Note(null, old.Cost, one.Cost, reason.Change.Benefit)],
            _ => [Note(null, null, null, reason.Change.Benefit)],
        };

        ReasonNote Note(string? goal, double? before, double? after, double benefit) =>
            new(reason.Initiative, reason.Factor, goal, before, after, benefit);

        // What a factor did is known of all its figures together, and stands with the first.
        IEnumerable<ReasonNote> OfGoals(Func<Goal, double?> number, Func<string, bool> counts) =>
            one
                .Links.Select(link => link.Goal)
                .Distinct()
                .Where(counts)
                .Select(key => (Key: key, Before: At(then, key, number), After: At(now.Input, key, number)))
                .Where(goal => goal.Before != goal.After)
                .Select((goal, at) => Note(goal.Key, goal.Before, goal.After, at == 0 ? reason.Change.Benefit : 0));

        IEnumerable<ReasonNote> OfLinks()
        {
            var changed = one.Links.Where(link => !old.Links.Any(was => Same(was, link))).ToList();
            return changed.Count == 0
                ? [Note(null, null, null, reason.Change.Benefit)]
                : changed.Select(
                    (link, at) =>
                        Note(
                            link.Goal,
                            old.Links.FirstOrDefault(was => was.Goal == link.Goal)?.Likely,
                            link.Likely,
                            at == 0 ? reason.Change.Benefit : 0
                        )
                );
        }
    }

    private static bool Same(EffectLink one, EffectLink other) =>
        (one.Goal, one.Low, one.Likely, one.High) == (other.Goal, other.Low, other.Likely, other.High);

    private static double? At(PriorityInput input, string key, Func<Goal, double?> number) =>
        input.Goals.FirstOrDefault(goal => goal.Key == key) is { } goal ? number(goal) : null;

    /// <summary>The order with one initiative put at a rank, from 1.</summary>
    public static IReadOnlyList<string> Place(IReadOnlyList<string> order, string key, int rank)
    {
        var after = order.Where(one => one != key).ToList();
        after.Insert(Math.Clamp(rank - 1, 0, after.Count), key);
        return after;
    }

    private long Id(string key) => situation.Find(key)!.Id;
}
