using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>The tables of the figure pages to take away, unrounded.</summary>
public sealed class FigureSheets(
    IStringLocalizer<KpiText> text,
    FigureWords figures,
    string company,
    FigureChoice choice,
    FigurePageData data
)
{
    private static readonly string[] PointHeader =
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
        "currency",
    ];

    private static readonly string[] BridgeHeader =
    [
        "measure",
        "grain",
        "period",
        "dimension",
        "member",
        "step",
        "amount",
        "currency",
        "customers",
    ];

    private PeriodCalendar Calendar => figures.Context.Calendar;

    /// <summary>The series, and its members in the latest period.</summary>
    public Sheet Figure(KpiDefinition kpi) =>
        Points(
            $"{kpi.Code}-{choice.Grain.Text()}",
            figures.Name(kpi),
            data.Figures.Where(row => row.Kpi == kpi.Code)
                .Concat(choice.IsTotal ? data.Members : [])
                .Where(row => choice.Shows(Calendar.Parse(row.Period)))
        );

    /// <summary>The latest complete value of every figure.</summary>
    public Sheet List() =>
        Points(
            $"figures-{choice.Grain.Text()}",
            text["ListTitle"],
            data.Figures.Where(row => row.Complete).GroupBy(row => row.Kpi).Select(rows => rows.Last())
        );

    /// <summary>The members of one dimension in the latest period; of an exact sum their growth too.</summary>
    public Sheet Members(KpiDefinition kpi, string dimension) =>
        Points(
            $"{kpi.Code}-{dimension}-{choice.Grain.Text()}",
            figures.Name(kpi),
            data.Members.Concat(data.Growth).Where(row => row.Dimension == dimension)
        );

    public Sheet Bridge(KpiDefinition kpi) =>
        Sheet.Of($"{kpi.Code}-bridge-{choice.Grain.Text()}", BridgeHeader, data.Bridges.SelectMany(Steps)) with
        {
            About = About(text["BridgeTable"]),
            Zone = figures.Context.Zone,
        };

    /// <summary>What a file must say to be read without the page.</summary>
    public IReadOnlyList<(string Name, string Value)> About(string table) =>
        [
            (text["SheetCompany"], company),
            (text["SheetTable"], table),
            (text["Periods"], figures.Name(choice.Grain)),
            (text["Part"], choice.IsTotal ? text["Everybody"].Value : figures.NameOfMember(choice.Member)),
            (text["SheetCurrency"], figures.Context.Currency),
            (text["SheetInterval"], figures.Level),
            (text["Known"], data.Run is { } run ? figures.Context.Time(choice.AsKnownAt ?? run.FinishedAt) : ""),
        ];

    private Sheet Points(string fileName, string table, IEnumerable<KpiPoint> rows) =>
        Sheet.Of(fileName, PointHeader, rows.Select(Point)) with
        {
            About = About(table),
            Zone = figures.Context.Zone,
        };

    private IReadOnlyList<object?> Point(KpiPoint row) =>
        [
            row.Kpi,
            choice.Grain.Text(),
            row.Period,
            row.Dimension,
            row.Member,
            row.Value,
            row.Lower,
            row.Upper,
            row.N,
            row.Unit,
            row.Complete,
            row.Reason,
            row.ComparedWith,
            row.Difference,
            row.DifferenceLower,
            row.DifferenceUpper,
            row.PValue,
            row.Unit == KpiUnit.Money.Text() ? figures.Context.Currency : null,
        ];

    private static IEnumerable<IReadOnlyList<object?>> Steps(BridgePoint bridge)
    {
        foreach (var part in BridgePart.All)
        {
            yield return Step(bridge, part.Code, part.Stored(bridge), part.Customers(bridge));
        }
        yield return Step(bridge, "moved", bridge.Moved, null);
        if (bridge.Unidentified is { } unidentified)
        {
            yield return Step(bridge, "unidentified", unidentified, null);
        }
    }

    private static IReadOnlyList<object?> Step(BridgePoint bridge, string step, decimal amount, long? customers) =>
        [
            bridge.Measure,
            bridge.Grain,
            bridge.Period,
            bridge.Dimension,
            bridge.Member,
            step,
            amount,
            bridge.Currency,
            customers,
        ];
}
