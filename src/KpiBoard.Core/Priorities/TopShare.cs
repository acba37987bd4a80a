namespace KpiBoard.Core.Priorities;

/// <summary>Counts how often each of many is among the best few.</summary>
public static class TopShare
{
    /// <summary>Counts.</summary>
    /// <param name="values">By contender, one per draw: more is better, and of equals the earlier contender is.</param>
    /// <param name="most">The longest list asked for.</param>
    /// <returns>By contender, the share of draws in which it is among the best 1, 2, ... <paramref name="most"/>.</returns>
    public static double[][] Of(IReadOnlyList<double[]> values, int most)
    {
        var draws = values.Count == 0 ? 0 : values[0].Length;
        var at = new int[values.Count][];
        for (var one = 0; one < at.Length; one++)
        {
            at[one] = new int[most];
        }
        var kept = Math.Min(most, values.Count);
        var best = new int[kept];
        for (var draw = 0; draw < draws; draw++)
        {
            var filled = 0;
            for (var one = 0; one < values.Count; one++)
            {
                var value = values[one][draw];
                if (filled == kept && !(value > values[best[filled - 1]][draw]))
                {
                    continue;
                }
                var place = filled < kept ? filled++ : kept - 1;
                for (; place > 0 && value > values[best[place - 1]][draw]; place--)
                {
                    best[place] = best[place - 1];
                }
                best[place] = one;
            }
            for (var place = 0; place < kept; place++)
            {
                at[best[place]][place]++;
            }
        }
        return [.. at.Select(counts => Shares(counts, draws))];
    }

    private static double[] Shares(int[] counts, int draws)
    {
        var shares = new double[counts.Length];
        var sum = 0;
        for (var place = 0; place < counts.Length; place++)
        {
            sum += counts[place];
            shares[place] = draws == 0 ? 0 : (double)sum / draws;
        }
        return shares;
    }
}
