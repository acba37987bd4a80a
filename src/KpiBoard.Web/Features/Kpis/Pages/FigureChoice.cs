using System.Globalization;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>What a link to a figure says, as it stands in the address.</summary>
public sealed class FigureQuery
{
    [FromQuery(Name = "grain")]
    public string? Grain { get; init; }

    /// <summary>A dimension and its member, <c>segment:Small business</c>.</summary>
    [FromQuery(Name = "member")]
    public string? Member { get; init; }

    [FromQuery(Name = "from")]
    public string? From { get; init; }

    [FromQuery(Name = "to")]
    public string? To { get; init; }

    [FromQuery(Name = "as-known-at")]
    public string? AsKnownAt { get; init; }
}

/// <summary>What of a figure is shown. All of it stands in the link; what a link says wrongly is left at its default.</summary>
public sealed record FigureChoice(Grain Grain)
{
    private const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public string Dimension { get; init; } = KpiDimensions.Total;
    public string Member { get; init; } = "";
    public Period? From { get; init; }
    public Period? To { get; init; }
    public DateTimeOffset? AsKnownAt { get; init; }

    public bool IsTotal => Dimension == KpiDimensions.Total;

    public bool Shows(Period period) => (From is not { } from || period >= from) && (To is not { } to || period <= to);

    public static FigureChoice Of(FigureQuery query, PeriodCalendar calendar)
    {
        var grain = Grains.TryParse(query.Grain, out var known) ? known : Grain.Month;
        var (dimension, member) = MemberOf(query.Member);
        return new(grain)
        {
            Dimension = dimension,
            Member = member,
            From = PeriodOf(query.From, grain, calendar),
            To = PeriodOf(query.To, grain, calendar),
            AsKnownAt = InstantOf(query.AsKnownAt),
        };
    }

    /// <summary>The part of an address after the path that leads here again; empty for the defaults.</summary>
    public string ToQuery(PeriodCalendar calendar)
    {
        (string Name, string? Value)[] parts =
        [
            ("grain", Grain == Grain.Month ? null : Grain.Text()),
            ("member", IsTotal ? null : MemberText(Dimension, Member)),
            ("from", From is { } from ? calendar.Text(from) : null),
            ("to", To is { } to ? calendar.Text(to) : null),
            ("as-known-at", AsKnownAt is { } at ? Text(at) : null),
        ];
        return QueryString.Create(parts.Where(part => part.Value is not null).Select(Pair)).ToString();
    }

    public static string MemberText(string dimension, string member) => $"{dimension}:{member}";

    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    private static KeyValuePair<string, string?> Pair((string Name, string? Value) part) => new(part.Name, part.Value);

    private static (string Dimension, string Member) MemberOf(string? text) =>
        text?.Split(':', 2) is [var dimension, var member] && KpiDimensions.All.Contains(dimension)
            ? (dimension, member)
            : (KpiDimensions.Total, "");

    /// <summary>A period of another grain becomes the one of this grain that it ends in.</summary>
    private static Period? PeriodOf(string? text, Grain grain, PeriodCalendar calendar) =>
        calendar.TryParse(text, out var period) ? calendar.Containing(period.Last, grain) : null;

    private static DateTimeOffset? InstantOf(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant
            : null;
}
