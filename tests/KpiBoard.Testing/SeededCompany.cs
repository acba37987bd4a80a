using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;

namespace KpiBoard.Testing;

/// <summary>An invented company's figures: 36 months to October 2026 and a running November.</summary>
public static class SeededCompany
{
    public static readonly PeriodCalendar Calendar = new();

    private static readonly Month Last = new(2026, 10);
    private static readonly string[] Segments = ["Small business", "Mid-size", "Public sector", "Enterprise"];

    // Code, level, half width of the interval, how much it wobbles.
    private static readonly (string Kpi, double Level, double HalfWidth, double Wobble)[] Ratios =
    [
        (KpiCodes.NetRevenueRetention, 0.987, 0.009, 0.004),
        (KpiCodes.GrossRevenueRetention, 0.955, 0.006, 0.003),
        (KpiCodes.LogoChurn, 0.0125, 0.0045, 0.0012),
        (KpiCodes.RevenueChurn, 0.045, 0.006, 0.003),
        (KpiCodes.ExistingRevenueGrowth, 0.012, 0.008, 0.004),
        (KpiCodes.ExistingMarginGrowth, 0.010, 0.011, 0.005),
        (KpiCodes.NpsRelationship, 31, 3, 1.5),
        (KpiCodes.NpsJourney, 19, 4, 1.5),
    ];

    public static IEnumerable<SeededValue> Values() =>
        Ratios
            .SelectMany(ratio => Of(ratio.Kpi, ratio.Level, ratio.HalfWidth, ratio.Wobble))
            .Concat(Money(KpiCodes.ExistingRevenue, 46_300_000, 500_000))
            .Concat(Money(KpiCodes.ExistingMargin, 13_200_000, 180_000))
            .Concat(Silent(KpiCodes.NpsTransaction, 48))
            .Concat(Segments.Select((segment, at) => Churn(segment, at)));

    public static IEnumerable<SeededBridge> Bridges() =>
        Months()
            .Select(period => new SeededBridge("revenue", period, 47_612_408.30m))
            .Concat(
                Months()
                    .Select(period => new SeededBridge("margin", period, 13_412_408.10m)
                    {
                        New = 284_190m,
                        Reactivated = 91_062.75m,
                        Expansion = 505_934.20m,
                        Contraction = -455_271.45m,
                        Churned = -318_006.90m,
                        Unidentified = 0,
                    })
            );

    private static IEnumerable<Period> Months() => Calendar.Range(Grain.Month, Last - 35, Last);

    private static IEnumerable<SeededValue> Of(string kpi, double level, double halfWidth, double wobble)
    {
        foreach (var (at, period) in Months().Index())
        {
            var jump = period.Last == Last ? Jump(kpi) : 0;
            var value = level + wobble * Wave(kpi, at) + jump;
            yield return new SeededValue(kpi, period, value)
            {
                HalfWidth = halfWidth,
                ComparedWith =
                    at >= 12 ? period.YearAgo
                    : at > 0 ? period.PreviousInSeries
                    : null,
                Difference = at > 0 ? value - (level + wobble * Wave(kpi, Math.Max(at - 12, 0))) : null,
                PValue = at > 0 ? (jump == 0 ? 0.55 : 0.0004) : null,
            };
        }
        yield return new SeededValue(kpi, new Period(Grain.Month, Last + 1), level)
        {
            HalfWidth = halfWidth * 1.5,
            N = 900,
            IsComplete = false,
        };
    }

    private static IEnumerable<SeededValue> Money(string kpi, double level, double wobble) =>
        Months()
            .Index()
            .Select(month => new SeededValue(kpi, month.Item, Math.Round(level + wobble * Wave(kpi, month.Index), 2))
            {
                IsMoney = true,
            });

    private static IEnumerable<SeededValue> Silent(string kpi, double level) =>
        Months()
            .Select(period =>
                period.Last >= Last
                    ? new SeededValue(kpi, period, null)
                    {
                        N = 0,
                        Reason = "no responses",
                        IsGap = true,
                    }
                    : new SeededValue(kpi, period, level) { HalfWidth = 2 }
            );

    private static SeededValue Churn(string segment, int at) =>
        new(KpiCodes.LogoChurn, new Period(Grain.Month, Last), at == 0 ? 0.04 : 0.012)
        {
            Dimension = KpiDimensions.Segment,
            Member = segment,
            HalfWidth = 0.011,
            N = 902 - at * 150,
            ComparedWith = new Period(Grain.Month, Last - 12),
            Difference = at == 0 ? 0.023 : 0.001,
            PValue = at == 0 ? 0.0004 : 0.7,
        };

    private static double Jump(string kpi) =>
        kpi switch
        {
            KpiCodes.LogoChurn => 0.01,
            KpiCodes.NpsJourney => 8,
            _ => 0,
        };

    private static double Wave(string kpi, int at) => Math.Sin(at * 1.7 + kpi.Length) * 0.6 + Math.Cos(at * 0.9) * 0.4;
}
