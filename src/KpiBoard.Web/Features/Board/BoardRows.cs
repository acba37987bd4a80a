using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Board;

/// <summary>What a refresh run left in its ledger.</summary>
public sealed class BoardRunRow
{
    public const string Done = "done";

    public long Id { get; init; }
    public string Status { get; init; } = "";
    public DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public string? Stage { get; init; }
    public int Progress { get; init; }
    public int BatchesTaken { get; init; }
    public string? Summary { get; init; }
    public string? Error { get; init; }

    public bool IsDone => Status == Done;

    public bool IsFailed => Status == "failed";

    /// <summary>Its process ended in the middle; nothing of it was stored.</summary>
    public bool IsAbandoned => Status == "abandoned";

    public bool IsUnderWay => Status is "queued" or "running";

    public BoardRunSummary ReadSummary() =>
        (Summary is null ? null : KpiJson.Deserialize<BoardRunSummary>(Summary)) ?? new BoardRunSummary();
}

/// <summary>A published batch as a delivery of its source.</summary>
public sealed class BoardDeliveryRow
{
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public int? CadenceDays { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
    public DateOnly? LastDate { get; init; }
}

/// <summary>What a source brings: a level of survey, or a figure of the company's own.</summary>
public sealed class SurveyLevelRow
{
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public string Level { get; init; } = "";
}

/// <summary>A value of an earlier period that the last run changed.</summary>
public sealed class BoardRestatedRow
{
    public string Kpi { get; init; } = "";
    public string Period { get; init; } = "";
    public double? Before { get; init; }
    public Money? MoneyBefore { get; init; }
    public double? After { get; init; }
    public Money? MoneyAfter { get; init; }
}

/// <summary>Revenue of a period that no customer could be named for.</summary>
public sealed class UnidentifiedRow
{
    public string Period { get; init; } = "";
    public Money Unidentified { get; init; }
}

/// <summary>What a run says of itself, as far as the board tells it.</summary>
public sealed record BoardRunSummary
{
    public bool NothingToDo { get; init; }

    /// <summary>Periods that have become complete, of all grains.</summary>
    public IReadOnlyList<string> Completed { get; init; } = [];
}

/// <summary>What the board's content depends on besides language and grain.</summary>
public sealed record BoardVersionRow
{
    public long? LastRun { get; init; }
    public string? Status { get; init; }
    public int? Progress { get; init; }
    public long? LastBatch { get; init; }
    public int Published { get; init; }
    public DateTimeOffset? SettingsChangedAt { get; init; }

    /// <summary>Every edit and every check-in that was taken back is one more.</summary>
    public long? LastInitiativeVersion { get; init; }
    public long? LastCheckIn { get; init; }
    public long? LastTarget { get; init; }
    public int Targets { get; init; }
    public long? LastOwnKpiVersion { get; init; }
    public long? LastDone { get; init; }
    public DateTimeOffset? LastCheckInAt { get; init; }

    public DateTimeOffset? LastInitiativeAt { get; init; }
    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>Every change of an event, and its removal, is one more.</summary>
    public long? EventVersions { get; init; }

    /// <summary>Proposals change with a run and with a decision only.</summary>
    public long? LastPriorityRun { get; init; }
    public long? LastProposal { get; init; }
    public DateTimeOffset? LastProposedAt { get; init; }
    public DateTimeOffset? LastDecidedAt { get; init; }

    /// <summary>What people change of the strategy in place: every change of it is an entry of the change log.</summary>
    public long? LastOfDecisions { get; init; }
    public long? LastOfEvidence { get; init; }
    public long? LastOfHelp { get; init; }
    public long? LastOfCosts { get; init; }
    public long? LastOfCapacity { get; init; }
    public long? LastOfWork { get; init; }

    public LookPoint Newest =>
        new(LastDone ?? 0, LastCheckInAt, Latest(LastInitiativeAt, LastEventAt, LastProposedAt, LastDecidedAt));

    internal static DateTimeOffset? Latest(params IEnumerable<DateTimeOffset?> instants) => instants.Max();
}

/// <summary>Everything that one board shows, as stored.</summary>
public sealed record BoardData(Grain Grain)
{
    public BoardChoice Choice { get; init; } = new(Grain);

    /// <summary>The last month of the newest complete period, whatever period is shown.</summary>
    public int? NewestMonth { get; init; }

    public IReadOnlyList<FigureRow> Company { get; init; } = [];

    /// <summary>The figures of the unit or other member that is shown; none for the whole company.</summary>
    public IReadOnlyList<FigureRow> OfMember { get; init; } = [];
    public IReadOnlyList<string> Units { get; init; } = [];
    public IReadOnlyList<FigureRow> Members { get; init; } = [];
    public IReadOnlyList<BoardRestatedRow> Restated { get; init; } = [];
    public IReadOnlyList<UnidentifiedRow> Unidentified { get; init; } = [];
    public IReadOnlyList<BoardDeliveryRow> Deliveries { get; init; } = [];
    public IReadOnlyList<SurveyLevelRow> Levels { get; init; } = [];
    public IReadOnlyList<BoardInitiativeRow> Initiatives { get; init; } = [];
    public IReadOnlyList<BoardLinkRow> InitiativeLinks { get; init; } = [];
    public KpiBook Book { get; init; } = KpiBook.BuiltIn;
    public TiedFigures? Tied { get; init; }
    public IReadOnlyList<BoardInitiativeUnitRow> InitiativeUnits { get; init; } = [];
    public TargetBook Targets { get; init; } = TargetBook.Empty;
    public int Waiting { get; init; }
    public BoardRunRow? LastRun { get; init; }
    public BoardRunRow? LastDone { get; init; }

    /// <summary>What people see who see these units: no figure of another unit, not even where one is named.</summary>
    public BoardData SeenBy(VisibleUnits units) =>
        units.Only is null
            ? this
            : this with
            {
                Members = [.. Members.Where(row => units.Includes(row.Dimension, row.Member))],
                Units = [.. Units.Where(units.Includes)],
                InitiativeLinks = [.. InitiativeLinks.Where(row => units.Includes(row.Dimension, row.Member))],
            };
}

/// <summary>The figures as they were known at a look and as they are known now.</summary>
public sealed record SinceData(BoardChoice Choice)
{
    public IReadOnlyList<FigureRow> Then { get; init; } = [];
    public IReadOnlyList<FigureRow> Now { get; init; } = [];
    public IReadOnlyList<BridgeStartRow> Starts { get; init; } = [];
    public IReadOnlyList<SinceCheckInRow> CheckIns { get; init; } = [];
    public IReadOnlyList<SinceShiftRow> Shifts { get; init; } = [];
    public IReadOnlyList<SinceEventRow> Events { get; init; } = [];
    public IReadOnlyList<TakenDecisionRow> Decisions { get; init; } = [];
    public IReadOnlyList<OpenProposalRow> Proposals { get; init; } = [];
    public KpiBook Book { get; init; } = KpiBook.BuiltIn;
    public TargetBook Targets { get; init; } = TargetBook.Empty;

    /// <summary>What people are told who see these units: nothing that happened to another one.</summary>
    public SinceData SeenBy(VisibleUnits units) =>
        this with
        {
            Events = [.. Events.Where(row => units.Includes(row.Dimension, row.Member))],
        };
}

/// <summary>What the bridge of a period starts from.</summary>
public sealed class BridgeStartRow
{
    public string Measure { get; init; } = "";
    public string Period { get; init; } = "";
    public Money Start { get; init; }
}

/// <summary>An initiative that was changed since, and the content that it had at the look.</summary>
public sealed class SinceShiftRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Owner { get; init; } = "";
    public string Status { get; init; } = "";
    public DateOnly StartsOn { get; init; }
    public Money? Budget { get; init; }
    public string? BudgetCurrency { get; init; }

    /// <summary>Null for one that nobody had thought of yet.</summary>
    public string? Before { get; init; }

    public string? StatusBefore => Before is null ? null : KpiJson.Deserialize<ContentBefore>(Before)?.Status;

    private sealed record ContentBefore(string Status);
}

/// <summary>Something that happened, recorded since.</summary>
public sealed class SinceEventRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Language { get; init; } = "";
    public DateOnly FromDay { get; init; }
    public DateOnly? ToDay { get; init; }
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
}

/// <summary>An initiative whose owner has checked in since.</summary>
public sealed class SinceCheckInRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Owner { get; init; } = "";
    public string? Before { get; init; }
    public string After { get; init; } = "";
    public bool NeededHelp { get; init; }
    public bool NeedsHelp { get; init; }
}
