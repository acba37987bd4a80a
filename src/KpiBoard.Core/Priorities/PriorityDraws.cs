namespace KpiBoard.Core.Priorities;

/// <summary>The draws of one computation: in each, what every initiative brings.</summary>
public sealed class PriorityDraws
{
    private readonly IReadOnlyDictionary<string, int> places;
    private readonly double[][] benefits;
    private readonly double[] costs;

    /// <summary>Takes over the draws.</summary>
    /// <param name="places">The place of each key in the order by score, from 0.</param>
    /// <param name="benefits">By place, one per draw.</param>
    internal PriorityDraws(IReadOnlyDictionary<string, int> places, double[][] benefits, double[] costs)
    {
        this.places = places;
        this.benefits = benefits;
        this.costs = costs;
    }

    /// <summary>How many draws there are; 0 when nobody competes.</summary>
    public int Count => benefits.Length == 0 ? 0 : benefits[0].Length;

    /// <summary>Whether an initiative competes.</summary>
    public bool Has(string key) => places.ContainsKey(key);

    /// <summary>
    /// The share of draws in which one initiative ranks above the other. Where both bring the same, as when both come to
    /// nothing, they stand as their scores do: nothing then speaks against the one that was rightly expected to be better.
    /// </summary>
    /// <exception cref="KeyNotFoundException">One of them does not compete.</exception>
    public double Above(string one, string other)
    {
        var (a, b) = (places[one], places[other]);
        if (a == b)
        {
            return 0;
        }
        var wins = 0;
        for (var draw = 0; draw < benefits[a].Length; draw++)
        {
            var difference = Worth(benefits[a][draw], costs[a]) - Worth(benefits[b][draw], costs[b]);
            wins += difference > 0 || (difference == 0 && a < b) ? 1 : 0;
        }
        return (double)wins / benefits[a].Length;
    }

    /// <summary>The share of draws in which an initiative brings at least so much.</summary>
    /// <param name="amount">In the company's currency.</param>
    /// <exception cref="KeyNotFoundException">It does not compete.</exception>
    public double AtLeast(string key, double amount)
    {
        var of = benefits[places[key]];
        return (double)of.Count(benefit => benefit >= amount) / of.Length;
    }

    /// <summary>What all bring together, in each draw.</summary>
    /// <param name="draws">How many there are, as nobody may compete.</param>
    internal double[] Totals(int draws)
    {
        var totals = new double[draws];
        foreach (var of in benefits)
        {
            for (var draw = 0; draw < draws; draw++)
            {
                totals[draw] += of[draw];
            }
        }
        return totals;
    }

    /// <summary>
    /// What an initiative is ranked by: benefit by cost. Harm is compared by its size, as harm that comes cheap is no
    /// worse than harm that comes dear.
    /// </summary>
    internal static double Worth(double benefit, double cost) => benefit >= 0 ? benefit / cost : benefit;
}
