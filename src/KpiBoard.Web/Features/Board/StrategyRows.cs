using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Board;

/// <summary>What steers the strategy, as stored and as the readers of the strategy know it.</summary>
public sealed record StrategyData(GuessworkState Guesswork, WorkBook Work)
{
    /// <summary>What waits for a decision, in the order in which it came up.</summary>
    public IReadOnlyList<OpenProposalRow> Proposals { get; init; } = [];

    /// <summary>The request that waits longest first.</summary>
    public IReadOnlyList<OpenHelpRow> Help { get; init; } = [];

    /// <summary>The newest first; what was taken back is not in it.</summary>
    public IReadOnlyList<TakenDecisionRow> Decisions { get; init; } = [];

    /// <summary>The day from which on decisions are told.</summary>
    public DateOnly DecidedFrom { get; init; }

    /// <summary>The approach of each open initiative; null where nobody has said it.</summary>
    public IReadOnlyDictionary<long, string?> Approaches { get; init; } = new Dictionary<long, string?>();

    /// <summary>When the order was last worked out; none before the first time.</summary>
    public OrderLookRow? LastLook { get; init; }

    /// <summary>The unit that is shown; null for the whole company.</summary>
    public string? Unit { get; init; }

    /// <summary>The initiatives of that unit; null for the whole company.</summary>
    public IReadOnlySet<long>? OfUnit { get; init; }

    public bool Concerns(long? initiative) => OfUnit is null || (initiative is { } id && OfUnit.Contains(id));
}

/// <summary>A proposal that waits for a decision.</summary>
public sealed class OpenProposalRow
{
    public long Id { get; init; }
    public string Kind { get; init; } = "";
    public long InitiativeId { get; init; }
    public string Title { get; init; } = "";
    public int? FromRank { get; init; }
    public int? ToRank { get; init; }
    public string Content { get; init; } = "";

    public ProposedWorth Said => KpiJson.Deserialize<ProposedWorth>(Content) ?? new ProposedWorth();
}

/// <summary>What a proposal says of itself, as far as the board tells it.</summary>
public sealed record ProposedWorth
{
    /// <summary>The probability that it is right; of a stop and a pause, that the initiative pays.</summary>
    public double Certainty { get; init; }

    /// <summary>Expected in a year, in the company's currency, with its interval.</summary>
    public double Benefit { get; init; }
    public double Lower { get; init; }
    public double Upper { get; init; }
}

/// <summary>A request for help that nobody has answered.</summary>
public sealed class OpenHelpRow
{
    public long Id { get; init; }
    public long InitiativeId { get; init; }
    public string Title { get; init; } = "";
    public string What { get; init; } = "";
    public string AskedBy { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
}

/// <summary>What people decided, and what had been proposed; nothing had where they put the order themselves.</summary>
public sealed class TakenDecisionRow
{
    public long Id { get; init; }
    public string Kind { get; init; } = "";
    public string? Proposed { get; init; }
    public int? FromRank { get; init; }
    public int? ToRank { get; init; }
    public long? InitiativeId { get; init; }
    public string? Title { get; init; }
    public string By { get; init; } = "";
    public DateTimeOffset DecidedAt { get; init; }
}

/// <summary>The last time that the order was worked out.</summary>
public sealed class OrderLookRow
{
    public DateTimeOffset At { get; init; }

    /// <summary>When the refresh ended that it followed; none where it followed none.</summary>
    public DateTimeOffset? RefreshedAt { get; init; }
}
