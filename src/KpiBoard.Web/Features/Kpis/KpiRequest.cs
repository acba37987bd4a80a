using System.Globalization;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>The options of commands and endpoints as they are typed.</summary>
public sealed record KpiOptions
{
    public string? Grain { get; init; }

    public string? Segment { get; init; }

    public string? Region { get; init; }

    [FromQuery(Name = "business-unit")]
    public string? BusinessUnit { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    [FromQuery(Name = "as-known-at")]
    public string? AsKnownAt { get; init; }

    public string? Measure { get; init; }
}

/// <summary>What is asked for.</summary>
/// <param name="Dimension">Empty for the total.</param>
/// <param name="Member">Null for every member.</param>
/// <param name="FromMonth">The first month that a period may reach into and the last that it may end with, yyyymm.</param>
public sealed record KpiRequest(
    Grain Grain,
    string Dimension,
    string? Member,
    int FromMonth,
    int ToMonth,
    DateTimeOffset? AsKnownAt,
    string Measure
)
{
    /// <summary>The moment whose targets the values are held against; none for those in force.</summary>
    public DateTimeOffset? TargetsAt { get; init; } = AsKnownAt;

    public const string EveryMember = "*";

    private const int Ever = 999_912;
    private static readonly string[] Measures = ["revenue", "margin", "revenue.constant", "margin.constant"];

    /// <summary>Understands the options.</summary>
    /// <exception cref="KpiRequestException">One of them makes no sense; the message says which and why.</exception>
    public static KpiRequest Of(KpiOptions options, CompanySettings settings)
    {
        var calendar = new PeriodCalendar(settings.FiscalYearStart, settings.FiscalQuarters);
        var grain = Core.Periods.Grain.Month;
        if (options.Grain is not null && !Grains.TryParse(options.Grain, out grain))
        {
            throw new KpiRequestException($"'{options.Grain}' is not a grain: month, quarter, year or r12.");
        }
        var measure = options.Measure ?? Measures[0];
        if (!Measures.Contains(measure))
        {
            throw new KpiRequestException($"'{measure}' is not a measure: {string.Join(", ", Measures)}.");
        }
        var (dimension, member) = MemberOf(options);
        return new(
            grain,
            dimension,
            member,
            options.From is null ? 0 : FirstMonth(Period(options.From, calendar)).Key,
            options.To is null ? Ever : Period(options.To, calendar).Last.Key,
            options.AsKnownAt is null ? null : Instant(options.AsKnownAt, settings.TimeZone),
            measure
        );
    }

    private static (string Dimension, string? Member) MemberOf(KpiOptions options)
    {
        var asked = new[]
        {
            (Dimension: KpiDimensions.Segment, Member: options.Segment),
            (Dimension: KpiDimensions.Region, Member: options.Region),
            (Dimension: KpiDimensions.BusinessUnit, Member: options.BusinessUnit),
        }
            .Where(option => !string.IsNullOrEmpty(option.Member))
            .ToList();
        return asked.Count switch
        {
            0 => (KpiDimensions.Total, ""),
            1 => (asked[0].Dimension, asked[0].Member == EveryMember ? null : asked[0].Member),
            _ => throw new KpiRequestException("Ask by segment, by region or by business unit: one of them at a time."),
        };
    }

    // A window of twelve months is named by its end; asking from it means from there.
    private static Month FirstMonth(Period period) =>
        period.Grain == Core.Periods.Grain.R12 ? period.Last : period.First;

    private static Period Period(string text, PeriodCalendar calendar) =>
        calendar.TryParse(text, out var period)
            ? period
            : throw new KpiRequestException(
                $"'{text}' is not a period: write {string.Join(", ", Grains.All.Select(grain => calendar.Text(calendar.Containing(new Month(2026, 11), grain))))}."
            );

    private static DateTimeOffset Instant(string text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            throw new KpiRequestException($"'{text}' is not a time: write 2026-11-21T05:00 or 2026-11-21T05:00:00Z.");
        }
        return time.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(time, zone.GetUtcOffset(time))
            : new DateTimeOffset(time.ToUniversalTime());
    }
}

/// <summary>An option that makes no sense.</summary>
public sealed class KpiRequestException(string message) : Exception(message);
