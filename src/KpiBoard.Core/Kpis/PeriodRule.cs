namespace KpiBoard.Core.Kpis;

/// <summary>How the value of a longer period follows from those of its parts.</summary>
public enum PeriodRule
{
    /// <summary>Complaints of a quarter are those of its months.</summary>
    Sum,

    /// <summary>A share or a mean: its parts by their n.</summary>
    Mean,

    /// <summary>A level at a point in time, such as days sales outstanding: that of the last part.</summary>
    Last,
}

/// <summary>A value as it was measured, with what was said of its uncertainty.</summary>
/// <param name="Value">Every decimal that the file gave.</param>
/// <param name="N">0 where the file does not say.</param>
public sealed record MeasuredValue(decimal Value, double? Lower, double? Upper, long N);

/// <summary>The names of the rules, and what they do.</summary>
public static class PeriodRules
{
    public static readonly IReadOnlyList<PeriodRule> All = [PeriodRule.Sum, PeriodRule.Mean, PeriodRule.Last];

    public static string Text(this PeriodRule rule) =>
        rule switch
        {
            PeriodRule.Sum => "sum",
            PeriodRule.Mean => "mean",
            _ => "last",
        };

    public static bool TryParse(string? text, out PeriodRule rule)
    {
        rule = All.FirstOrDefault(known => known.Text() == text);
        return All.Any(known => known.Text() == text);
    }

    /// <summary>
    /// The value of a period from those of its parts, in their order. A mean weighs its parts by their n, or all alike
    /// where one has none. Parts count as independent: with weights w, the interval reaches sqrt(sum (w r)^2) to each
    /// side, where r is how far that of the part reaches there; one part without an interval leaves the whole without.
    /// </summary>
    /// <exception cref="ArgumentException">There are no parts.</exception>
    public static MeasuredValue Combine(this PeriodRule rule, IReadOnlyList<MeasuredValue> parts)
    {
        if (parts.Count == 0)
        {
            throw new ArgumentException("A period has parts.", nameof(parts));
        }
        if (rule == PeriodRule.Last || parts.Count == 1)
        {
            return parts[^1];
        }
        var hasN = parts.All(part => part.N > 0);
        var n = hasN ? parts.Sum(part => part.N) : 0;
        if (rule == PeriodRule.Sum)
        {
            return With(parts.Sum(part => part.Value), [.. parts.Select(_ => 1.0)]);
        }
        var value = hasN ? parts.Sum(part => part.Value * part.N) / n : parts.Sum(part => part.Value) / parts.Count;
        return With(value, [.. parts.Select(part => hasN ? (double)part.N / n : 1.0 / parts.Count)]);

        MeasuredValue With(decimal combined, double[] weights)
        {
            var below = Reach(weights, part => (double)part.Value - part.Lower);
            var above = Reach(weights, part => part.Upper - (double)part.Value);
            return new(combined, (double)combined - below, (double)combined + above, n);
        }

        double? Reach(double[] weights, Func<MeasuredValue, double?> reach)
        {
            double sum = 0;
            foreach (var (at, part) in parts.Index())
            {
                if (reach(part) is not { } known)
                {
                    return null;
                }
                sum += weights[at] * known * (weights[at] * known);
            }
            return Math.Sqrt(sum);
        }
    }
}
