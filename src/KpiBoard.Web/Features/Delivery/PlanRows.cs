using System.Security.Claims;
using KpiBoard.Core;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>What the plan needs to know of its initiative.</summary>
public sealed class PlannedInitiative
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Status { get; init; } = "";
    public long OwnerId { get; init; }
    public string Owner { get; init; } = "";
    public long? SponsorId { get; init; }
    public string? Sponsor { get; init; }
    public DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public int Progress { get; init; }
    public int? EffortDays { get; init; }
    public Money? Budget { get; init; }
    public string? BudgetCurrency { get; init; }

    public bool IsOpen => Status is not ("closed" or "stopped");

    /// <summary>So many days past its end and not closed; 0 when it is not late.</summary>
    public int DaysLate(DateOnly today) => Lateness.Of(Status, EndsOn, today);

    /// <summary>Executives plan all; who is responsible, the own ones.</summary>
    public bool MayBePlannedBy(ClaimsPrincipal person) =>
        person.May(AccessPolicy.ManageInitiatives)
        || (person.May(AccessPolicy.EditInitiatives) && OwnerId == person.Id());

    /// <summary>Help comes from the sponsor, or from an executive.</summary>
    public bool MayBeHelpedBy(ClaimsPrincipal person) =>
        person.May(AccessPolicy.ManageInitiatives)
        || (person.May(AccessPolicy.EditInitiatives) && SponsorId == person.Id());
}

/// <summary>When an initiative is late: it has neither ended nor been given up, and its last day has passed.</summary>
public static class Lateness
{
    public static int Of(string status, DateOnly? endsOn, DateOnly today) =>
        status is not ("closed" or "stopped") && endsOn < today ? today.DayNumber - endsOn.Value.DayNumber : 0;
}

/// <summary>A row of [Milestone].</summary>
public sealed class MilestoneRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public DateOnly DueOn { get; init; }
    public DateOnly? DoneOn { get; init; }
    public int Version { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";

    /// <summary>Days past the day on which it was due, until it was done or today; 0 when it is not late.</summary>
    public int DaysLate(DateOnly today) => Math.Max((DoneOn ?? today).DayNumber - DueOn.DayNumber, 0);
}

/// <summary>Any initiative, for what comes before what.</summary>
public sealed class SpanRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Status { get; init; } = "";
    public DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }

    public bool IsOpen => Status is not ("closed" or "stopped");

    public int DaysLate(DateOnly today) => Lateness.Of(Status, EndsOn, today);
}

/// <summary>A row of [InitiativeDependency].</summary>
public sealed class DependencyRow
{
    public long InitiativeId { get; init; }
    public long NeedsId { get; init; }
    public string Why { get; init; } = "";
}

/// <summary>A row of [Risk].</summary>
public sealed class RiskRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public int Likelihood { get; init; }
    public int Consequence { get; init; }
    public string Answer { get; init; } = "";
    public long? OwnerId { get; init; }
    public string? Owner { get; init; }
    public int Version { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>1 to 9.</summary>
    public int Weight => Likelihood * Consequence;
}

/// <summary>A row of [SponsorAct].</summary>
public sealed class SponsorActRow
{
    public long Id { get; init; }
    public DateOnly ActedOn { get; init; }
    public string What { get; init; } = "";
    public string By { get; init; } = "";
}

/// <summary>A row of [HelpRequest].</summary>
public sealed class HelpRow
{
    public long Id { get; init; }
    public long InitiativeId { get; init; }
    public string Initiative { get; init; } = "";
    public long OwnerId { get; init; }
    public long? SponsorId { get; init; }
    public string? Sponsor { get; init; }
    public long? CheckInId { get; init; }
    public string What { get; init; } = "";
    public long? AskedById { get; init; }
    public string AskedBy { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public string Answer { get; init; } = "";
    public DateTimeOffset? AnsweredAt { get; init; }
    public string? AnsweredBy { get; init; }
    public int Version { get; init; }

    public bool IsOpen => AnsweredAt is null;
}

/// <summary>A row of [InitiativeCost].</summary>
public sealed class CostRow
{
    public long Id { get; init; }
    public DateOnly BookedOn { get; init; }
    public Money Amount { get; init; }
    public string Currency { get; init; } = "";
    public string What { get; init; } = "";
    public DateTimeOffset AddedAt { get; init; }
    public string AddedBy { get; init; } = "";
}

/// <summary>A row of [WorkPlan].</summary>
public sealed class WorkRow
{
    public string BusinessUnit { get; init; } = "";
    public int Month { get; init; }
    public double Days { get; init; }
}

/// <summary>Somebody who may watch a risk.</summary>
public sealed class WatcherRow
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
}
