using KpiBoard.Core.Kpis;
using KpiBoard.Core.Statistics;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>The individuals chart of a long series: what is usual, and which points are signals.</summary>
public sealed class UsualChart(IStringLocalizer<KpiText> text, FigureWords figures)
{
    private const int LeastPeriods = 12;

    private FigureContext Context => figures.Context;

    public ChartFigure? Of(FigureSeries series, ChartMarks marks)
    {
        var points = series.Judged;
        if (points.Count < LeastPeriods || series.Usual is not { } usual)
        {
            return null;
        }

        var numbers = figures.Numbers(series);
        var (divide, unit) = numbers.Scale(points.Max(point => Math.Abs(point.Value!.Value)));
        var signals = usual.Signals.Count(signal => signal != RunRules.None);
        var range = numbers.Range(usual.Lower, usual.Upper);
        var name = figures.Name(series.Kpi);
        return new(
            "xmr",
            text[usual.Signals[^1] == RunRules.None ? "XmrNoise" : "XmrSignal"],
            text.Sentence("XmrMeta", Context.Formats.Whole(signals), Context.Formats.Whole(points.Count), range),
            text["XmrAlt", name]
        )
        {
            Digits = numbers.Digits,
            Unit = unit,
            Divide = divide,
            Centre = usual.Centre,
            Lower = usual.Lower,
            Upper = usual.Upper,
            FromZero = SeriesChart.IsBestFromZero([usual.Lower, .. points.Select(point => point.Value)]),
            Key =
            [
                new(
                    "usual",
                    text["XmrKey", numbers.Text(usual.Centre), numbers.Text(usual.Lower), numbers.Text(usual.Upper)]
                ),
                new("signal", text["XmrKeySignal"]),
            ],
            TableTitle = text["XmrTable"],
            Columns =
            [
                new(text["ColPeriod"], "label", IsNumber: false),
                new(name, "value"),
                new(text["ColMovingRange"]),
                new(text["ColSignal"], IsNumber: false),
            ],
            Rows = [.. points.Select((point, at) => Row(series, usual, point, at))],
            Marks = marks.Within(points.Select(point => Context.PeriodShort(point.Period))),
            AreMarksAbove = true,
        };
    }

    private ChartRow Row(FigureSeries series, IndividualsChart usual, FigurePoint point, int at)
    {
        var numbers = figures.TableNumbers(series.Kpi, point);
        var (value, signal) = (point.Value!.Value, usual.Signals[at]);
        var isHigh = value > usual.Centre;
        return new(
            new ChartCell(Context.Period(point.Period), Short: Context.PeriodShort(point.Period)),
            new ChartCell(numbers.Text(value), SeriesChart.Exact(value)),
            new ChartCell(at == 0 ? text["FirstPeriod"] : numbers.Plain(usual.MovingRanges[at - 1])),
            new ChartCell(Rules(signal))
        )
        {
            Signal =
                signal == RunRules.None || series.Kpi.Good == GoodDirection.Neither ? null
                : isHigh == (series.Kpi.Good == GoodDirection.Up) ? "better"
                : "worse",
            Direction = isHigh ? "up" : "down",
        };
    }

    private string Rules(RunRules signal)
    {
        (RunRules Rule, string Text)[] rules =
        [
            (RunRules.BeyondLimit, text["RuleBeyond"]),
            (RunRules.TwoOfThree, text["RuleTwoOfThree"]),
            (RunRules.FourOfFive, text["RuleFourOfFive"]),
            (RunRules.RunOfEight, text["RuleRun"]),
        ];
        return string.Join(", ", rules.Where(rule => signal.HasFlag(rule.Rule)).Select(rule => rule.Text));
    }
}
