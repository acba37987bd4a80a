using System.Globalization;
using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>A figure over time with its interval, and the table that it is drawn from.</summary>
public sealed class SeriesChart(IStringLocalizer<KpiText> text, FigureWords figures)
{
    /// <summary>More of the axis than this without a value would flatten the line.</summary>
    private const double MostEmptyAxis = 0.5;

    private FigureContext Context => figures.Context;

    public ChartFigure Of(FigureSeries series, Verdict verdict, ChartMarks marks)
    {
        var points = series.Points;
        var numbers = figures.Numbers(series);
        var (divide, unit) = numbers.Scale(points.Max(point => Math.Abs(point.Value ?? 0)));
        var fromZero = IsBestFromZero(points.SelectMany(Strip.Ends));
        var verdicts = Each(series, verdict);
        var hasInterval = points.Any(point => point.Lower is not null);
        return new("series", Title(series, verdict), Meta(series, hasInterval, fromZero), Alt(series))
        {
            Digits = numbers.Digits,
            Unit = unit,
            Divide = divide,
            FromZero = fromZero,
            Key = [.. Key(series, hasInterval)],
            TableTitle = text["TablePeriods", Context.Formats.Whole(points.Count)],
            Columns = [.. Columns(series, hasInterval), .. Happened(marks)],
            Rows =
            [
                .. points.Zip(verdicts, (point, real) => With(marks, point, Row(series, point, real, hasInterval))),
            ],
            Marks = marks,
        };
    }

    /// <summary>
    /// The changes of the table are judged together; the latest keeps the verdict that stands above it. Sums, which are
    /// not tested, are judged one by one only on their individuals chart.
    /// </summary>
    private static IEnumerable<Verdict> Each(FigureSeries series, Verdict latest)
    {
        var judged = (series.IsExact ? [] : series.Complete.Zip(Verdicts.OfEach(series))).ToDictionary(
            pair => pair.First,
            pair => pair.Second
        );
        return series.Points.Select(point =>
            point == series.Latest ? latest : judged.GetValueOrDefault(point, Verdict.NothingToCompare)
        );
    }

    private string Title(FigureSeries series, Verdict verdict)
    {
        var name = figures.Name(series.Kpi);
        var period = series.Latest is { } latest ? Context.Period(latest.Period) : "";
        return verdict switch
        {
            Verdict.Better or Verdict.Worse or Verdict.Changed => text[
                "SeriesFound",
                figures.Movement(series, verdict, series.Latest!.Change!.Difference > 0),
                period
            ],
            Verdict.UnusuallyGood or Verdict.UnusuallyBad or Verdict.Unusual => text[
                "SeriesFound",
                figures.Movement(series, verdict, series.OutsideUsual > 0),
                period
            ],
            Verdict.NoRealChange => text["SeriesFlat", name, period],
            Verdict.Absent when period.Length > 0 => text["SeriesAbsent", name, period],
            _ => text["SeriesPlain", name, period],
        };
    }

    private string Meta(FigureSeries series, bool hasInterval, bool fromZero)
    {
        var by = figures.Name(series.Grain).ToLower(CultureInfo.CurrentCulture);
        var name = figures.Name(series.Kpi);
        var meta = hasInterval
            ? text["SeriesMetaInterval", name, by, figures.Level]
            : text[series.IsExact ? "SeriesMetaExact" : "SeriesMetaPlain", name, by];
        return fromZero ? $"{meta}." : $"{meta}. {text["NotFromZero"]}";
    }

    private string Alt(FigureSeries series) =>
        text[
            "SeriesAlt",
            figures.Name(series.Kpi),
            Context.Period(series.Points[0].Period),
            Context.Period(series.Points[^1].Period)
        ];

    private IEnumerable<ChartKey> Key(FigureSeries series, bool hasInterval)
    {
        yield return new("line", figures.Name(series.Kpi));
        if (hasInterval)
        {
            yield return new("band", text["KeyInterval", figures.Level]);
        }
        if (HasTarget(series))
        {
            yield return new("target", text["KeyTarget"]);
            if (series.Points.Any(point => point.Target?.Threshold is not null))
            {
                yield return new("threshold", text["KeyThreshold"]);
            }
        }
        yield return new("signal", text[series.ShowsUsual ? "KeyUnusual" : "KeyReal"]);
        if (series.SoFar is not null)
        {
            yield return new("running", text["KeySoFar"]);
        }
        if (series.Points.Any(point => point.IsAbsent))
        {
            yield return new("gap", text["KeyGap"]);
        }
    }

    private IEnumerable<ChartColumn> Columns(FigureSeries series, bool hasInterval)
    {
        yield return new(text["ColPeriod"], "label", IsNumber: false);
        if (series.Kpi.Interval == IntervalMethod.Proportion)
        {
            yield return new(text["ColLost"]);
        }
        yield return new(text["ColN"]);
        var name = figures.Name(series.Kpi);
        yield return new(series.Kpi.Unit == KpiUnit.Money ? $"{name}, {Context.Currency}" : name, "value");
        if (hasInterval)
        {
            yield return new(text["ColLower", figures.Level], "lower");
            yield return new(text["ColUpper"], "upper");
            yield return new(text["ColChange"]);
        }
        yield return new(text["ColReal"], IsNumber: false);
        if (HasTarget(series))
        {
            yield return new(text["ColTarget"], "target");
            yield return new(text["ColThreshold"], "threshold");
            yield return new(text["ColStatus"], IsNumber: false);
        }
        if (series.ShowsUsual)
        {
            yield return new(text["ColLastYear"]);
        }
    }

    /// <summary>What the letters of the chart stand for, in words in the table.</summary>
    private IEnumerable<ChartColumn> Happened(ChartMarks marks) =>
        marks.Any ? [new(text["ColHappened"], IsNumber: false)] : [];

    private static ChartRow With(ChartMarks marks, FigurePoint point, ChartRow row) =>
        marks.Any ? row with { Cells = [.. row.Cells, new(marks.TextAt(point.Period))] } : row;

    private static bool HasTarget(FigureSeries series) => series.Points.Any(point => point.Target is not null);

    private ChartRow Row(FigureSeries series, FigurePoint point, Verdict verdict, bool hasInterval)
    {
        var kpi = series.Kpi;
        var numbers = figures.TableNumbers(kpi, point);
        List<ChartCell> cells =
        [
            new(Context.Period(point.Period), Short: Context.PeriodShort(point.Period)),
            .. kpi.Interval == IntervalMethod.Proportion ? [new(Lost(point))] : (ChartCell[])[],
            new(kpi.Own is not null && point.N == 0 ? "" : Context.Formats.Whole(point.N)),
            new(point.IsAbsent ? figures.Reason(point) : numbers.Cell(point), Exact(point.Value)),
        ];
        if (hasInterval)
        {
            cells.Add(End(point.Lower));
            cells.Add(End(point.Upper));
            cells.Add(new(point.Change is { } change ? numbers.ChangeNumber(change.Difference) : ""));
        }
        cells.Add(new(State(series, point, verdict)));
        if (HasTarget(series))
        {
            cells.Add(Goal(point.Target?.Value));
            cells.Add(Goal(point.Target?.Threshold));
            cells.Add(new(figures.StatusBadge(kpi, point)?.Text ?? ""));
        }
        if (series.ShowsUsual)
        {
            var lastYear = series.Points.FirstOrDefault(other => other.Period == point.Period.YearAgo);
            cells.Add(new(lastYear is { IsAbsent: false } ? numbers.Cell(lastYear) : ""));
        }
        return new(cells)
        {
            Signal = verdict.Tone(),
            Direction = verdict.IsSignal() && point.Change is { Difference: < 0 } ? "down" : null,
            IsRunning = !point.IsComplete,
        };

        // Beside exact money stands exact money.
        ChartCell Goal(double? goal) =>
            new(
                goal is not { } value ? ""
                    : kpi.Unit == KpiUnit.Money ? Context.Formats.MoneyNumber(Money.FromDecimal((decimal)value))
                    : numbers.Plain(value),
                Exact(goal)
            );

        ChartCell End(double? end) => new(end is { } bound ? numbers.Plain(bound) : "", Exact(end));
    }

    private string Lost(FigurePoint point) =>
        point.Value is { } share ? Context.Formats.Whole((long)Math.Round(share * point.N)) : "";

    private string State(FigureSeries series, FigurePoint point, Verdict verdict) =>
        !point.IsComplete ? text["StateSoFar"]
        : point.IsAbsent ? ""
        : verdict is Verdict.NothingToCompare or Verdict.TooFew ? ""
        : verdict.IsReal() || verdict == Verdict.NoRealChange ? figures.Word(verdict)
        : figures.Badge(series, verdict).Text;

    internal static string Exact(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Whether an axis from zero leaves the line room to show its shape.</summary>
    internal static bool IsBestFromZero(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().ToList();
        return known.Count == 0 || known.Min() <= 0 || known.Min() / known.Max() < MostEmptyAxis;
    }
}
