using System.Runtime.InteropServices;

namespace KpiBoard.Core.Priorities;

/// <summary>What can move an initiative.</summary>
public enum PriorityFactor
{
    /// <summary>Where a figure stands, and how exactly that is known.</summary>
    Figure,
    Target,
    UnitValue,
    Effect,
    Evidence,
    Confidence,
    Time,
    Cost,

    /// <summary>Which other initiatives there are.</summary>
    Others,
}

/// <summary>What a factor did to an initiative.</summary>
/// <param name="Benefit">In the company's currency.</param>
/// <param name="Score">In benefit by cost.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FactorChange(double Benefit, double Score);

/// <summary>
/// Explains what changed between two inputs: the factors are put to their new values one after the other, with the same
/// luck each time, so that what they did sums to the whole change.
/// </summary>
public static class PriorityChange
{
    /// <summary>Explains.</summary>
    /// <param name="rank">Computes an order, with the same seed each time.</param>
    /// <returns>By initiative that is in both; by factor.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<PriorityFactor, FactorChange>> Between(
        PriorityInput then,
        PriorityInput now,
        Func<PriorityInput, PriorityResult> rank
    )
    {
        var known = then.Goals.Select(goal => goal.Key).ToHashSet();
        var at = then with { Goals = [.. then.Goals, .. now.Goals.Where(goal => !known.Contains(goal.Key))] };
        var both = then.Initiatives.Select(one => one.Key).Intersect(now.Initiatives.Select(one => one.Key)).ToList();
        var changes = both.ToDictionary(key => key, _ => new Dictionary<PriorityFactor, FactorChange>());
        var before = ByKey(rank(at));
        foreach (var factor in Enum.GetValues<PriorityFactor>())
        {
            at = With(at, now, factor);
            var after = ByKey(rank(at));
            foreach (var key in both)
            {
                changes[key][factor] = new(
                    after[key].Benefit - before[key].Benefit,
                    after[key].Score - before[key].Score
                );
            }
            before = after;
        }
        return changes.ToDictionary(of => of.Key, of => (IReadOnlyDictionary<PriorityFactor, FactorChange>)of.Value);
    }

    private static Dictionary<string, Ranked> ByKey(PriorityResult result) =>
        result.Initiatives.ToDictionary(one => one.Key);

    private static PriorityInput With(PriorityInput input, PriorityInput now, PriorityFactor factor) =>
        factor switch
        {
            PriorityFactor.Figure => WithGoals(
                input,
                now,
                (goal, fresh) => goal with { Estimate = fresh.Estimate, StandardError = fresh.StandardError }
            ),
            PriorityFactor.Target => WithGoals(input, now, (goal, fresh) => goal with { Target = fresh.Target }) with
            {
                BeyondTarget = now.BeyondTarget,
            },
            PriorityFactor.UnitValue => WithGoals(
                input,
                now,
                (goal, fresh) => goal with { UnitValue = fresh.UnitValue, IsHigherBetter = fresh.IsHigherBetter }
            ),
            PriorityFactor.Effect => WithCandidates(
                input,
                now,
                (one, fresh) =>
                    one with
                    {
                        Links = [.. fresh.Links.Select(link => link with { Months = Months(one, link) })],
                    }
            ),
            PriorityFactor.Evidence => WithCandidates(
                input,
                now,
                (one, fresh) => one with { EvidenceChance = fresh.EvidenceChance }
            ),
            PriorityFactor.Confidence => WithCandidates(
                input,
                now,
                (one, fresh) => one with { Confidence = fresh.Confidence }
            ),
            PriorityFactor.Time => WithCandidates(input, now, (one, fresh) => one with { Links = fresh.Links }),
            PriorityFactor.Cost => WithCandidates(input, now, (one, fresh) => one with { Cost = fresh.Cost }) with
            {
                CostFloor = now.CostFloor,
            },
            _ => now,
        };

    /// <summary>When the effect was expected before; of a new one, when it is now.</summary>
    private static int Months(Candidate before, EffectLink link) =>
        before.Links.FirstOrDefault(old => old.Goal == link.Goal)?.Months ?? link.Months;

    private static PriorityInput WithGoals(PriorityInput input, PriorityInput now, Func<Goal, Goal, Goal> change)
    {
        var goals = now.Goals.ToDictionary(goal => goal.Key);
        return input with
        {
            Goals =
            [
                .. input.Goals.Select(goal => goals.TryGetValue(goal.Key, out var found) ? change(goal, found) : goal),
            ],
        };
    }

    private static PriorityInput WithCandidates(
        PriorityInput input,
        PriorityInput now,
        Func<Candidate, Candidate, Candidate> change
    )
    {
        var candidates = now.Initiatives.ToDictionary(one => one.Key);
        return input with
        {
            Initiatives =
            [
                .. input.Initiatives.Select(one =>
                    candidates.TryGetValue(one.Key, out var found) ? change(one, found) : one
                ),
            ],
        };
    }
}
