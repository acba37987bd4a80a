namespace KpiBoard.Core.Statistics;

/// <summary>
/// Many tests at once: of those declared real, at most a share <c>rate</c> is false on average. Benjamini and
/// Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300, procedure (1).
/// </summary>
public static class BenjaminiHochberg
{
    /// <summary>For each p-value, in the order given, whether its hypothesis is rejected.</summary>
    public static bool[] Rejected(IReadOnlyList<double> pValues, double rate = 0.05)
    {
        var sorted = pValues.Order().ToArray();
        var last = sorted.Index().LastOrDefault(p => p.Item <= (p.Index + 1) * rate / sorted.Length, (-1, -1)).Item2;
        return [.. pValues.Select(p => p <= last)];
    }
}
