using System.Runtime.InteropServices;

namespace KpiBoard.Core.Nps;

/// <summary>Answers by what they say: promoter 9-10, passive 7-8, detractor 0-6.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NpsCounts(long Detractors, long Passives, long Promoters)
{
    public long N => Detractors + Passives + Promoters;

    /// <summary>100 (P - D) / n on -100..100; NaN without answers.</summary>
    public double Value => 100.0 * (Promoters - Detractors) / N;

    public static NpsCounts operator +(NpsCounts left, NpsCounts right) =>
        new(left.Detractors + right.Detractors, left.Passives + right.Passives, left.Promoters + right.Promoters);

    public static NpsCounts operator -(NpsCounts left, NpsCounts right) =>
        new(left.Detractors - right.Detractors, left.Passives - right.Passives, left.Promoters - right.Promoters);

    public static NpsCounts Of(IEnumerable<int> scores) =>
        scores.Aggregate(default(NpsCounts), (counts, score) => counts + OfScore(score));

    /// <summary>One answer. A blank is no answer and has no place here.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The score is not 0 to 10.</exception>
    public static NpsCounts OfScore(int score) =>
        Vote(score) switch
        {
            1 => new(0, 0, 1),
            0 => new(0, 1, 0),
            _ => new(1, 0, 0),
        };

    /// <summary>1 for a promoter, 0 for a passive, -1 for a detractor: the score is 100 times their mean.</summary>
    internal static int Vote(int score) =>
        score switch
        {
            9 or 10 => 1,
            7 or 8 => 0,
            >= 0 and <= 6 => -1,
            _ => throw new ArgumentOutOfRangeException(nameof(score), score, "A score is 0 to 10."),
        };
}
