using System.Runtime.InteropServices;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Churn;

/// <summary>How long a customer was watched, and whether it ended by leaving (else it is censored).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Lifetime(int Days, bool Ended);

/// <summary>The share still there just after a time at which somebody left.</summary>
/// <param name="AtRisk">Watched until this time or longer.</param>
public sealed record SurvivalStep(int Days, long AtRisk, long Ended, Estimate Survival);

/// <summary>Survival with censoring.</summary>
public static class KaplanMeier
{
    /// <summary>
    /// S(t) = product over t_i &lt;= t of 1 - d_i / n_i (Kaplan and Meier 1958, Journal of the American Statistical
    /// Association 53, 457-481, eq. 2b), with Greenwood's variance S^2 sum d_i / (n_i (n_i - d_i)) (eq. 2f) and a
    /// normal interval clamped to 0..1. Who is censored at a time is still at risk at it. At S = 0 there is no interval.
    /// </summary>
    public static IReadOnlyList<SurvivalStep> Curve(IEnumerable<Lifetime> lifetimes, double level = 0.95)
    {
        var times = lifetimes
            .GroupBy(lifetime => lifetime.Days)
            .OrderBy(time => time.Key)
            .Select(time => (Days: time.Key, All: time.LongCount(), Ended: time.LongCount(lifetime => lifetime.Ended)))
            .ToList();
        var steps = new List<SurvivalStep>();
        var (atRisk, survival, greenwood) = (times.Sum(time => time.All), 1.0, 0.0);
        foreach (var time in times)
        {
            if (time.Ended > 0)
            {
                survival *= 1 - ((double)time.Ended / atRisk);
                greenwood += time.Ended / ((double)atRisk * (atRisk - time.Ended));
                steps.Add(new(time.Days, atRisk, time.Ended, Step(survival, greenwood, atRisk, level)));
            }

            atRisk -= time.All;
        }

        return steps;
    }

    private static Estimate Step(double survival, double greenwood, long atRisk, double level)
    {
        double? standardError = survival > 0 ? survival * Math.Sqrt(greenwood) : null;
        var estimate = Estimate.Wald(survival, standardError, atRisk, level);
        return estimate with
        {
            Lower = estimate.Lower is { } lower ? Math.Max(0, lower) : null,
            Upper = estimate.Upper is { } upper ? Math.Min(1, upper) : null,
        };
    }
}
