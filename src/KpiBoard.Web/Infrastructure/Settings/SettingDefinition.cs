using System.Globalization;
using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Infrastructure.Settings;

/// <summary>
/// One key of the settings: how a typed value is read into <see cref="CompanySettings"/> (null: it is not valid), how
/// the value in force is written, and what a valid value looks like.
/// </summary>
public sealed record SettingDefinition(
    string Key,
    string Accepts,
    Func<CompanySettings, string, CompanySettings?> Apply,
    Func<CompanySettings, string> Show
)
{
    /// <summary>The values to choose from, where there are only a few; one in force that is not among them may stay.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The key in the names of texts, in which a dot parts what belongs to a key.</summary>
    public string TextKey => Key.Replace('.', '-');

    /// <summary>True when people read and write the value in per cent.</summary>
    public bool IsRatio { get; init; }

    /// <summary>True for a whole number, which a phone shows digits for.</summary>
    public bool IsWhole { get; init; }

    public static readonly IReadOnlyList<SettingDefinition> All =
    [
        new(
            "companyName",
            "the company's name, at most 100 characters",
            (s, v) => v.Length is > 0 and <= 100 ? s with { CompanyName = v } : null,
            s => s.CompanyName
        ),
        new(
            "currency",
            "three letters, for example DKK",
            (s, v) => v.Length == 3 && v.All(char.IsAsciiLetterUpper) ? s with { Currency = v } : null,
            s => s.Currency ?? ""
        ),
        new(
            "timeZone",
            "a time zone of the IANA list, for example Europe/Oslo",
            (s, v) => TimeZoneInfo.TryFindSystemTimeZoneById(v, out var zone) ? s with { TimeZone = zone } : null,
            s => s.TimeZone.Id
        ),
        new(
            "fiscalYearStart",
            "the month in which the fiscal year starts, 1 to 12",
            (s, v) => Whole(v) is >= 1 and <= 12 and var month ? s with { FiscalYearStart = month } : null,
            s => s.FiscalYearStart.ToString(CultureInfo.InvariantCulture)
        )
        {
            Choices = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
        },
        new(
            "quarters",
            "calendar or fiscal",
            (s, v) => v is "calendar" or "fiscal" ? s with { FiscalQuarters = v == "fiscal" } : null,
            s => s.FiscalQuarters ? "fiscal" : "calendar"
        )
        {
            Choices = ["calendar", "fiscal"],
        },
        new("churn", "activity, contract, or inactive:N with N from 31 to 3650 days", Churn, s => s.Churn.ToString())
        {
            Choices = ["activity", "inactive:60", "inactive:90", "inactive:180", "inactive:365", "contract"],
        },
        new(
            "discountRate",
            "a ratio from 0 to 1, for example 0.10",
            (s, v) => Number(v) is >= 0 and <= 1 and var rate ? s with { DiscountRate = rate } : null,
            s => s.DiscountRate.ToString(CultureInfo.InvariantCulture)
        )
        {
            IsRatio = true,
        },
        new(
            "intervalLevel",
            "a ratio from 0.5 to 0.999, for example 0.95",
            (s, v) =>
                Number(v) is >= 0.5m and <= 0.999m and var level ? s with { IntervalLevel = (double)level } : null,
            s => s.IntervalLevel.ToString(CultureInfo.InvariantCulture)
        )
        {
            IsRatio = true,
        },
        new(
            "refreshAt",
            "a time of day, for example 05:00",
            (s, v) =>
                TimeOnly.TryParseExact(v, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
                    ? s with
                    {
                        RefreshAt = at,
                    }
                    : null,
            s => s.RefreshAt.ToString("HH:mm", CultureInfo.InvariantCulture)
        ),
        new(
            "checkInWeeks",
            "how many weeks may pass between check-ins, 1 to 26",
            (s, v) => Whole(v) is >= 1 and <= 26 and var weeks ? s with { CheckInWeeks = weeks } : null,
            s => s.CheckInWeeks.ToString(CultureInfo.InvariantCulture)
        )
        {
            IsWhole = true,
        },
        HalfLife("evidenceHalfLife.quantitative", EvidenceKind.Quantitative),
        HalfLife("evidenceHalfLife.qualitative", EvidenceKind.Qualitative),
        HalfLife("evidenceHalfLife.interview", EvidenceKind.Interview),
        HalfLife("evidenceHalfLife.observation", EvidenceKind.Observation),
        HalfLife("evidenceHalfLife.experiment", EvidenceKind.Experiment),
        HalfLife("evidenceHalfLife.survey", EvidenceKind.Survey),
        HalfLife("evidenceHalfLife.other", EvidenceKind.Other),
        new(
            "betCap",
            "a ratio from 0 to 1, for example 0.10",
            (s, v) => Number(v) is >= 0 and <= 1 and var cap ? s with { BetCap = cap } : null,
            s => s.BetCap.ToString(CultureInfo.InvariantCulture)
        )
        {
            IsRatio = true,
        },
        new(
            "personDayRate",
            "what a person-day costs, 1 to 1000000 in the company's currency, or 0 for not known",
            (s, v) =>
                Whole(v) is >= 0 and <= 1_000_000 and var rate
                    ? s with
                    {
                        PersonDayRate = rate > 0 ? rate : null,
                    }
                    : null,
            s => s.PersonDayRate?.ToString(CultureInfo.InvariantCulture) ?? ""
        )
        {
            IsWhole = true,
        },
        new(
            "costFloor",
            "the least that an initiative counts as costing, 1 to 100000000 in the company's currency",
            (s, v) => Whole(v) is >= 1 and <= 100_000_000 and var floor ? s with { CostFloor = floor } : null,
            s => s.CostFloor.ToString(CultureInfo.InvariantCulture)
        )
        {
            IsWhole = true,
        },
        new(
            "address",
            "where people reach the board, for example https://kpi.example.com",
            (s, v) =>
                Uri.TryCreate(v, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                    ? s with
                    {
                        Address = v,
                    }
                    : null,
            s => s.Address
        ),
        new(
            "language",
            "en, da or nb",
            (s, v) => v is "en" or "da" or "nb" ? s with { Language = v } : null,
            s => s.Language
        )
        {
            Choices = ["en", "da", "nb"],
        },
        new(
            "twoStep",
            "optional or required",
            (s, v) => v is "optional" or "required" ? s with { TwoStepRequired = v == "required" } : null,
            s => s.TwoStepRequired ? "required" : "optional"
        )
        {
            Choices = ["optional", "required"],
        },
    ];

    public static SettingDefinition? Find(string key) => All.FirstOrDefault(definition => definition.Key == key);

    private static CompanySettings? Churn(CompanySettings settings, string value) =>
        value switch
        {
            "activity" => settings with { Churn = ChurnDefinition.Activity },
            "contract" => settings with { Churn = ChurnDefinition.Contract },
            _ when value.StartsWith("inactive:", StringComparison.Ordinal)
                    && Whole(value["inactive:".Length..]) is >= 31 and <= 3650 and var days => settings with
            {
                Churn = ChurnDefinition.Inactive(days),
            },
            _ => null,
        };

    private static SettingDefinition HalfLife(string key, EvidenceKind kind) =>
        new(
            key,
            "the days after which half of what such evidence says has faded, 30 to 3650",
            (s, v) =>
                Whole(v) is >= 30 and <= 3650 and var days ? s with { HalfLives = s.HalfLives.With(kind, days) } : null,
            s => s.HalfLives.Of(kind).ToString(CultureInfo.InvariantCulture)
        )
        {
            IsWhole = true,
        };

    private static int Whole(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>With a point or a comma: thousands are not written here, so neither can be mistaken.</summary>
    private static decimal Number(string value) =>
        decimal.TryParse(
            value.Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : -1;
}
