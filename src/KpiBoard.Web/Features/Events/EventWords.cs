using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Events.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Events;

/// <summary>What is said of an event, in the reader's language.</summary>
public sealed class EventWords(
    IStringLocalizer<EventText> text,
    IStringLocalizer<FigureText> figureText,
    FigureHelp figures,
    Formats formats
)
{
    /// <summary>"3 Mar 2026", "3 Mar 2026 to 9 Mar 2026", "since 3 Mar 2026".</summary>
    public string When(EventRow row)
    {
        var from = formats.Date(row.FromDay);
        return row.ToDay is not { } to ? text["Since", from]
            : to == row.FromDay ? from
            : formats.Interval(from, formats.Date(to));
    }

    public string Whom(EventRow row) =>
        row.Dimension.Length == 0 ? text["Everybody"] : $"{Name(row.Dimension)}: {NameOfMember(row.Member)}";

    /// <summary>"Customer churn, NPS, journey"; all of them where none is named.</summary>
    public string Figures(EventRow row, KpiBook book) =>
        row.Kpis.Count == 0
            ? text["AllFigures"]
            : string.Join(", ", row.Kpis.Select(code => book.TryGet(code, out var kpi) ? NameOf(kpi) : code));

    public string NameOf(KpiDefinition kpi) => figures.Of(kpi).Name;

    public string NameOfMember(string member) =>
        member == KpiDimensions.NotDescribed ? figureText["NotDescribed"] : member;

    public string Name(string dimension) => text[$"Dimension.{dimension}"];
}
