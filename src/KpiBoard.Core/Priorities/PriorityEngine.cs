namespace KpiBoard.Core.Priorities;

/// <summary>
/// Works out what should come first: benefit by cost, with everything drawn that is uncertain. Per draw an initiative
/// succeeds or not; its effects, if it does, are triangular; where a figure stands is drawn once and shared by all. The
/// value of what all do for a figure together - full up to the target, reduced beyond - is shared over those that improve
/// it, in proportion, and harm counts in full whether or not the rest succeeds. The same bits on every machine.
/// </summary>
public static class PriorityEngine
{
    public const int DefaultDraws = 10_000;

    /// <summary>How far ahead the yearly discount looks at a time.</summary>
    private const int MonthsOfAYear = 12;

    private const double LowerShare = 0.05;
    private const double UpperShare = 0.95;

    private static readonly int[] Tops = [1, 3, 5];

    /// <summary>The order of the initiatives, and how sure it is.</summary>
    /// <param name="discountRate">What a year of waiting takes, such as 0.08; the months share it in equal parts.</param>
    /// <exception cref="ArgumentException">A key is there twice, a link leads nowhere, or a number is out of range.</exception>
    public static PriorityResult Rank(
        PriorityInput input,
        long seed,
        int draws = DefaultDraws,
        double discountRate = 0.08
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(discountRate);
        PriorityChecks.Require(input);
        var field = new Field(input, seed, discountRate / MonthsOfAYear);
        var (benefits, parts) = Simulation.Run(field, draws);

        var means = benefits.Select(Mean).ToArray();
        var order = Enumerable
            .Range(0, benefits.Length)
            .OrderByDescending(one => PriorityDraws.Worth(means[one], field.Costs[one]))
            .ToArray(); // stable, and the candidates stand by key
        var ranked = order.Select(one => benefits[one]).ToArray();
        var costs = order.Select(one => field.Costs[one]).ToArray();
        var worths = ranked.Select((of, place) => Array.ConvertAll(of, one => PriorityDraws.Worth(one, costs[place])));
        var tops = TopShare.Of([.. worths], Tops[^1]);
        var places = order.Select((one, place) => (field.Candidates[one].Key, place)).ToDictionary();
        return new(
            [
                .. order.Select(
                    (one, place) => Describe(field, one, place, means[one], benefits[one], parts, tops[place])
                ),
            ],
            new PriorityDraws(places, ranked, costs)
        );
    }

    private static Ranked Describe(
        Field field,
        int one,
        int place,
        double mean,
        double[] benefits,
        IReadOnlyList<LinkMeans> parts,
        double[] top
    )
    {
        var (candidate, cost) = (field.Candidates[one], field.Costs[one]);
        var sorted = Array.ConvertAll(benefits, benefit => benefit / cost);
        Array.Sort(sorted);
        var goals = new Dictionary<string, double>();
        var (promise, inTime, gained, harm) = (0.0, 0.0, 0.0, 0.0);
        foreach (var link in field.LinksOf(one))
        {
            var part = parts[link.Place];
            goals[link.Goal.Key] = goals.GetValueOrDefault(link.Goal.Key) + part.Gain + part.Harm;
            promise += link.Promise;
            inTime += link.Promise * link.Discount;
            gained += part.Gain;
            harm += part.Harm;
        }
        var chance = field.Chances[one];
        var factors = new ScoreFactors(
            Promise: promise / cost,
            Evidence: promise * (candidate.EvidenceChance - 1) / cost,
            Confidence: promise * (chance - candidate.EvidenceChance) / cost,
            Time: chance * (inTime - promise) / cost,
            Room: (gained - (chance * inTime)) / cost,
            Harm: harm / cost
        );
        return new(
            candidate.Key,
            place + 1,
            mean / cost,
            Percentile(sorted, LowerShare),
            Percentile(sorted, UpperShare),
            mean,
            cost,
            chance,
            factors,
            goals,
            Tops.ToDictionary(k => k, k => top[k - 1])
        );
    }

    private static double Mean(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }
        return sum / values.Length;
    }

    /// <summary>The nearest rank.</summary>
    internal static double Percentile(double[] sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
