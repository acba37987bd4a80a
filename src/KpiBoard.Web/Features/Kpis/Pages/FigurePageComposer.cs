using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>Puts the stored rows of one figure into words, charts and tables. No I/O.</summary>
/// <param name="mayReadCustomers">Whether the bars lead on to the customers behind them.</param>
/// <param name="comments">How many comments each period has.</param>
public sealed class FigurePageComposer(
    IStringLocalizer<KpiText> text,
    FigureWords figures,
    CompanySettings settings,
    bool mayReadCustomers,
    IReadOnlyDictionary<string, int> comments
)
{
    private const int MostRestated = 6;

    private FigureContext Context => figures.Context;

    public FigurePage Compose(KpiDefinition kpi, FigureChoice choice, FigurePageData data, ChartMarks marks)
    {
        var known = SeriesOf(kpi, choice, data, all: true);
        var series = SeriesOf(kpi, choice, data, all: false);
        var verdict = VerdictOf(kpi, choice, data);
        var members = MemberTables.Judge(kpi, choice.Grain, data, Context.Calendar);
        var bridge = data.Bridges.FirstOrDefault();
        var hasPoints = series.Points.Count > 0;
        var query = choice.ToQuery(Context.Calendar);
        var files = new TableFiles($"/figures/{kpi.Code}", query);
        return new(kpi, choice, query)
        {
            SharedQuery = (choice with { To = choice.To ?? series.Latest?.Period }).ToQuery(Context.Calendar),
            Name = figures.Name(kpi),
            Group = figures.Name(kpi.Group),
            About = figures.About(kpi),
            Hero = Hero(series, verdict),
            Filter = new FigureFilters(text, figures).Of(choice, data, known.Points),
            Facts =
            [
                .. new FigureFacts(text, figures).Of(series, verdict, members, choice, IsBehind(kpi) ? bridge : null),
            ],
            Known = Known(choice, data),
            LeftOut = kpi.Group == KpiGroup.CustomersDo ? figures.LeftOut(data.LeftOut) : null,
            Series = hasPoints
                ? new PointLinks(text, figures).Add(
                    new SeriesChart(text, figures).Of(series, verdict, marks) with
                    {
                        Files = files,
                    },
                    series,
                    choice,
                    comments
                )
                : null,
            Usual = new UsualChart(text, figures).Of(series, marks) is { } usual ? usual with { Files = files } : null,
            Bridges =
            [
                .. data.Bridges.Select(row =>
                    Bridge(row, choice, data.IsNow) with
                    {
                        Files = files with { Address = $"{files.Address}/bridge" },
                    }
                ),
            ],
            BridgeNotes = bridge is null ? [] : [.. BridgeNotes(bridge)],
            Members = choice.IsTotal ? [.. new MemberTables(text, figures).Of(kpi, members, choice)] : [],
            Method = [.. Method(kpi, data)],
            Restated = [.. Restated(kpi, data)],
        };
    }

    /// <summary>The periods on the axis of the chart.</summary>
    public static IReadOnlyList<Period> PeriodsOf(
        KpiDefinition kpi,
        FigureChoice choice,
        FigurePageData data,
        PeriodCalendar calendar
    ) => [.. SeriesOf(kpi, choice, data, calendar, all: false).Points.Select(point => point.Period)];

    /// <summary>All figures of the choice, as in the list of figures, with what is said about each.</summary>
    public static IReadOnlyList<(FigureSeries Series, Verdict Verdict)> Judge(
        FigureChoice choice,
        FigurePageData data,
        PeriodCalendar calendar
    ) => Judge(data.Book.All, choice, data, calendar);

    private static IReadOnlyList<(FigureSeries Series, Verdict Verdict)> Judge(
        IEnumerable<KpiDefinition> kpis,
        FigureChoice choice,
        FigurePageData data,
        PeriodCalendar calendar
    )
    {
        var shown = kpis.Select(kpi => SeriesOf(kpi, choice, data, calendar, all: false)).ToList();
        return [.. shown.Zip(Verdicts.Of(shown))];
    }

    /// <summary>The same verdict as on the board: all figures are judged together, though one is shown here.</summary>
    private Verdict VerdictOf(KpiDefinition kpi, FigureChoice choice, FigurePageData data) =>
        Judge(FigurePageQueries.With(data.Book.All, kpi), choice, data, Context.Calendar)
            .First(judged => judged.Series.Kpi.Code == kpi.Code)
            .Verdict;

    /// <summary>The bridge is the activity view: it does not tell what customers lost in another way were worth.</summary>
    private bool IsBehind(KpiDefinition kpi) =>
        kpi.Code != KpiCodes.LogoChurn || settings.Churn == ChurnDefinition.Activity;

    private FigureSeries SeriesOf(KpiDefinition kpi, FigureChoice choice, FigurePageData data, bool all) =>
        SeriesOf(kpi, choice, data, Context.Calendar, all);

    private static FigureSeries SeriesOf(
        KpiDefinition kpi,
        FigureChoice choice,
        FigurePageData data,
        PeriodCalendar calendar,
        bool all
    ) =>
        new(
            kpi,
            choice.Grain,
            data.Figures.Where(point => point.Kpi == kpi.Code)
                .Select(point => point.ToFigure(calendar))
                .Where(point => all || choice.Shows(point.Period))
        );

    private FigureHero Hero(FigureSeries series, Verdict verdict)
    {
        if (series.Latest is not { Value: { } value } latest)
        {
            return new(series.Latest is { } absent ? Context.Period(absent.Period) : "")
            {
                Absent = figures.Reason(series.Latest),
            };
        }

        var (number, unit, isTight) = figures.Numbers(series).Apart(value);
        string?[] facts =
        [
            series.IsExact ? null : figures.Basis(series.Kpi, latest),
            figures.Unweighted(series.Kpi, latest),
            Context.Period(latest.Period),
        ];
        return new(Context.Period(latest.Period))
        {
            Number = number,
            Unit = unit,
            IsUnitTight = isTight,
            Badge = figures.Badge(series, verdict, withUnit: true),
            Certainty = figures.Certainty(series),
            Status = figures.StatusBadge(series.Kpi, latest),
            Target = figures.Target(series.Kpi, latest),
            Facts =
            [
                string.Join(", ", facts.Where(fact => !string.IsNullOrEmpty(fact))),
                .. ((string?[])[figures.SoFar(series)]).OfType<string>(),
            ],
        };
    }

    private string? Known(FigureChoice choice, FigurePageData data) =>
        choice.AsKnownAt is not { } at ? null
        : data.Run is null && data.Runs.Count > 0 ? text["KnownBefore", Context.Time(data.Runs[^1].FinishedAt)].Value
        : text["KnownNotice", Context.Time(at)].Value;

    private ChartFigure Bridge(BridgePoint row, FigureChoice choice, bool isNow)
    {
        var period = Context.Calendar.Parse(row.Period);
        var leadsOn = mayReadCustomers && isNow;
        return new BridgeChart(text, figures).Of(row, period, part => leadsOn ? Address(part) : null);

        string Address(BridgePart part)
        {
            var query = (choice with { From = null, To = null }).ToQuery(Context.Calendar);
            var bar = QueryString
                .Create(
                    new Dictionary<string, string?>
                    {
                        ["measure"] = row.Measure,
                        ["part"] = part.Code,
                        ["period"] = row.Period,
                    }
                )
                .Add(QueryString.FromUriComponent(query));
            return $"/figures/bridge/movers{bar}";
        }
    }

    private IEnumerable<string> BridgeNotes(BridgePoint bridge)
    {
        var sum = BridgePart.Steps.Aggregate(bridge.Start, (level, part) => level + part.Stored(bridge));
        if (sum == bridge.End)
        {
            yield return text["Identity"];
        }
        if (bridge.Measure == BridgeMeasure.Margin && bridge.TotalAmount != 0)
        {
            yield return text["Coverage", Context.Formats.Percent((double)(bridge.CoveredAmount / bridge.TotalAmount))];
        }
    }

    private IEnumerable<string> Method(KpiDefinition kpi, FigurePageData data)
    {
        yield return figures.Method(kpi);
        if (kpi.Code == KpiCodes.LogoChurn)
        {
            yield return settings.Churn.Mode switch
            {
                "inactive" => text["ChurnModeInactive", Context.Formats.Whole(settings.Churn.InactiveDays)],
                "contract" => text["ChurnModeContract"],
                _ => text["ChurnModeActivity"],
            };
        }
        yield return figures.MethodOfComparison;
        if (data.Run is { } run)
        {
            yield return text["ComputedAt", Context.Time(run.FinishedAt)];
        }
    }

    private IEnumerable<string> Restated(KpiDefinition kpi, FigurePageData data)
    {
        var seen = data.Restated.Select(row => Restated(kpi, row)).OfType<string>().Take(MostRestated).ToList();
        return seen.Count == 0 ? [text["RestatedNone"]] : seen;
    }

    /// <summary>None where the change is too small to see.</summary>
    private string? Restated(KpiDefinition kpi, RestatedRow row)
    {
        var period = Context.Calendar.Parse(row.Period);
        var (before, after) = (
            Shown(row.Before ?? row.MoneyBefore?.ToDouble()),
            Shown(row.After ?? row.MoneyAfter?.ToDouble())
        );
        return before == after
            ? null
            : text["RestatedItem", Context.Period(period), before, after, Context.Time(row.FinishedAt)].Value;

        string Shown(double? value) => figures.Value(kpi, new FigurePoint(period) { Value = value });
    }
}
