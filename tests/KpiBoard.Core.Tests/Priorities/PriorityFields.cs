using KpiBoard.Core.Priorities;

namespace KpiBoard.Core.Tests.Priorities;

/// <summary>Portfolios that nobody chose by hand.</summary>
internal static class PriorityFields
{
    public static PriorityInput Random(int seed, int initiatives = 8, int goals = 4, int links = 3)
    {
        var random = new Random(seed);
        var known = Enumerable
            .Range(1, goals)
            .Select(number => new Goal(
                $"goal {number}",
                IsHigherBetter: random.Next(2) == 0,
                UnitValue: random.Next(1, 100) * 1000.0,
                Estimate: random.NextDouble() * 20,
                StandardError: random.Next(4) == 0 ? null : random.NextDouble() * 2,
                Target: random.Next(3) == 0 ? null : random.NextDouble() * 20
            ))
            .ToList();
        var candidates = Enumerable
            .Range(1, initiatives)
            .Select(number => new Candidate(
                $"INI-{number}",
                [.. Enumerable.Range(0, random.Next(1, links + 1)).Select(_ => Link(random, known))],
                EvidenceChance: 0.1 + (random.NextDouble() * 0.6),
                Confidence: random.Next(4) == 0 ? null : random.NextDouble(),
                Cost: random.Next(0, 300) * 1000.0
            ));
        return new(known, [.. candidates]) { CostFloor = 10_000 };
    }

    private static EffectLink Link(Random random, IReadOnlyList<Goal> goals)
    {
        var goal = goals[random.Next(goals.Count)];
        var ends = Enumerable
            .Range(0, 3)
            .Select(_ => (random.NextDouble() * 6) - 1)
            .Order()
            .Select(goal.Good)
            .ToArray();
        return new(goal.Key, ends[0], ends[1], ends[2], random.Next(0, 30));
    }
}
