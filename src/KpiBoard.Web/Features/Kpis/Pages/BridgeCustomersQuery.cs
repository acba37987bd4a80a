using System.Globalization;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>What a link to the customers behind a bar says.</summary>
public sealed class BridgeCustomersQuery
{
    [FromQuery(Name = "measure")]
    public string? Measure { get; init; }

    [FromQuery(Name = "part")]
    public string? Part { get; init; }

    [FromQuery(Name = "period")]
    public string? Period { get; init; }

    [FromQuery(Name = "member")]
    public string? Member { get; init; }

    [FromQuery(Name = "page")]
    public int? Page { get; init; }

    /// <summary>The bar of one unit adds up its customers: it is for those who see the unit's figures.</summary>
    public bool MayBeSeenBy(VisibleUnits units)
    {
        var choice = FigureChoice.Of(new FigureQuery { Member = Member }, new PeriodCalendar());
        return units.Includes(choice.Dimension, choice.Member);
    }

    /// <summary>The bar meant; null when the link names none.</summary>
    public BridgeBar? ToBar(PeriodCalendar calendar)
    {
        var choice = FigureChoice.Of(new FigureQuery { Member = Member }, calendar);
        return
            BridgeMeasure.All.Contains(Measure)
            && BridgePart.Find(Part) is { } part
            && calendar.TryParse(Period, out var period)
            ? new(Measure!, period, part, choice.Dimension, choice.Member)
            : null;
    }

    /// <summary>The same bar, another page.</summary>
    public string ToQuery(int page)
    {
        var parts = new Dictionary<string, string?>
        {
            ["measure"] = Measure,
            ["part"] = Part,
            ["period"] = Period,
            ["member"] = Member,
            ["page"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
        };
        return QueryString.Create(parts.Where(part => part.Value is not null)).ToString();
    }
}
