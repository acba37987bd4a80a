using KpiBoard.Core.Priorities;

namespace KpiBoard.Core.Tests.Priorities;

/// <summary>The model of the priorities as kpis.md tells it, draw by draw and initiative by initiative.</summary>
internal static class PlainSimulation
{
    /// <summary>Simulates.</summary>
    /// <returns>By initiative, the mean benefit and its standard error.</returns>
    public static Dictionary<string, (double Mean, double Error)> Benefits(
        PriorityInput input,
        Random random,
        int draws
    )
    {
        var all = input.Initiatives.ToDictionary(one => one.Key, _ => new List<double>());
        for (var draw = 0; draw < draws; draw++)
        {
            var of = all.Keys.ToDictionary(key => key, _ => 0.0);
            var success = input.Initiatives.ToDictionary(
                one => one.Key,
                one => random.NextDouble() < Math.Min(one.EvidenceChance * (0.5 + (one.Confidence ?? 0.5)), 0.95)
            );
            foreach (var goal in input.Goals)
            {
                var stands = goal.Estimate + ((goal.StandardError ?? 0) * Gauss(random));
                var gap =
                    goal.Target is null || stands is null
                        ? double.MaxValue
                        : Math.Max(goal.Good(goal.Target.Value - stands.Value), 0);
                var effects = (
                    from one in input.Initiatives
                    from link in one.Links
                    where link.Goal == goal.Key
                    let change = goal.Good(Triangular(random, link))
                    select (
                        one.Key,
                        Change: change > 0 && !success[one.Key] ? 0 : change,
                        Later: Math.Pow(1 + (0.08 / 12), -link.Months)
                    )
                ).ToList();
                var improvement = effects.Where(effect => effect.Change > 0).Sum(effect => effect.Change);
                var value = goal.UnitValue * (Math.Min(improvement, gap) + (0.25 * Math.Max(improvement - gap, 0)));
                foreach (var (key, change, later) in effects)
                {
                    of[key] += later * (change > 0 ? value * change / improvement : goal.UnitValue * change);
                }
            }
            foreach (var (key, benefit) in of)
            {
                all[key].Add(benefit);
            }
        }
        return all.ToDictionary(
            one => one.Key,
            one =>
            {
                var mean = one.Value.Average();
                return (mean, Math.Sqrt(one.Value.Sum(value => (value - mean) * (value - mean)) / draws / draws));
            }
        );
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>By rejection under the triangle.</summary>
    private static double Triangular(Random random, EffectLink link)
    {
        var (low, high) = (Math.Min(link.Low, link.High), Math.Max(link.Low, link.High));
        while (true)
        {
            var at = low + (random.NextDouble() * (high - low));
            var height = at < link.Likely ? (at - low) / (link.Likely - low) : (high - at) / (high - link.Likely);
            if (random.NextDouble() <= height)
            {
                return at;
            }
        }
    }
}
