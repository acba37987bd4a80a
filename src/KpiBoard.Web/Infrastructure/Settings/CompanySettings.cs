using System.Globalization;
using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Infrastructure.Settings;

/// <summary>How the company counts: its currency, calendar, definitions and hours. Every slice may read it.</summary>
public sealed record CompanySettings
{
    /// <summary>ISO 4217; null until set or until the first file brings one.</summary>
    public string? Currency { get; init; }

    /// <summary>The same for sums that have to be in one: ISO 4217's "no currency" before a first line has set it.</summary>
    public string SumCurrency => Currency ?? "XXX";

    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    /// <summary>The month, 1 to 12, in which the fiscal year starts.</summary>
    public int FiscalYearStart { get; init; } = 1;

    /// <summary>True when quarters and years follow the fiscal year.</summary>
    public bool FiscalQuarters { get; init; }

    public ChurnDefinition Churn { get; init; } = ChurnDefinition.Activity;

    public decimal DiscountRate { get; init; } = 0.10m;

    public double IntervalLevel { get; init; } = 0.95;

    /// <summary>When the nightly refresh runs, in the company's time zone.</summary>
    public TimeOnly RefreshAt { get; init; } = new(5, 0);

    /// <summary>For how many weeks nothing may be heard of a running initiative before its owner is reminded.</summary>
    public int CheckInWeeks { get; init; } = 4;

    public TimeSpan CheckInSilence => TimeSpan.FromDays(7 * CheckInWeeks);

    /// <summary>How fast evidence ages.</summary>
    public HalfLives HalfLives { get; init; } = new();

    /// <summary>The most that bets may take of the remaining budget of all open initiatives.</summary>
    public decimal BetCap { get; init; } = 0.10m;

    /// <summary>What a person-day costs, in the company's currency; without it the effort of initiatives counts as nothing.</summary>
    public int? PersonDayRate { get; init; }

    /// <summary>The least that an initiative counts as costing, in the company's currency: above 0.</summary>
    public int CostFloor { get; init; } = 10_000;

    public string Language { get; init; } = "en";

    public string CompanyName { get; init; } = "";

    /// <summary>Where people reach the board, for links that leave it; empty until set.</summary>
    public string Address { get; init; } = "";

    /// <summary>True when whoever has a role and a password here must sign in with a code too.</summary>
    public bool TwoStepRequired { get; init; }

    public DateOnly DateOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZone).DateTime);

    /// <summary>When a day of the company's begins.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, TimeZone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}

/// <summary>Which customers count as lost: <c>activity</c>, <c>inactive:90</c> or <c>contract</c>.</summary>
public sealed record ChurnDefinition(string Mode, int InactiveDays = 0)
{
    public static readonly ChurnDefinition Activity = new("activity");
    public static readonly ChurnDefinition Contract = new("contract");

    public static ChurnDefinition Inactive(int days) => new("inactive", days);

    public override string ToString() =>
        Mode == "inactive" ? $"inactive:{InactiveDays.ToString(CultureInfo.InvariantCulture)}" : Mode;
}
