using System.Globalization;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What people speak about: a figure, one point of its chart, or an initiative.</summary>
/// <param name="Kind">One of the constants below.</param>
public sealed record Subject(string Kind)
{
    public const string Figure = "figure";
    public const string Point = "point";
    public const string Initiative = "initiative";

    public string Kpi { get; init; } = "";
    public string Dimension { get; init; } = KpiDimensions.Total;
    public string Member { get; init; } = "";

    /// <summary>Of a point, as the calendar writes it.</summary>
    public string Period { get; init; } = "";
    public long? InitiativeId { get; init; }

    /// <summary>The figure that a point belongs to; any other subject itself.</summary>
    public Subject Whole => Kind == Point ? this with { Kind = Figure, Period = "" } : this;

    public Subject At(string period) => this with { Kind = Point, Period = period };

    /// <summary>
    /// Reads <c>initiative:7</c>, <c>figure:churn.logo</c>, <c>point:churn.logo/2026-10</c>; a figure and a point may end
    /// in a member, <c>/segment:Small business</c>. Null for anything else.
    /// </summary>
    public static Subject? Parse(string? text, PeriodCalendar calendar, KpiBook book) =>
        text?.Split(':', 2) switch
        {
            [Initiative, var id]
                when long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new(
                Initiative
            )
            {
                InitiativeId = number,
            },
            [Figure, var rest] => OfFigure(rest.Split('/', 2), book),
            [Point, var rest]
                when rest.Split('/', 3) is [var kpi, var period, .. var member] && calendar.TryParse(period, out _) =>
                OfFigure([kpi, .. member], book)?.At(period),
            _ => null,
        };

    public override string ToString()
    {
        var member = Dimension == KpiDimensions.Total ? "" : $"/{Dimension}:{Member}";
        return Kind switch
        {
            Initiative => string.Create(CultureInfo.InvariantCulture, $"{Initiative}:{InitiativeId}"),
            Point => $"{Point}:{Kpi}/{Period}{member}",
            _ => $"{Figure}:{Kpi}{member}",
        };
    }

    private static Subject? OfFigure(string[] parts, KpiBook book) =>
        parts switch
        {
            [var kpi] when book.TryGet(kpi, out _) => new(Figure) { Kpi = kpi },
            [var kpi, var part]
                when book.TryGet(kpi, out _)
                    && part.Split(':', 2) is [var dimension, { Length: > 0 } member]
                    && KpiDimensions.All.Contains(dimension) => new(Figure)
            {
                Kpi = kpi,
                Dimension = dimension,
                Member = member,
            },
            _ => null,
        };
}
