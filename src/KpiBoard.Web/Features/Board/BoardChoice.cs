using System.Globalization;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Board;

/// <summary>What a link to the board says, as it stands in the address.</summary>
public sealed class BoardQuery
{
    [FromQuery(Name = "grain")]
    public string? Grain { get; init; }

    [FromQuery(Name = "unit")]
    public string? Unit { get; init; }

    [FromQuery(Name = "period")]
    public string? Period { get; init; }

    [FromQuery(Name = "since")]
    public string? Since { get; init; }

    /// <summary>What was just done, to confirm it and to offer undoing it.</summary>
    [FromQuery(Name = "done")]
    public string? Done { get; init; }

    /// <summary>The favourite that it was done to, and the place that it had.</summary>
    [FromQuery(Name = "figure")]
    public string? Figure { get; init; }

    [FromQuery(Name = "at")]
    public int? At { get; init; }
}

/// <summary>What of the board is shown. All of it stands in the link; what a link says wrongly is left at its default.</summary>
public sealed record BoardChoice(Grain Grain)
{
    /// <summary>Whose figures are shown: of a business unit, or of any member on a favourite; by default the company's.</summary>
    public string Dimension { get; init; } = KpiDimensions.Total;
    public string Member { get; init; } = "";

    /// <summary>The period that the link was made for; without one, the newest.</summary>
    public Period? Period { get; init; }

    /// <summary>Since when changes are told: "week", "month" or a date; null for the person's last look.</summary>
    public string? Since { get; init; }

    public bool IsCompany => Dimension == KpiDimensions.Total;

    public string? Unit => Dimension == KpiDimensions.BusinessUnit ? Member : null;

    public BoardChoice OfCompany() => Of(KpiDimensions.Total, "");

    public BoardChoice Of(string dimension, string member) => this with { Dimension = dimension, Member = member };

    /// <summary>What the figures depend on; since when changes are told does not matter to them.</summary>
    public string FiguresKey => string.Join('|', Grain, Period is { } period ? period.Last.Key : 0, Dimension, Member);

    public static BoardChoice Of(BoardQuery query, PeriodCalendar calendar)
    {
        var grain = Grains.TryParse(query.Grain, out var known) ? known : Grain.Month;
        return new(grain)
        {
            Dimension = string.IsNullOrEmpty(query.Unit) ? KpiDimensions.Total : KpiDimensions.BusinessUnit,
            Member = query.Unit ?? "",
            Period = calendar.TryParse(query.Period, out var period) ? calendar.Containing(period.Last, grain) : null,
            Since = LookBack.IsKnown(query.Since) || DateOf(query.Since) is not null ? query.Since : null,
        };
    }

    /// <summary>The part of an address after the path that leads here again; empty for the defaults.</summary>
    /// <param name="calendar">The company's.</param>
    /// <param name="done">What was just done there, and to which favourite at which place.</param>
    /// <param name="figure">The favourite.</param>
    /// <param name="at">Its place.</param>
    public string ToQuery(PeriodCalendar calendar, string? done = null, string? figure = null, int? at = null)
    {
        (string Name, string? Value)[] parts =
        [
            ("grain", Grain == Grain.Month ? null : Grain.Text()),
            ("unit", Unit),
            ("period", Period is { } period ? calendar.Text(period) : null),
            ("since", Since),
            ("done", done),
            ("figure", figure),
            ("at", at?.ToString(CultureInfo.InvariantCulture)),
        ];
        return Query(parts);
    }

    /// <summary>The same choice on the page of a figure.</summary>
    public string FigureQuery(PeriodCalendar calendar)
    {
        (string Name, string? Value)[] parts =
        [
            ("grain", Grain == Grain.Month ? null : Grain.Text()),
            ("member", IsCompany ? null : $"{Dimension}:{Member}"),
            ("to", Period is { } period ? calendar.Text(period) : null),
        ];
        return Query(parts);
    }

    private static string Query((string Name, string? Value)[] parts) =>
        QueryString
            .Create(
                parts
                    .Where(part => part.Value is not null)
                    .Select(part => new KeyValuePair<string, string?>(part.Name, part.Value))
            )
            .ToString();

    /// <summary>The instant that a date or a number of days back means; null for the person's last look.</summary>
    public DateTimeOffset? SinceInstant(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (LookBack.DaysOf(Since) is { } days)
        {
            return now.AddDays(-days);
        }
        if (DateOf(Since) is not { } date)
        {
            return null;
        }
        var local = date.ToDateTime(TimeOnly.MinValue);
        var valid = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(valid, zone.GetUtcOffset(valid));
    }

    public static DateOnly? DateOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date.Year > 1900
            ? date
            : null;
}

/// <summary>How far one can look back by name.</summary>
public static class LookBack
{
    /// <summary>How far back a person is told of who looks for the first time.</summary>
    public const string First = "month";

    public static readonly IReadOnlyList<string> Names = ["week", First];

    public static bool IsKnown(string? name) => name is not null && Names.Contains(name);

    public static int? DaysOf(string? name) =>
        name switch
        {
            "week" => 7,
            First => 30,
            _ => null,
        };
}
