namespace KpiBoard.Core.Kpis;

/// <summary>Where a figure stands against its target.</summary>
public enum KpiStatus
{
    Undecided,
    TooFew,
    OnTarget,
    Off,
}

/// <summary>The status as a function of interval, target and threshold.</summary>
public static class KpiStatuses
{
    /// <summary>
    /// Too few below the minimum; on target when the whole interval is on the good side of the target; off when it is
    /// wholly on the bad side of the threshold (of the target, where no threshold is set); else undecided, as
    /// everything without a target, or without a good side, is.
    /// </summary>
    public static KpiStatus Of(
        GoodDirection good,
        double? lower,
        double? upper,
        long n,
        int minimumN,
        double? target,
        double? threshold
    )
    {
        if (n < minimumN)
        {
            return KpiStatus.TooFew;
        }

        if (good == GoodDirection.Neither || target is not { } goal || lower is not { } low || upper is not { } high)
        {
            return KpiStatus.Undecided;
        }

        var limit = threshold ?? goal;
        var (reached, missed) = good == GoodDirection.Up ? (low >= goal, high < limit) : (high <= goal, low > limit);
        return reached ? KpiStatus.OnTarget
            : missed ? KpiStatus.Off
            : KpiStatus.Undecided;
    }

    /// <summary>The status of a value; an exact sum, and a figure that came without an interval, is its own interval.</summary>
    public static KpiStatus Of(
        KpiDefinition kpi,
        double? value,
        double? lower,
        double? upper,
        long n,
        FigureTarget? target
    )
    {
        var isExact = kpi.Interval == IntervalMethod.Exact || (kpi.Interval == IntervalMethod.Given && lower is null);
        return Of(
            kpi.Good,
            isExact ? value : lower,
            isExact ? value : upper,
            n,
            kpi.MinimumN,
            target?.Value,
            target?.Threshold
        );
    }

    public static string Text(this KpiStatus status) =>
        status switch
        {
            KpiStatus.OnTarget => "on target",
            KpiStatus.Off => "off",
            KpiStatus.TooFew => "too few",
            KpiStatus.Undecided => "undecided",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
        };
}
