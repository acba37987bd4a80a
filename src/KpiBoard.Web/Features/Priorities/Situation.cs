using KpiBoard.Core;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>Everything that the order of the initiatives is worked out from, as of one instant.</summary>
public sealed record Situation(PriorityInput Input)
{
    public required DateOnly Today { get; init; }
    public required CompanySettings Settings { get; init; }

    /// <summary>The open initiatives, by id.</summary>
    public required IReadOnlyList<Contender> Contenders { get; init; }

    /// <summary>What is known of each figure of <see cref="PriorityInput.Goals"/>, in the same order.</summary>
    public required IReadOnlyList<GoalNote> Goals { get; init; }

    /// <summary>The person-days that units have, by month.</summary>
    public required IReadOnlyList<WorkShare> Days { get; init; }

    /// <summary>What the order does not know.</summary>
    public required IReadOnlyList<Unknown> Unknowns { get; init; }

    public string Currency => Settings.SumCurrency;

    public double DiscountRate => (double)Settings.DiscountRate;

    /// <summary>The initiative of a key.</summary>
    public Contender? Find(string key) => Contenders.FirstOrDefault(one => one.Key == key);

    public Contender? Find(long id) => Contenders.FirstOrDefault(one => one.Id == id);

    public GoalNote? Goal(string key) => Goals.FirstOrDefault(goal => goal.Key == key);

    /// <summary>What fits when an order is followed: what runs and what is approved takes people's days, in that order.</summary>
    /// <param name="order">By key; what is not in it comes after it.</param>
    public CapacityPlan Plan(IReadOnlyList<string> order) =>
        CapacityPlan.Follow(
            [
                .. Contenders
                    .Where(one => one.TakesDays)
                    .OrderBy(one => order.IndexOf(one.Key) is var at and >= 0 ? at : int.MaxValue)
                    .Select(one => one.Work),
            ],
            Days
        );
}

/// <summary>An open initiative as it competes.</summary>
/// <param name="Key">Of the <see cref="Candidate"/>: INI-7.</param>
public sealed record Contender(long Id, string Key)
{
    public required string Title { get; init; }
    public required string Status { get; init; }
    public required string Theme { get; init; }
    public required string? Approach { get; init; }
    public required bool IsBet { get; init; }
    public required long OwnerId { get; init; }
    public required string Owner { get; init; }
    public required IReadOnlyList<string> Units { get; init; }
    public required EvidenceStanding Evidence { get; init; }

    /// <summary>The owner's at the last check-in, 0 to 10.</summary>
    public required int? Confidence { get; init; }

    /// <summary>Person-days that are left; none when nobody has said how many there are.</summary>
    public required double? DaysLeft { get; init; }

    /// <summary>In the company's currency; none without a budget, or without a rate from the budget's currency.</summary>
    public required Money? BudgetLeft { get; init; }
    public required bool HasBudgetWithoutRate { get; init; }

    /// <summary>Effort and budget left, in the company's currency, before the floor.</summary>
    public required double Cost { get; init; }
    public required RemainingWork Work { get; init; }

    public bool IsRunning => Status is OpenStatus.Running or OpenStatus.Closing;

    /// <summary>What is under way, or may begin; an idea and what is paused take nobody's days.</summary>
    public bool TakesDays => IsRunning || Status == OpenStatus.Approved;
}

/// <summary>Where a figure stands, and how that is known.</summary>
/// <param name="Key">Of the <see cref="Goal"/>.</param>
/// <param name="Grain">The grain that it is read at: that of its target, else the twelve months, else what there is.</param>
public sealed record GoalNote(string Key, string Kpi, string Dimension, string Member, string Grain)
{
    /// <summary>The period of the value; none when it has never been known.</summary>
    public string? Period { get; init; }
    public double? Lower { get; init; }
    public double? Upper { get; init; }

    /// <summary>When the target is due: the last month of its period, yyyymm.</summary>
    public int? TargetDue { get; init; }

    /// <summary>Later periods are complete and have no value.</summary>
    public bool IsOld { get; init; }

    /// <summary>Where the value of a unit comes from.</summary>
    public UnitWorthOrigin ValueOrigin { get; init; }

    /// <summary>How often a year the value of a unit counts: a point of a month comes twelve times.</summary>
    public int TimesAYear { get; init; } = 1;
}

/// <summary>Something that the order does not know, of a figure or of an initiative.</summary>
public sealed record Unknown(UnknownKind Kind, string? Goal = null, long? Initiative = null);

public enum UnknownKind
{
    /// <summary>Nobody has said what a unit of the figure is worth: what is meant for it counts as nothing.</summary>
    NoUnitValue,
    CompanyUnitValue,
    NoValue,
    OldValue,

    /// <summary>No error: its changes are no reason to propose anything.</summary>
    NoError,
    NoTarget,
    NoDayRate,
    NoLinks,
    NoEffort,
    OtherCurrency,
    NoCapacity,
}

/// <summary>The statuses of [Initiative] that the order asks for.</summary>
public static class OpenStatus
{
    public const string Approved = "approved";
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Closing = "closing";
    public const string Closed = "closed";
    public const string Stopped = "stopped";

    public static readonly IReadOnlyList<string> Ended = [Closed, Stopped];
}
