using KpiBoard.Core;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>A row of [Theme].</summary>
public sealed record ThemeRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Why { get; init; } = "";
    public int SortOrder { get; init; }
    public int Version { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";

    public ThemeContent ToContent() =>
        new()
        {
            Title = Title,
            Why = Why,
            SortOrder = SortOrder,
        };
}

/// <summary>A row of [ThemeVersion].</summary>
public sealed class ThemeVersionRow
{
    public int Version { get; init; }
    public DateTimeOffset At { get; init; }
    public string By { get; init; } = "";
    public string Action { get; init; } = "";
    public string Title { get; init; } = "";
    public string Why { get; init; } = "";
    public int SortOrder { get; init; }

    public ThemeContent ToContent() =>
        new()
        {
            Title = Title,
            Why = Why,
            SortOrder = SortOrder,
        };
}

/// <summary>A row of [Initiative] with the names that stand beside it and its newest check-in.</summary>
public sealed record InitiativeRow
{
    public long Id { get; init; }
    public long ThemeId { get; init; }
    public string Theme { get; init; } = "";
    public string Title { get; init; } = "";
    public string Why { get; init; } = "";
    public string CustomersWords { get; init; } = "";
    public string BriefCustomers { get; init; } = "";
    public string BriefNeed { get; init; } = "";
    public string BriefSituation { get; init; } = "";
    public string BriefDifference { get; init; } = "";
    public long OwnerId { get; init; }
    public string Owner { get; init; } = "";
    public long? SponsorId { get; init; }
    public string? Sponsor { get; init; }
    public string Status { get; init; } = "";
    public string? ClaimedStatus { get; init; }
    public int Progress { get; init; }
    public int? Confidence { get; init; }
    public DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public int? EffortDays { get; init; }
    public Money? Budget { get; init; }
    public string? BudgetCurrency { get; init; }
    public string? Approach { get; init; }
    public string Diagnosis { get; init; } = "";
    public bool IsBet { get; init; }
    public DateOnly? ProofDate { get; init; }
    public string KillCriterion { get; init; } = "";
    public int Version { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";
    public DateTimeOffset? CheckedInAt { get; init; }
    public bool NeedsHelp { get; init; }

    /// <summary>When the open reminder was recorded; null when nobody waits for a check-in.</summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>A bet that should have proved itself by now, and still goes on.</summary>
    public bool IsOverdueBet(DateOnly today) => IsBet && !InitiativeStatus.IsOver(Status) && ProofDate < today;

    public InitiativeContent ToContent(IEnumerable<string> units, IEnumerable<LinkContent> links) =>
        new()
        {
            ThemeId = ThemeId,
            Title = Title,
            Why = Why,
            CustomersWords = CustomersWords,
            BriefCustomers = BriefCustomers,
            BriefNeed = BriefNeed,
            BriefSituation = BriefSituation,
            BriefDifference = BriefDifference,
            OwnerId = OwnerId,
            SponsorId = SponsorId,
            Status = Status,
            StartsOn = StartsOn,
            EndsOn = EndsOn,
            EffortDays = EffortDays,
            BudgetUnits = Budget?.Units,
            BudgetCurrency = BudgetCurrency,
            Approach = Approach,
            Diagnosis = Diagnosis,
            IsBet = IsBet,
            ProofDate = ProofDate,
            KillCriterion = KillCriterion,
            Units = [.. units],
            Links = [.. links],
        };
}

public sealed class UnitRow
{
    public long InitiativeId { get; init; }
    public string BusinessUnit { get; init; } = "";
}

public sealed class LinkRow
{
    public long Id { get; init; }
    public long InitiativeId { get; init; }
    public string Kpi { get; init; } = "";
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public double ChangeLow { get; init; }
    public double ChangeLikely { get; init; }
    public double ChangeHigh { get; init; }
    public DateOnly ByWhen { get; init; }

    public LinkContent ToContent() =>
        new()
        {
            Kpi = Kpi,
            Dimension = Dimension,
            Member = Member,
            ChangeLow = ChangeLow,
            ChangeLikely = ChangeLikely,
            ChangeHigh = ChangeHigh,
            ByWhen = ByWhen,
        };
}

/// <summary>Who has received the initiative: a segment or unit, or so many customers that were recorded together.</summary>
public sealed class ExposureRow
{
    public long FirstId { get; init; }
    public string Kind { get; init; } = "";
    public string? Member { get; init; }
    public DateOnly FromDay { get; init; }
    public DateOnly? ToDay { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";
    public long Customers { get; init; }
}

/// <summary>A row of [CheckIn].</summary>
public sealed class CheckInRow
{
    public long Id { get; init; }
    public long InitiativeId { get; init; }
    public DateTimeOffset At { get; init; }
    public long? ById { get; init; }
    public string By { get; init; } = "";
    public int Progress { get; init; }
    public string Status { get; init; } = "";
    public int Confidence { get; init; }
    public string Note { get; init; } = "";
    public bool NeedsHelp { get; init; }
}

/// <summary>A row of [InitiativeVersion].</summary>
public sealed class VersionRow
{
    public int Version { get; init; }
    public DateTimeOffset At { get; init; }
    public string By { get; init; } = "";
    public string Action { get; init; } = "";
    public string Content { get; init; } = "";
}

/// <summary>Somebody who may be named as owner or sponsor.</summary>
public sealed class PersonRow
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
}

/// <summary>A member that some stored figure is divided by.</summary>
public sealed class MemberRow
{
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
}

/// <summary>A milestone of an initiative, as its plan has it.</summary>
public sealed class MilestoneRow
{
    public long Id { get; init; }
    public long InitiativeId { get; init; }
    public string Title { get; init; } = "";
    public DateOnly DueOn { get; init; }
    public DateOnly? DoneOn { get; init; }

    public bool IsDone => DoneOn is not null;

    /// <summary>Days past the day on which it was due and not reached; 0 for the others.</summary>
    public int DaysLate(DateOnly today) => IsDone ? 0 : Math.Max(today.DayNumber - DueOn.DayNumber, 0);

    /// <summary>How it is drawn: done, late or due.</summary>
    public string Look(DateOnly today) =>
        IsDone ? "done"
        : DaysLate(today) > 0 ? "late"
        : "due";
}
