namespace KpiBoard.Core.Priorities;

/// <summary>What the engine must be able to rely on, said in words when it is not so.</summary>
internal static class PriorityChecks
{
    /// <summary>Checks keys, links and numbers.</summary>
    /// <exception cref="ArgumentException">Something is not so.</exception>
    public static void Require(PriorityInput input)
    {
        if (Checks(input).FirstOrDefault(check => !check.Holds).Otherwise is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(input));
        }
    }

    private static IEnumerable<(bool Holds, string Otherwise)> Checks(PriorityInput input)
    {
        yield return (double.IsFinite(input.CostFloor) && input.CostFloor > 0, "The least cost is above 0.");
        yield return (
            input.BeyondTarget is >= 0 and <= 1,
            "What lies beyond the target is worth 0 to 1 of what does not."
        );
        var goals = new HashSet<string>();
        foreach (var goal in input.Goals)
        {
            yield return (goals.Add(goal.Key), $"The figure {goal.Key} is there twice.");
            yield return (IsWorth(goal.UnitValue), $"The value of a unit of {goal.Key} is not below 0.");
            yield return (IsFinite(goal.Estimate, goal.Target), $"{goal.Key} has a number that is none.");
            yield return (
                goal.StandardError is null || IsWorth(goal.StandardError.Value),
                $"{goal.Key}'s error is below 0."
            );
        }
        var keys = new HashSet<string>();
        foreach (var one in input.Initiatives)
        {
            yield return (keys.Add(one.Key), $"The initiative {one.Key} is there twice.");
            yield return (IsWorth(one.Cost), $"The cost of {one.Key} is not below 0.");
            yield return (one.EvidenceChance is >= 0 and <= 1, $"The chance of {one.Key} lies between 0 and 1.");
            yield return (
                one.Confidence is null or (>= 0 and <= 1),
                $"The confidence in {one.Key} lies between 0 and 1."
            );
            foreach (var link in one.Links)
            {
                yield return (
                    goals.Contains(link.Goal),
                    $"{one.Key} is meant for {link.Goal}, which is no figure here."
                );
                yield return (
                    IsFinite(link.Low, link.Likely, link.High),
                    $"{one.Key} has an effect that is no number."
                );
                yield return (
                    link.Likely >= Math.Min(link.Low, link.High) && link.Likely <= Math.Max(link.Low, link.High),
                    $"The likeliest effect of {one.Key} lies outside the least and the most."
                );
                yield return (
                    link.Months >= 0,
                    $"The effect of {one.Key} lies in the past: 0 months says that it is there."
                );
            }
        }
    }

    private static bool IsWorth(double number) => double.IsFinite(number) && number >= 0;

    private static bool IsFinite(params double?[] numbers) => numbers.All(number => double.IsFinite(number ?? 0));
}
