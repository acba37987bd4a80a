using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Unbroken runs of periods, so that what is far apart is not read with all that lies between.</summary>
internal static class MonthRuns
{
    /// <summary>The first and last of each run of a grain's periods, named by their last months, yyyymm.</summary>
    public static IEnumerable<(int From, int To)> Of(IReadOnlyCollection<int> lastMonths, Grain grain)
    {
        var step = grain == Grain.R12 ? 1 : grain.Months();
        (Month From, Month To)? run = null;
        foreach (var month in lastMonths.Distinct().Order().Select(Month.FromKey))
        {
            if (run is { } open && month - open.To > step)
            {
                yield return (open.From.Key, open.To.Key);
                run = null;
            }
            run = (run?.From ?? month, month);
        }
        if (run is { } last)
        {
            yield return (last.From.Key, last.To.Key);
        }
    }
}
