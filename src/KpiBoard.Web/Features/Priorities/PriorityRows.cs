using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>A row of [PriorityRun].</summary>
public sealed class RunRow
{
    public long Id { get; init; }
    public long? RefreshRunId { get; init; }
    public string Reason { get; init; } = "";
    public long Seed { get; init; }
    public int Draws { get; init; }
    public string Input { get; init; } = "";
    public string Result { get; init; } = "";
    public DateTimeOffset At { get; init; }

    public RunInput ToInput() => KpiJson.Deserialize<RunInput>(Input)!;

    public RunResult ToResult() => KpiJson.Deserialize<RunResult>(Result)!;
}

/// <summary>A row of [Proposal] with the initiative's title.</summary>
public sealed class ProposalRow
{
    private ProposalContent? read;

    public long Id { get; init; }
    public long PriorityRunId { get; init; }
    public long? ScenarioId { get; init; }
    public string Kind { get; init; } = "";
    public long InitiativeId { get; init; }
    public string Title { get; init; } = "";
    public string InitiativeStatus { get; init; } = "";
    public int? FromRank { get; init; }
    public int? ToRank { get; init; }
    public string Status { get; init; } = "";
    public string Content { get; init; } = "";
    public DateOnly? PostponedUntil { get; init; }
    public DateTimeOffset ProposedAt { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
    public int Version { get; init; }

    public ProposalContent Said => read ??= KpiJson.Deserialize<ProposalContent>(Content)!;

    public bool IsOpen => Status == ProposalStatus.Open;
}

/// <summary>A row of [Decision] with the names that stand beside it.</summary>
public sealed class DecisionRow
{
    private DecisionContent? read;

    public long Id { get; init; }
    public long? ProposalId { get; init; }
    public long PriorityRunId { get; init; }
    public string Kind { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Content { get; init; } = "";
    public string By { get; init; } = "";
    public DateTimeOffset DecidedAt { get; init; }
    public DateTimeOffset? UndoneAt { get; init; }
    public string? UndoneBy { get; init; }

    public DecisionContent Said => read ??= KpiJson.Deserialize<DecisionContent>(Content)!;

    public bool IsUndone => UndoneAt is not null;

    /// <summary>It put the whole order: by hand, or as it was tried in a scenario.</summary>
    public bool PutsOrder =>
        Kind == DecisionKind.Order
        || (Said.Proposal == ProposalKind.Order && Kind is DecisionKind.Accept or DecisionKind.Amend);
}

/// <summary>A row of [DecidedRank].</summary>
public sealed class DecidedRow
{
    public long InitiativeId { get; init; }
    public int Rank { get; init; }
    public long DecisionId { get; init; }
}

public sealed class TitleRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Status { get; init; } = "";
}
