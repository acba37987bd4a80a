using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>The plan of an initiative, and what the reader may do with it.</summary>
public sealed record PlanPage(Plan Plan, CompanySettings Settings, DateOnly Today)
{
    /// <summary>So far a "what if" looks where nothing else is asked.</summary>
    public const int UsualDelay = 30;

    public required bool MayPlan { get; init; }
    public required bool MayHelp { get; init; }
    public IReadOnlyList<WatcherRow> Watchers { get; init; } = [];
    public MilestoneForm Milestone { get; init; } = new();
    public DependencyForm Dependency { get; init; } = new();
    public RiskForm Risk { get; init; } = new();
    public ActForm Act { get; init; } = new();
    public HelpForm Help { get; init; } = new();
    public AnswerForm Answer { get; init; } = new();
    public CostForm Cost { get; init; } = new();

    /// <summary>The panel whose form stands open: one that is wrong, or one that somebody asked for.</summary>
    public string Open { get; init; } = "";

    /// <summary>What was done just now, and how to take it back.</summary>
    public PlanDone Done { get; init; } = new();

    /// <summary>By how many days the initiative is imagined to end late.</summary>
    public int Delay { get; init; } = UsualDelay;

    public PlannedInitiative Row => Plan.Initiative;

    public bool MayRecordActs => MayPlan || MayHelp;

    public Month Now => Month.FromDate(Today);

    public string Address => $"/strategy/initiatives/{Row.Id}/plan";

    /// <summary>The currency that costs are written in.</summary>
    public string Currency => Row.BudgetCurrency ?? Settings.Currency ?? "";

    /// <summary>Days since the sponsor did something, or since the start when nothing is recorded.</summary>
    public int SilentDays => Today.DayNumber - (Plan.Acts.Count > 0 ? Plan.Acts[0].ActedOn : Row.StartsOn).DayNumber;
}

/// <summary>What was done just now: the address says it, so that the page can offer to take it back.</summary>
public sealed record PlanDone
{
    public static readonly IReadOnlyList<string> Known =
    [
        "milestone",
        "milestone-removed",
        "dependency",
        "dependency-removed",
        "risk",
        "risk-closed",
        "risk-removed",
        "act",
        "act-removed",
        "cost",
        "cost-removed",
        "asked",
        "answered",
        "closed",
        "reopened",
        "work",
        "undone",
        "changed-meanwhile",
    ];

    public string Done { get; init; } = "";
    public string Kind { get; init; } = "";

    /// <summary>The row that came with it.</summary>
    public long? Added { get; init; }

    /// <summary>The row that went with it.</summary>
    public long? Ended { get; init; }

    public bool IsKnown => Known.Contains(Done);

    public bool MayBeUndone =>
        IsKnown
        && (PlanKind.Rows.Contains(Kind) || Kind == PlanKind.Dependency)
        && (Added is not null || Ended is not null);
}

/// <summary>The grid in which people plan the days that are left.</summary>
public sealed record WorkPage(Plan Plan, CompanySettings Settings, DateOnly Today, WorkForm Form)
{
    public IReadOnlyList<Month> Months { get; init; } = [];

    /// <summary>True after it was stored; then <see cref="Before"/> takes it back.</summary>
    public bool IsSaved { get; init; }

    /// <summary>What stood there before.</summary>
    public WorkForm? Before { get; init; }

    /// <summary>True when somebody else has stored another plan meanwhile.</summary>
    public bool IsConflict { get; init; }

    public string Address => $"/strategy/initiatives/{Plan.Initiative.Id}/plan";
}

/// <summary>Requests for help that wait: for the reader, and for executives all others.</summary>
public sealed record HelpPage(IReadOnlyList<HelpRow> Mine, IReadOnlyList<HelpRow> Others, CompanySettings Settings);
