namespace KpiBoard.Core.Priorities;

/// <summary>How an initiative goes about it.</summary>
public enum Approach
{
    /// <summary>One meeting with the customer gets better.</summary>
    Touchpoint,

    /// <summary>A whole journey does, by a theme that runs through it.</summary>
    JourneyTheme,

    /// <summary>Customer figures go into steering and bonus, and people find the rest themselves.</summary>
    Execution,
}

/// <summary>What could be done with one approach, or with several together, within the budget.</summary>
/// <param name="Initiatives">What is taken, the best first.</param>
/// <param name="Benefit">Mean benefit.</param>
/// <param name="Score">Mean benefit by cost; none when nothing is affordable.</param>
/// <param name="Lower">The 5th percentile of benefit by cost over the draws.</param>
/// <param name="Upper">The 95th.</param>
/// <param name="OnAssumption">The share of the cost that rests on no better than an assumption.</param>
/// <param name="Best">The share of draws in which it brings the most of all combinations.</param>
/// <param name="BestByCost">The share of draws in which it brings the most for what it costs.</param>
public sealed record ApproachOption(
    IReadOnlyList<Approach> Approaches,
    IReadOnlyList<string> Initiatives,
    double Benefit,
    double Cost,
    double? Score,
    double? Lower,
    double? Upper,
    double? OnAssumption,
    double Best,
    double BestByCost
)
{
    /// <summary>What would bring something and is not taken, as the budget does not reach that far.</summary>
    public IReadOnlyList<string> OverBudget { get; init; } = [];

    /// <summary>What would bring something and is not taken, as people's days do not.</summary>
    public IReadOnlyList<string> NoRoom { get; init; } = [];
}

/// <summary>What there is to do it with.</summary>
/// <param name="Budget">What may be spent, in the company's currency.</param>
public sealed record ApproachMeans(double Budget)
{
    /// <summary>What an initiative takes of the budget; its cost, where nothing else is said.</summary>
    public Func<Candidate, double> Spends { get; init; } = one => one.Cost;

    /// <summary>The work that initiatives have left; one that is not here needs nobody's days.</summary>
    public IReadOnlyList<RemainingWork> Work { get; init; } = [];

    /// <summary>The days that units have; a unit of which nobody has said it holds nobody back.</summary>
    public IReadOnlyList<WorkShare> Days { get; init; } = [];
}

/// <summary>Holds the approaches and their combinations against each other, each with the best it has for the same money.</summary>
public static class ApproachComparison
{
    private const double LowerShare = 0.05;
    private const double UpperShare = 0.95;

    /// <summary>Compares.</summary>
    /// <param name="approach">Of each initiative.</param>
    /// <param name="budget">What may be spent, in the company's currency.</param>
    /// <param name="rank">Computes an order, with the same seed each time.</param>
    /// <returns>Every combination that has an initiative, the one of the highest benefit first.</returns>
    public static IReadOnlyList<ApproachOption> Compare(
        PriorityInput input,
        Func<Candidate, Approach> approach,
        double budget,
        Func<PriorityInput, PriorityResult> rank
    ) => Compare(input, approach, new ApproachMeans(budget), rank);

    /// <summary>Compares, within the budget and within people's days.</summary>
    /// <param name="approach">Of each initiative.</param>
    /// <param name="rank">Computes an order, with the same seed each time.</param>
    /// <returns>Every combination that has an initiative, the one of the highest benefit first.</returns>
    public static IReadOnlyList<ApproachOption> Compare(
        PriorityInput input,
        Func<Candidate, Approach> approach,
        ApproachMeans means,
        Func<PriorityInput, PriorityResult> rank
    )
    {
        var options = new List<(ApproachOption Option, double[] Totals)>();
        foreach (var approaches in Combinations())
        {
            var candidates = input.Initiatives.Where(one => approaches.Contains(approach(one))).ToList();
            // A combination that no initiative of one of its approaches takes part in is a smaller one by another name.
            if (approaches.All(part => candidates.Any(one => approach(one) == part)))
            {
                options.Add(Option(approaches, input with { Initiatives = candidates }, means, rank));
            }
        }
        // Where several bring the same, as when all come to nothing, they stand as they were expected to.
        options = [.. options.OrderByDescending(option => option.Option.Score ?? double.NegativeInfinity)];
        var byCost = TopShare.Of([.. options.Select(option => ByCost(option.Option, option.Totals))], most: 1);
        options =
        [
            .. options
                .Select((option, at) => (option.Option with { BestByCost = byCost[at][0] }, option.Totals))
                .OrderByDescending(option => option.Item1.Benefit),
        ];
        var best = TopShare.Of([.. options.Select(option => option.Totals)], most: 1);
        return [.. options.Select((option, at) => option.Option with { Best = best[at][0] })];
    }

    /// <summary>What nothing is spent on brings nothing for it, and is never the best.</summary>
    private static double[] ByCost(ApproachOption option, double[] totals) =>
        Array.ConvertAll(totals, total => option.Cost > 0 ? total / option.Cost : double.NegativeInfinity);

    private static IEnumerable<Approach[]> Combinations()
    {
        var all = Enum.GetValues<Approach>();
        return Enumerable
            .Range(1, (1 << all.Length) - 1)
            .Select(set => all.Where(one => (set & (1 << (int)one)) != 0).ToArray());
    }

    private static (ApproachOption Option, double[] Totals) Option(
        Approach[] approaches,
        PriorityInput input,
        ApproachMeans means,
        Func<PriorityInput, PriorityResult> rank
    )
    {
        var result = rank(input);
        var (taken, overBudget, noRoom) = Take(input, result, means);
        // Again by themselves: what is left undone no longer competes for the same customers.
        var chosen = rank(input with { Initiatives = [.. input.Initiatives.Where(one => taken.Contains(one.Key))] });
        var totals = chosen.Draws.Totals(result.Draws.Count);
        var cost = chosen.Initiatives.Sum(one => one.Cost);
        var assumed = chosen.Initiatives.Where(one => IsAssumed(input, one.Key)).Sum(one => one.Cost);
        var sorted = totals.Order().ToArray();
        var option = new ApproachOption(
            approaches,
            taken,
            chosen.Initiatives.Sum(one => one.Benefit),
            cost,
            cost > 0 ? chosen.Initiatives.Sum(one => one.Benefit) / cost : null,
            cost > 0 ? PriorityEngine.Percentile(sorted, LowerShare) / cost : null,
            cost > 0 ? PriorityEngine.Percentile(sorted, UpperShare) / cost : null,
            cost > 0 ? assumed / cost : null,
            Best: 0,
            BestByCost: 0
        )
        {
            OverBudget = overBudget,
            NoRoom = noRoom,
        };
        return (option, totals);
    }

    /// <summary>From the best down; what does not fit is passed over, and a smaller one behind it may.</summary>
    private static (List<string> Taken, List<string> OverBudget, List<string> NoRoom) Take(
        PriorityInput input,
        PriorityResult result,
        ApproachMeans means
    )
    {
        var candidates = input.Initiatives.ToDictionary(one => one.Key);
        var work = means.Work.ToDictionary(one => one.Initiative, one => one.Shares);
        var book = new CapacityBook(means.Days);
        var left = means.Budget;
        var (taken, overBudget, noRoom) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var one in result.Initiatives.Where(one => one.Benefit > 0))
        {
            var spends = means.Spends(candidates[one.Key]);
            if (spends > left)
            {
                overBudget.Add(one.Key);
            }
            else if (book.Take(work.GetValueOrDefault(one.Key) ?? []).Count > 0)
            {
                noRoom.Add(one.Key);
            }
            else
            {
                left -= spends;
                taken.Add(one.Key);
            }
        }
        return (taken, overBudget, noRoom);
    }

    private static bool IsAssumed(PriorityInput input, string key) =>
        input.Initiatives.First(one => one.Key == key).EvidenceChance <= SuccessChance.Of(EvidenceGrade.Assumption);
}
