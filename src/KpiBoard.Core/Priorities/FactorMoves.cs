using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Priorities;

/// <summary>By how much what people say must change to count, as they do not say it exactly.</summary>
/// <param name="Evidence">In chance of success.</param>
/// <param name="Confidence">In the owner's confidence.</param>
/// <param name="Cost">As a share of what it was.</param>
/// <param name="UnitValue">As a share of what it was, where the value is computed; what people set counts whenever it is another.</param>
public sealed record Materiality(
    double Evidence = 0.05,
    double Confidence = 0.1,
    double Cost = 0.1,
    double UnitValue = 0.1
);

/// <summary>
/// Which factors have moved between two inputs by more than noise. A figure must have changed for real, after Benjamini
/// and Hochberg over all figures looked at together; without an error known, its change is no reason. What people set -
/// targets, values, effects - has changed when it is another number; what they estimate, when the difference is material.
/// That time passes, or that others come and go, is no reason to look at an order again.
/// </summary>
public sealed class FactorMoves
{
    /// <summary>As much as rounding may do.</summary>
    private const double Rounding = 1e-9;

    private readonly HashSet<(string Initiative, PriorityFactor Factor)> moved = [];

    /// <summary>Compares.</summary>
    /// <param name="level">The share of false alarms among the figures that are found to have moved.</param>
    public FactorMoves(PriorityInput then, PriorityInput now, Materiality? material = null, double level = 0.05)
    {
        material ??= new();
        var goals = then.Goals.ToDictionary(goal => goal.Key);
        Figures = MovedFigures(goals, now, level);
        var before = then.Initiatives.ToDictionary(one => one.Key);
        foreach (var one in now.Initiatives)
        {
            if (!before.TryGetValue(one.Key, out var old))
            {
                continue;
            }
            Mark(one, PriorityFactor.Figure, one.Links.Any(link => Figures.Contains(link.Goal)));
            Mark(one, PriorityFactor.Effect, !SameEffects(old, one));
            Mark(one, PriorityFactor.Evidence, Differ(old.EvidenceChance, one.EvidenceChance, material.Evidence));
            Mark(
                one,
                PriorityFactor.Confidence,
                Differ(
                    old.Confidence ?? SuccessChance.NeutralConfidence,
                    one.Confidence ?? SuccessChance.NeutralConfidence,
                    material.Confidence
                )
            );
            Mark(
                one,
                PriorityFactor.Cost,
                Differ(old.Cost, one.Cost, Math.Max(material.Cost * old.Cost, now.CostFloor))
            );
            var pairs = now.Goals.Where(goal =>
                one.Links.Any(link => link.Goal == goal.Key) && goals.ContainsKey(goal.Key)
            );
            foreach (var goal in pairs)
            {
                Mark(one, PriorityFactor.Target, goal.Target != goals[goal.Key].Target);
                Mark(one, PriorityFactor.UnitValue, IsWorthElse(goals[goal.Key], goal, material.UnitValue));
            }
        }
    }

    /// <summary>The figures that changed for real.</summary>
    public IReadOnlySet<string> Figures { get; }

    public bool Has(string initiative, PriorityFactor factor) => moved.Contains((initiative, factor));

    private static HashSet<string> MovedFigures(Dictionary<string, Goal> before, PriorityInput now, double level)
    {
        var tested = new List<(string Key, double P)>();
        foreach (var goal in now.Goals)
        {
            if (
                before.TryGetValue(goal.Key, out var old)
                && goal is { Estimate: { } value, StandardError: { } error }
                && old is { Estimate: { } was, StandardError: { } wasError }
                && (error > 0 || wasError > 0)
            )
            {
                var z = (value - was) / Math.Sqrt((error * error) + (wasError * wasError));
                tested.Add((goal.Key, Normal.TwoSidedP(z)));
            }
        }
        var rejected = BenjaminiHochberg.Rejected([.. tested.Select(test => test.P)], level);
        return [.. tested.Where((_, at) => rejected[at]).Select(test => test.Key)];
    }

    private static bool SameEffects(Candidate old, Candidate one) =>
        old
            .Links.Select(link => (link.Goal, link.Low, link.Likely, link.High))
            .Order()
            .SequenceEqual(one.Links.Select(link => (link.Goal, link.Low, link.Likely, link.High)).Order());

    private static bool IsWorthElse(Goal old, Goal now, double share) =>
        now.UnitValue != old.UnitValue
        && (
            !(old.IsValueComputed && now.IsValueComputed) || Differ(old.UnitValue, now.UnitValue, share * old.UnitValue)
        );

    private static bool Differ(double old, double now, double atLeast) => Math.Abs(now - old) >= atLeast - Rounding;

    private void Mark(Candidate one, PriorityFactor factor, bool isSo)
    {
        if (isSo)
        {
            moved.Add((one.Key, factor));
        }
    }
}
