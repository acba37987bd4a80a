using System.Runtime.InteropServices;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Priorities;

/// <summary>What came of an effect that somebody expected.</summary>
public enum TrackOutcome
{
    /// <summary>The figure has changed for the better: the whole interval is on the good side of zero.</summary>
    Came,

    /// <summary>It has not, and even the good end of the interval is below the least that was expected.</summary>
    DidNotCome,

    /// <summary>Neither: the change cannot be told from none yet.</summary>
    Unclear,

    /// <summary>It is not due.</summary>
    TooEarly,

    /// <summary>The figure was not known then, or is not known when the effect is due.</summary>
    NotMeasured,
}

/// <summary>A figure as it was read once.</summary>
/// <param name="Value">None where it was not known.</param>
/// <param name="StandardError">None where nobody has said how exact it is; 0 for an exact one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Reading(double? Value, double? StandardError);

/// <summary>A number with its interval, which is missing where an error is.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Ranged(double Value, double? Lower, double? Upper)
{
    /// <summary>The same in another unit; a negative factor turns the interval round.</summary>
    public Ranged Times(double factor) =>
        factor >= 0
            ? new(Value * factor, Lower * factor, Upper * factor)
            : new(Value * factor, Upper * factor, Lower * factor);
}

/// <summary>
/// What was expected of a figure beside what has been measured of it. It is everything that happened to the figure, not
/// the initiative's own effect: that shows only where those who received it are compared with those who did not.
/// </summary>
/// <param name="Change">Later minus then, in the figure's own direction; none before anything is measured.</param>
/// <param name="Worth">The change in the good direction times what a unit was worth then.</param>
public sealed record EffectRecord(TrackOutcome Outcome, Ranged? Change, Ranged? Worth)
{
    /// <summary>Holds an effect against what came.</summary>
    /// <param name="goal">The figure, and where it stood, as known when the effect was expected.</param>
    /// <param name="effect">What was expected of it then.</param>
    /// <param name="later">The figure when the effect is due, or the latest before; none when there is nothing newer.</param>
    /// <param name="isDue">Whether <paramref name="later"/> is of a period that the effect was to have come in.</param>
    /// <param name="level">Of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static EffectRecord Of(Goal goal, EffectLink effect, Reading? later, bool isDue, double level)
    {
        var change = Measure(new(goal.Estimate, goal.StandardError), later, level);
        var good = change?.Times(goal.IsHigherBetter ? 1 : -1);
        return new(
            goal.Estimate is null ? TrackOutcome.NotMeasured
                : !isDue ? TrackOutcome.TooEarly
                : good is { } known ? Judge(known, Least(goal, effect))
                : TrackOutcome.NotMeasured,
            change,
            good?.Times(goal.UnitValue)
        );
    }

    /// <summary>The least that was expected, positive when it is for the better.</summary>
    public static double Least(Goal goal, EffectLink effect) => Math.Min(goal.Good(effect.Low), goal.Good(effect.High));

    /// <summary>
    /// What came of several effects that are one promise: of those that can be judged, at least one came and none failed
    /// to, or the other way round; where they contradict each other, it cannot be told. What is due speaks before what is
    /// not. Without any effect nothing is measured.
    /// </summary>
    public static TrackOutcome Together(IEnumerable<TrackOutcome> outcomes)
    {
        var all = outcomes.ToList();
        return (all.Contains(TrackOutcome.Came), all.Contains(TrackOutcome.DidNotCome)) switch
        {
            (true, true) => TrackOutcome.Unclear,
            (true, false) => TrackOutcome.Came,
            (false, true) => TrackOutcome.DidNotCome,
            _ when all.Contains(TrackOutcome.Unclear) => TrackOutcome.Unclear,
            _ when all.Contains(TrackOutcome.TooEarly) => TrackOutcome.TooEarly,
            _ => TrackOutcome.NotMeasured,
        };
    }

    /// <summary>How sure somebody was, with what came; none where it cannot be told, which counts neither way.</summary>
    public static Forecast? Forecast(double? stated, TrackOutcome outcome) =>
        (stated, outcome) switch
        {
            ({ } sure, TrackOutcome.Came) => new(sure, true),
            ({ } sure, TrackOutcome.DidNotCome) => new(sure, false),
            _ => null,
        };

    /// <summary>How often somebody was right: said more likely than not and it came, or less likely and it did not.</summary>
    /// <returns>Of those who said one or the other; 50% says neither.</returns>
    public static (int Right, int Of) Calls(IEnumerable<Forecast> forecasts)
    {
        var called = forecasts.Where(forecast => forecast.Stated != 0.5).ToList();
        return (called.Count(forecast => forecast.Stated > 0.5 == forecast.Came), called.Count);
    }

    private static Ranged? Measure(Reading then, Reading? later, double level)
    {
        if (then.Value is not { } before || later?.Value is not { } after)
        {
            return null;
        }
        if (then.StandardError is not { } error || later?.StandardError is not { } laterError)
        {
            return new(after - before, null, null);
        }
        var reach = Normal.TwoSidedQuantile(level) * Math.Sqrt((error * error) + (laterError * laterError));
        return new(after - before, after - before - reach, after - before + reach);
    }

    private static TrackOutcome Judge(Ranged good, double least) =>
        good.Lower > 0 ? TrackOutcome.Came
        : good.Upper < least ? TrackOutcome.DidNotCome
        : TrackOutcome.Unclear;
}
