using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>All initiatives as a list, a roadmap or by status.</summary>
public sealed record StrategyPage(
    string View,
    InitiativeList Everything,
    IReadOnlyList<InitiativeRow> Rows,
    InitiativeFilter Filter,
    IReadOnlyList<InitiativeRow> Mine,
    DateOnly Today,
    CompanySettings Settings,
    bool MayManage,
    string? Done
)
{
    /// <summary>What the figures say of an initiative.</summary>
    public required Func<InitiativeRow, FiguresSay> Say { get; init; }

    /// <summary>How all that is open goes about it, and what is staked on bets.</summary>
    public required StrategyMix Mix { get; init; }

    /// <summary>Bets that should have proved themselves by now, the one that is overdue longest first.</summary>
    public IReadOnlyList<InitiativeRow> Overdue =>
        [.. Everything.Rows.Where(row => row.IsOverdueBet(Today)).OrderBy(row => row.ProofDate)];

    public const string List = "list";
    public const string Timeline = "roadmap";
    public const string Kanban = "kanban";

    public static readonly IReadOnlyList<string> Views = [List, Timeline, Kanban];

    /// <summary>Side by side: what lies ahead, what is worked on, what rests or ends, what is over.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> Columns =
    [
        [InitiativeStatus.Idea, InitiativeStatus.Diagnosing, InitiativeStatus.Approved],
        [InitiativeStatus.Running],
        [InitiativeStatus.Paused, InitiativeStatus.Closing],
        [InitiativeStatus.Closed, InitiativeStatus.Stopped],
    ];

    public IEnumerable<(long Id, string Name)> Owners =>
        Everything.Rows.Select(row => (row.OwnerId, row.Owner)).Distinct().OrderBy(owner => owner.Owner);

    public IEnumerable<string> Units =>
        Everything.Units.SelectMany(units => units).Distinct().Order(StringComparer.CurrentCulture);
}

/// <summary>One initiative, and what the reader may do with it.</summary>
public sealed record InitiativePage(
    InitiativeWhole Whole,
    IReadOnlyList<HistoryEntry> History,
    InitiativeChoices Choices,
    CompanySettings Settings,
    ExposureForm Exposure,
    string? Done
)
{
    /// <summary>So many check-ins stand open; the earlier ones fold away beneath them.</summary>
    public const int CheckInsShown = 6;

    /// <summary>What the figures say, in the order of the links.</summary>
    public required FiguresSay Say { get; init; }

    /// <summary>What the gate would say to it now; null once it has been approved, and when it is over.</summary>
    public required GateVerdict? Gate { get; init; }

    public required DateOnly Today { get; init; }

    public InitiativeRow Row => Whole.Row;
}

/// <summary>Some of those who have received an initiative.</summary>
public sealed record ExposureRows(InitiativeRow Initiative, IReadOnlyList<ExposureRow> Rows, bool MayEdit)
{
    /// <summary>So many stand open; the others fold away beneath them.</summary>
    public const int Shown = 3;
}

/// <summary>The form of an initiative; <paramref name="Lines"/> when somebody else was faster.</summary>
public sealed record InitiativeFormPage(
    InitiativeRow? Row,
    InitiativeForm Form,
    InitiativeChoices Choices,
    CompanySettings Settings,
    IReadOnlyList<ConflictLine> Lines
)
{
    /// <summary>The day that is proposed for what a new link is to reach.</summary>
    public required DateOnly ByWhen { get; init; }

    public IEnumerable<LinkForm> Links =>
        Form.LinksWithSpare.Select(link =>
            link.IsEmpty && link.ByWhen.Length == 0 ? link with { ByWhen = TypedNumber.ShowDay(ByWhen) } : link
        );
}

/// <summary>The form of a theme; <paramref name="Lines"/> when somebody else was faster.</summary>
public sealed record ThemePage(
    ThemeRow? Theme,
    ThemeForm Form,
    IReadOnlyList<ConflictLine> Lines,
    IReadOnlyList<HistoryEntry> History,
    string? Done,
    CompanySettings Settings
);

/// <summary>A check-in: preset with what was said last.</summary>
public sealed record CheckInPage(InitiativeRow Row, CheckInForm Form, CheckInRow? Last, CompanySettings Settings)
{
    /// <summary>Which figure moved, when that is why a check-in is asked for.</summary>
    public string? Moved { get; init; }
}
