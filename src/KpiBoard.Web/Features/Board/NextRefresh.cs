using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Board;

public static class NextRefresh
{
    /// <summary>The next time of the nightly refresh; a time that a change of clocks skips is an hour later.</summary>
    public static DateTimeOffset After(DateTimeOffset now, CompanySettings settings)
    {
        var today = settings.DateOf(now);
        var next = At(today, settings);
        return next > now ? next : At(today.AddDays(1), settings);
    }

    private static DateTimeOffset At(DateOnly day, CompanySettings settings)
    {
        var local = day.ToDateTime(settings.RefreshAt);
        var valid = settings.TimeZone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new(valid, settings.TimeZone.GetUtcOffset(valid));
    }
}
