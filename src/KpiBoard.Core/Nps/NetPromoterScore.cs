using System.Runtime.InteropServices;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Nps;

/// <summary>One answer.</summary>
/// <param name="Score">0 to 10.</param>
/// <param name="Weight">Its sampling weight; among weighted answers one without counts as 1.</param>
/// <param name="Cluster">Whose answers go together in the standard error (the customer); without: independent.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NpsAnswer(int Score, decimal? Weight = null, long? Cluster = null);

/// <summary>A Net Promoter Score in points.</summary>
/// <param name="Centre">The middle of the interval before clamping, which the test of change uses.</param>
/// <param name="Unweighted">The plain score, beside a weighted one.</param>
public sealed record NpsResult(Estimate Estimate, double? Centre, NpsCounts Counts, double? Unweighted = null);

/// <summary>
/// NPS = 100 (P - D) / n. Intervals after Rocks (2016), Interval estimation for the "Net Promoter Score",
/// arXiv 1601.07235; weighted and clustered as a ratio mean, linearised.
/// </summary>
public static class NetPromoterScore
{
    /// <summary>The largest variance a single answer (-1, 0, 1) can have.</summary>
    public const double LargestVariance = 1;

    /// <summary>
    /// The score of a list of answers. Weights make it a ratio mean; weights or repeated answers of one cluster give
    /// the linearised standard error, by cluster; else the adjusted Wald interval.
    /// </summary>
    public static NpsResult Of(IReadOnlyCollection<NpsAnswer> answers, double level = 0.95)
    {
        var (counts, alone) = (default(NpsCounts), default(NpsCounts));
        var weighted = false;
        var clusters = new Dictionary<long, (long Answers, long Votes)>();
        foreach (var answer in answers)
        {
            var one = NpsCounts.OfScore(answer.Score);
            counts += one;
            weighted |= answer.Weight is not null;
            if (answer.Cluster is { } id)
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(clusters, id, out _);
                sum = (sum.Answers + 1, sum.Votes + NpsCounts.Vote(answer.Score));
            }
            else
            {
                alone += one;
            }
        }

        if (weighted)
        {
            return Linearised(ClusterSums.Of(answers), counts, weighted, level);
        }
        return alone.N + clusters.Count < counts.N
            ? Linearised(ClusterSums.Of(alone, clusters.Values), counts, weighted, level)
            : Of(counts, level);
    }

    /// <summary>The score of independent, unweighted answers: adjusted Wald, clamped to +-100.</summary>
    public static NpsResult Of(NpsCounts counts, double level = 0.95)
    {
        if (counts.N == 0)
        {
            return Absent(AbsenceReason.NoResponses, counts);
        }

        var adjusted = AdjustedWald(counts, level);
        return new(Clamped(adjusted), (adjusted.Lower + adjusted.Upper) / 2, counts);
    }

    /// <summary>Value +- z sqrt(Var / n), Var = p_P + p_D - (p_P - p_D)^2; zero width when all agree.</summary>
    public static Estimate Wald(NpsCounts counts, double level = 0.95)
    {
        var (value, standardError) = Moments(counts.Detractors, counts.Passives, counts.Promoters);
        return Estimate.Wald(value, standardError, counts.N, level);
    }

    /// <summary>
    /// The Wald interval after adding 0.75 detractors, 1.5 passives and 0.75 promoters (Rocks 2016, the adjusted Wald
    /// interval AW(3/4, 3/2, 3/4)) around the plain value; not clamped.
    /// </summary>
    public static Estimate AdjustedWald(NpsCounts counts, double level = 0.95)
    {
        var (centre, standardError) = Adjusted(counts);
        return Estimate.Wald(centre, standardError, counts.N, level) with { Value = counts.Value };
    }

    /// <summary>z = d / sqrt(se1^2 + se2^2) on the centres and standard errors of the intervals, two-sided.</summary>
    /// <returns>None when either score is absent or has no standard error.</returns>
    public static ChangeTest? Change(NpsResult later, NpsResult earlier, double level = 0.95)
    {
        if (
            (later.Centre, later.Estimate.StandardError) is not ({ } centre, { } error)
            || (earlier.Centre, earlier.Estimate.StandardError) is not ({ } centre0, { } error0)
        )
        {
            return null;
        }

        var shown = later.Estimate.Value!.Value - earlier.Estimate.Value!.Value;
        return ChangeTest.Z(centre - centre0, Math.Sqrt((error * error) + (error0 * error0)), level) with
        {
            Difference = shown,
        };
    }

    /// <summary>The same test on plain values and Wald standard errors.</summary>
    public static ChangeTest WaldChange(NpsCounts later, NpsCounts earlier, double level = 0.95)
    {
        var (value, error) = Moments(later.Detractors, later.Passives, later.Promoters);
        var (value0, error0) = Moments(earlier.Detractors, earlier.Passives, earlier.Promoters);
        return ChangeTest.Z(value - value0, Math.Sqrt((error * error) + (error0 * error0)), level);
    }

    /// <summary>Answers needed for an interval of +- <paramref name="margin"/> points: n = z^2 Var / E^2, rounded up.</summary>
    /// <param name="variance">Of one answer; <see cref="LargestVariance"/> when nothing is known.</param>
    public static long SampleSize(double margin, double variance = LargestVariance, double level = 0.95)
    {
        var z = Normal.TwoSidedQuantile(level);
        return (long)Math.Ceiling(z * z * variance / Math.Pow(margin / 100, 2));
    }

    private static (double Value, double StandardError) Moments(double detractors, double passives, double promoters)
    {
        var n = detractors + passives + promoters;
        var (d, p) = (detractors / n, promoters / n);
        return (100 * (p - d), 100 * Math.Sqrt((p + d - ((p - d) * (p - d))) / n));
    }

    private static (double Centre, double StandardError) Adjusted(NpsCounts counts) =>
        Moments(counts.Detractors + 0.75, counts.Passives + 1.5, counts.Promoters + 0.75);

    /// <summary>
    /// R = sum w v / sum w with v in -1, 0, 1; per cluster c the influence value sum over c of w (v - R) / sum w, and
    /// the variance G/(G-1) times their sum of squares over the G clusters (Cochran 1977, section 9A.1 and 2.11).
    /// Sums are decimal, so the order of answers does not matter.
    /// </summary>
    private static NpsResult Linearised(ClusterSums sums, NpsCounts counts, bool weighted, double level)
    {
        if (sums.Weight <= 0)
        {
            return Absent(AbsenceReason.WeightsNotPositive, counts);
        }

        var ratio = (double)(sums.Votes / sums.Weight);
        var squares =
            (double)sums.VotesSquared
            - (2 * ratio * (double)sums.VotesTimesWeight)
            + (ratio * ratio * (double)sums.WeightSquared);
        var groups = sums.Clusters;
        double? standardError =
            groups > 1 ? 100 * Math.Sqrt(groups / (groups - 1.0) * Math.Max(0, squares)) / (double)sums.Weight : null;
        var value = 100 * ratio;
        var estimate = Clamped(Estimate.Wald(value, standardError, counts.N, level));
        return new(estimate, value, counts, weighted ? counts.Value : null);
    }

    private static NpsResult Absent(string reason, NpsCounts counts) =>
        new(Estimate.Absent(reason, counts.N), null, counts);

    private static Estimate Clamped(Estimate estimate) =>
        estimate with
        {
            Lower = estimate.Lower is { } lower ? Math.Clamp(lower, -100, 100) : null,
            Upper = estimate.Upper is { } upper ? Math.Clamp(upper, -100, 100) : null,
        };

    /// <summary>What the variance takes of the clusters: sums over them of their weight and of their weighted votes.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct ClusterSums(
        long Clusters,
        decimal Weight,
        decimal Votes,
        decimal VotesSquared,
        decimal VotesTimesWeight,
        decimal WeightSquared
    )
    {
        /// <summary>Of answers with weights.</summary>
        public static ClusterSums Of(IEnumerable<NpsAnswer> answers)
        {
            var sums = default(ClusterSums);
            var together = new Dictionary<long, (decimal Weight, decimal Votes)>();
            foreach (var answer in answers)
            {
                var weight = answer.Weight ?? 1;
                if (weight < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(answers), weight, "A weight is not negative.");
                }

                var votes = weight * NpsCounts.Vote(answer.Score);
                if (answer.Cluster is { } id)
                {
                    var sum = together.GetValueOrDefault(id);
                    together[id] = (sum.Weight + weight, sum.Votes + votes);
                }
                else
                {
                    sums = sums.With(weight, votes);
                }
            }

            return together.Values.Aggregate(sums, (all, cluster) => all.With(cluster.Weight, cluster.Votes));
        }

        /// <summary>Of answers that all weigh the same.</summary>
        /// <param name="alone">Those that belong to no cluster.</param>
        public static ClusterSums Of(NpsCounts alone, IReadOnlyCollection<(long Answers, long Votes)> clusters)
        {
            var (weight, votes, crossed) = (
                alone.N,
                alone.Promoters - alone.Detractors,
                alone.Promoters - alone.Detractors
            );
            var (votesSquared, weightSquared) = (alone.Promoters + alone.Detractors, alone.N);
            foreach (var cluster in clusters)
            {
                weight += cluster.Answers;
                votes += cluster.Votes;
                votesSquared += cluster.Votes * cluster.Votes;
                crossed += cluster.Votes * cluster.Answers;
                weightSquared += cluster.Answers * cluster.Answers;
            }

            return new(alone.N + clusters.Count, weight, votes, votesSquared, crossed, weightSquared);
        }

        private ClusterSums With(decimal weight, decimal votes) =>
            new(
                Clusters + 1,
                Weight + weight,
                Votes + votes,
                VotesSquared + (votes * votes),
                VotesTimesWeight + (votes * weight),
                WeightSquared + (weight * weight)
            );
    }
}
