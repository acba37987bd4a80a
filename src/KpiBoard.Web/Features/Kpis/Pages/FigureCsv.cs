using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>What a page shows of a figure, unrounded: its series, and its members in the latest period.</summary>
public static class FigureCsv
{
    public static readonly IReadOnlyList<string> Header =
    [
        "kpi",
        "grain",
        "period",
        "dimension",
        "member",
        "value",
        "lower",
        "upper",
        "n",
        "unit",
        "complete",
        "reason",
        "compared_with",
        "difference",
        "difference_lower",
        "difference_upper",
        "p_value",
    ];

    public static async IAsyncEnumerable<IReadOnlyList<string>> LinesAsync(
        KpiDefinition kpi,
        FigureChoice choice,
        FigurePageData data,
        PeriodCalendar calendar,
        CsvLines csv
    )
    {
        await Task.CompletedTask;
        foreach (var row in data.Figures.Where(row => row.Kpi == kpi.Code).Concat(choice.IsTotal ? data.Members : []))
        {
            var period = calendar.Parse(row.Period);
            if (choice.Shows(period))
            {
                yield return Line(choice, row, csv);
            }
        }
    }

    private static List<string> Line(FigureChoice choice, KpiPoint row, CsvLines csv) =>
        [
            row.Kpi,
            choice.Grain.Text(),
            row.Period,
            row.Dimension ?? "",
            CsvLines.Text(row.Member ?? ""),
            csv.Number(row.Value),
            csv.Number(row.Lower),
            csv.Number(row.Upper),
            csv.Number((double)row.N),
            row.Unit,
            row.Complete ? "true" : "false",
            row.Reason ?? "",
            row.ComparedWith ?? "",
            csv.Number(row.Difference),
            csv.Number(row.DifferenceLower),
            csv.Number(row.DifferenceUpper),
            csv.Number(row.PValue),
        ];
}
