using System.Globalization;
using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>A line of the plan that the demo company's board decides for a year, as it stands in the file.</summary>
internal readonly record struct DemoPlan(string Kpi, string Period, string Value, string Threshold)
{
    /// <summary>The calendar month in which the next year's plan is decided.</summary>
    public const int DecidedIn = 12;

    /// <summary>A plan knows no seasons: the same step each month, so that July misses it and January does not.</summary>
    private const decimal RevenueAtFirst = 46_400_000m;
    private const decimal RevenueStep = 270_000m;
    private const decimal RevenueThreshold = 0.97m;

    /// <summary>The plan of a year, decided in the December before.</summary>
    /// <param name="december">That December, counted from the company's first month.</param>
    public static IEnumerable<DemoPlan> Of(int december, int year)
    {
        for (var month = 1; month <= 12; month++)
        {
            var period = string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}");
            var revenue = RevenueAtFirst + RevenueStep * (december + month);
            yield return Line(KpiCodes.ExistingRevenue, period, revenue, revenue * RevenueThreshold);
            yield return Line(KpiCodes.LogoChurn, period, 0.016m, 0.020m);
        }
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            var period = string.Create(CultureInfo.InvariantCulture, $"{year}-Q{quarter}");
            yield return Line(KpiCodes.NpsRelationship, period, 30m, 25m);
            yield return Line(KpiCodes.ShareOfWallet, period, 0.45m, 0.40m);
        }
    }

    private static DemoPlan Line(string kpi, string period, decimal value, decimal threshold) =>
        new(
            kpi,
            period,
            value.ToString("0.####", CultureInfo.InvariantCulture),
            threshold.ToString("0.####", CultureInfo.InvariantCulture)
        );
}
