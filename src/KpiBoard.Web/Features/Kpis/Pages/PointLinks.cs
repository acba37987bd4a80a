using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>Leads from each point of a chart, and its row in the table, to what people say about it.</summary>
public sealed class PointLinks(IStringLocalizer<KpiText> text, FigureWords figures)
{
    /// <summary>Where a comment is written, on the same page.</summary>
    private const string Fragment = "#say-text";

    public ChartFigure Add(
        ChartFigure chart,
        FigureSeries series,
        FigureChoice choice,
        IReadOnlyDictionary<string, int> comments
    ) =>
        chart with
        {
            Key = series.Points.Any(point => CountOf(point, comments) > 0)
                ? [.. chart.Key, new ChartKey("comment", text["KeyComments"])]
                : chart.Key,
            Columns = [.. chart.Columns, new ChartColumn(text["ColComments"], IsNumber: false)],
            Rows =
            [
                .. chart.Rows.Zip(
                    series.Points,
                    (row, point) => row with { Cells = [.. row.Cells, Cell(point, series.Kpi, choice, comments)] }
                ),
            ],
        };

    private ChartCell Cell(
        FigurePoint point,
        KpiDefinition kpi,
        FigureChoice choice,
        IReadOnlyDictionary<string, int> comments
    )
    {
        var calendar = figures.Context.Calendar;
        var period = calendar.Text(point.Period);
        var count = CountOf(point, comments);
        var query = QueryString.FromUriComponent(choice.ToQuery(calendar)).Add("point", period);
        return new(count > 0 ? text.Count("Comments", count) : text["Comment"])
        {
            Address = $"/figures/{kpi.Code}{query}{(count > 0 ? "#conversation" : Fragment)}",
            Comments = count,
        };
    }

    private int CountOf(FigurePoint point, IReadOnlyDictionary<string, int> comments) =>
        comments.GetValueOrDefault(figures.Context.Calendar.Text(point.Period));
}
