namespace KpiBoard.Core.Periods;

/// <summary>How far a period has come: see <see cref="Completeness"/>.</summary>
public enum PeriodState
{
    NoDataYet,
    SoFar,
    Complete,
}

/// <summary>Whether a period's figures are final, may still grow, or do not exist yet.</summary>
public static class Completeness
{
    /// <summary>
    /// Complete when the period has ended and its source reaches its last day, or when finance closed it.
    /// A period that begins after the source's last day has no data yet; a window of twelve months exists when its
    /// last month does.
    /// </summary>
    /// <param name="today">The date in the company's time zone.</param>
    /// <param name="sourceLastDay">The last day the source reports on; none when nothing was imported.</param>
    public static PeriodState Of(Period period, DateOnly today, DateOnly? sourceLastDay, bool closedByFinance)
    {
        var begins = period.Grain == Grain.R12 ? period.Last.FirstDay : period.FirstDay;
        if (sourceLastDay is not { } lastDay || lastDay < begins)
        {
            return PeriodState.NoDataYet;
        }

        var ended = today > period.LastDay && lastDay >= period.LastDay;
        return ended || closedByFinance ? PeriodState.Complete : PeriodState.SoFar;
    }
}
