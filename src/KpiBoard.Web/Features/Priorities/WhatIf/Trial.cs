using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>The order and the plan that follow from what is known, with or without something tried.</summary>
public sealed record Trial(Situation Situation, PriorityResult Result, ScenarioChanges Changes)
{
    private CapacityPlan? plan;

    /// <summary>The computed order, by key.</summary>
    public IReadOnlyList<string> Order => [.. Result.Initiatives.Select(one => one.Key)];

    /// <summary>What fits when that order is followed.</summary>
    public CapacityPlan Plan => plan ??= Situation.Plan(Order);

    /// <summary>None for what takes nobody's days: an idea, what is paused, what is left out.</summary>
    public CapacityVerdict? Verdict(string key) => Plan.Fits.FirstOrDefault(fit => fit.Initiative == key)?.Verdict;

    public Ranked? Find(string key) => Result.Initiatives.FirstOrDefault(one => one.Key == key);

    /// <summary>What goes on or can start, in the order.</summary>
    public IReadOnlyList<Ranked> Fitting => [.. Result.Initiatives.Where(one => Fits(Verdict(one.Key)))];

    /// <summary>What all that fits is expected to bring in a year.</summary>
    public double Worth => Fitting.Sum(one => one.Benefit);

    /// <summary>What all that fits still costs.</summary>
    public double Cost => Fitting.Sum(one => one.Cost);

    public static bool Fits(CapacityVerdict? verdict) => verdict is CapacityVerdict.GoesOn or CapacityVerdict.CanStart;
}

/// <summary>Tries changes on what is known now; nothing of it is written anywhere.</summary>
public sealed class TrialMaker(PriorityReader reader, PriorityRanker ranker)
{
    /// <summary>What is worth or costs more cannot be written as an amount of money.</summary>
    private const double LargestWorth = 1e14;

    public Task<Situation> ReadAsync(CancellationToken ct) => reader.ReadAsync(ct);

    public Trial Now(Situation situation) => new(situation, ranker.Rank(situation), ScenarioChanges.None);

    /// <summary>As it would be; null when the numbers are larger than any company's.</summary>
    public Trial? Try(Situation situation, ScenarioChanges changes)
    {
        if (changes.All.Count == 0)
        {
            return Now(situation);
        }
        var after = changes.Apply(PortfolioOf(situation));
        if (!(after.Size <= LargestWorth))
        {
            return null;
        }
        var tried = situation with
        {
            Input = after.Input,
            Days = after.Days,
            Contenders = Contenders(situation, after, changes),
        };
        // Not kept, unlike the order that everybody looks at: the next change makes another.
        var result = PriorityEngine.Rank(
            after.Input,
            PriorityRanker.Seed,
            PriorityEngine.DefaultDraws,
            situation.DiscountRate
        );
        return new(tried, result, changes);
    }

    public static Portfolio PortfolioOf(Situation situation) =>
        new(situation.Input, [.. situation.Contenders.Select(one => one.Work)], situation.Days)
        {
            Now = Month.FromDate(situation.Today),
            DayRate = situation.Settings.PersonDayRate ?? 0,
            Units = situation.Contenders.ToDictionary(one => one.Key, one => one.Units),
        };

    private static IReadOnlyList<Contender> Contenders(Situation situation, Portfolio after, ScenarioChanges changes)
    {
        var work = after.Work.ToDictionary(one => one.Initiative);
        var costs = after.Input.Initiatives.ToDictionary(one => one.Key, one => one.Cost);
        return
        [
            .. situation
                .Contenders.Where(one => work.ContainsKey(one.Key))
                .Select(one =>
                    one with
                    {
                        Work = work[one.Key],
                        Cost = costs[one.Key],
                        DaysLeft = changes.Find(ScenarioField.Effort, one.Key)?.Value ?? one.DaysLeft,
                    }
                ),
        ];
    }
}
