using System.Diagnostics;
using System.Globalization;
using KpiBoard.Core.Priorities;

namespace KpiBoard.Benchmarks;

/// <summary>The order of a portfolio larger than any company's: 500 initiatives with 5 links each, 10,000 draws.</summary>
internal static class PriorityBenchmark
{
    private const int Initiatives = 500;
    private const int LinksEach = 5;
    private const int Goals = 60;
    private const int Runs = 5;

    public static void Run(Report report)
    {
        var input = Portfolio(new Random(2026));
        var first = Measure(input);
        var best = Enumerable.Range(0, Runs).Min(_ => Measure(input));
        report.Add(
            $"order of {Initiatives} initiatives with {LinksEach} links, {PriorityEngine.DefaultDraws:N0} draws: first, best of {Runs}",
            string.Create(CultureInfo.InvariantCulture, $"{first.TotalSeconds:0.00} s, {best.TotalSeconds:0.00} s")
        );
    }

    private static TimeSpan Measure(PriorityInput input)
    {
        var watch = Stopwatch.StartNew();
        PriorityEngine.Rank(input, seed: 2026);
        return watch.Elapsed;
    }

    private static PriorityInput Portfolio(Random random)
    {
        var goals = Enumerable
            .Range(0, Goals)
            .Select(goal => new Goal($"goal-{goal}", goal % 2 == 0, random.Next(100_000, 500_000), 50, 2, 60))
            .ToList();
        var initiatives = Enumerable
            .Range(0, Initiatives)
            .Select(one => new Candidate(
                $"INI-{one}",
                [.. random.GetItems(goals.ToArray(), LinksEach).Select(goal => Link(goal, random))],
                random.NextDouble(),
                random.NextDouble(),
                random.Next(50_000, 5_000_000)
            ));
        return new(goals, [.. initiatives]) { CostFloor = 10_000 };
    }

    private static EffectLink Link(Goal goal, Random random)
    {
        var likely = goal.Good(1 + (5 * random.NextDouble()));
        return new(goal.Key, 0.5 * likely, likely, 1.6 * likely, random.Next(0, 24));
    }
}
