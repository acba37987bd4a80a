using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Priorities;

/// <summary>How sure somebody was of something, and whether it came.</summary>
/// <param name="Stated">A probability, 0 to 1.</param>
public readonly record struct Forecast(double Stated, bool Came);

/// <summary>Forecasts of nearly the same probability.</summary>
/// <param name="From">The least probability of the group.</param>
/// <param name="To">The most.</param>
/// <param name="MeanStated">What was said on average.</param>
/// <param name="Came">The share that came, by Wilson.</param>
public sealed record CalibrationGroup(double From, double To, double MeanStated, Estimate Came);

/// <summary>Whether what was said to be 70% sure came in 70% of cases.</summary>
/// <param name="Count">How many forecasts have an outcome.</param>
/// <param name="Brier">
/// The mean squared distance of forecast and outcome: 0 is perfect, 0.25 is what a coin's 50% gives. Brier (1950), Monthly
/// Weather Review 78, 1-3. None without a forecast.
/// </param>
/// <param name="MeanStated">None without a forecast.</param>
/// <param name="Came">The share that came.</param>
/// <param name="Groups">In fifths of the scale, where there are any.</param>
public sealed record Calibration(
    int Count,
    double? Brier,
    double? MeanStated,
    Estimate Came,
    IReadOnlyList<CalibrationGroup> Groups
)
{
    private const int Fifths = 5;

    /// <summary>More came than was said, or less, by more than chance does; none while chance may have done it.</summary>
    public bool? IsTooSure =>
        MeanStated is not { } stated ? null
        : stated > Came.Upper ? true
        : stated < Came.Lower ? false
        : null;

    /// <summary>Looks back on forecasts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A forecast is no probability.</exception>
    public static Calibration Of(IReadOnlyCollection<Forecast> forecasts)
    {
        foreach (var forecast in forecasts)
        {
            if (forecast.Stated is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(forecasts),
                    forecast.Stated,
                    "A forecast lies between 0 and 1."
                );
            }
        }
        return forecasts.Count == 0
            ? new(0, null, null, Estimate.Absent(AbsenceReason.NoData), [])
            : new(
                forecasts.Count,
                forecasts.Average(one => (one.Stated - Outcome(one)) * (one.Stated - Outcome(one))),
                forecasts.Average(one => one.Stated),
                Share(forecasts),
                [.. forecasts.GroupBy(Fifth).OrderBy(of => of.Key).Select(of => Group(of.Key, [.. of]))]
            );
    }

    private static double Outcome(Forecast forecast) => forecast.Came ? 1 : 0;

    private static int Fifth(Forecast forecast) => Math.Min((int)(forecast.Stated * Fifths), Fifths - 1);

    private static CalibrationGroup Group(int fifth, IReadOnlyCollection<Forecast> forecasts) =>
        new(
            (double)fifth / Fifths,
            (double)(fifth + 1) / Fifths,
            forecasts.Average(one => one.Stated),
            Share(forecasts)
        );

    private static Estimate Share(IReadOnlyCollection<Forecast> forecasts) =>
        Proportion.Wilson(forecasts.Count(one => one.Came), forecasts.Count);
}
