using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Core.Statistics;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>Makes of a figure what the engine asks: where it stands, how exactly, where it is to be, what a unit is worth.</summary>
public sealed class GoalMaker(
    CompanySettings settings,
    KpiBook book,
    TargetBook targets,
    UnitValueBook unitValues,
    IEnumerable<FigureRow> figures
)
{
    private readonly PeriodCalendar calendar = new(settings.FiscalYearStart, settings.FiscalQuarters);

    private readonly ILookup<(string, string, string), FigureRow> rows = figures.ToLookup(row =>
        (row.Kpi, row.Dimension, row.Member)
    );

    /// <summary>The figure; null when there is none of this code any more.</summary>
    public (Goal Goal, GoalNote Note)? Make(string kpi, string dimension, string member)
    {
        if (!book.TryGet(kpi, out var definition))
        {
            return null;
        }
        var known = rows[(kpi, dimension, member)]
            .Select(row => row.ToPoint(calendar))
            .GroupBy(point => point.Period.Grain)
            .ToDictionary(of => of.Key, of => of.OrderBy(point => point.Period).ToList());
        var grain = Steering.GrainOf(
            targets,
            kpi,
            dimension,
            member,
            known.Where(of => of.Value.Exists(point => !point.IsAbsent)).Select(of => of.Key)
        );
        var points = known.GetValueOrDefault(grain) ?? [];
        var latest = points.LastOrDefault(point => !point.IsAbsent);
        var target = targets.Of(kpi, grain, dimension, member).OrderBy(set => set.Due).LastOrDefault();
        var worth = unitValues.Of(kpi, dimension, member);
        var times = Steering.TimesAYear(kpi, grain);
        var key = Key(kpi, dimension, member, grain);
        return (
            new(
                key,
                definition.Good != GoodDirection.Down,
                (worth.PerWhole ?? 0) * times,
                latest?.Value,
                ErrorOf(latest),
                target?.Value
            )
            {
                IsValueComputed = worth.Origin is UnitWorthOrigin.Computed or UnitWorthOrigin.CompanyShare,
            },
            new(key, kpi, dimension, member, grain.Text())
            {
                Period = latest is null ? null : calendar.Text(latest.Period),
                Lower = latest?.Lower,
                Upper = latest?.Upper,
                TargetDue = target?.Due.Key,
                IsOld = latest is not null && points[^1].IsAbsent,
                ValueOrigin = worth.Origin,
                TimesAYear = times,
            }
        );
    }

    private static string Key(string kpi, string dimension, string member, Grain grain) =>
        dimension.Length == 0 ? $"{kpi}:{grain.Text()}" : $"{kpi}:{grain.Text()}/{dimension}:{member}";

    /// <summary>The standard error that the interval was made from; none without one.</summary>
    private double? ErrorOf(FigurePoint? point) =>
        (point?.Lower, point?.Upper) is ({ } lower, { } upper)
            ? (upper - lower) / (2 * Normal.TwoSidedQuantile(settings.IntervalLevel))
            : null;
}
