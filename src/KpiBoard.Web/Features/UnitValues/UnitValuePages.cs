using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>What one unit of each figure is worth.</summary>
/// <param name="Removed">The value that was just removed, to bring it back.</param>
public sealed record UnitValueList(IReadOnlyList<UnitValueLine> Lines, long? Removed, string RemovedName)
{
    public required bool HasCurrency { get; init; }
    public bool IsEmpty => Lines.All(line => !line.Worth.IsKnown);
}

/// <summary>One figure of the company or of a member.</summary>
public sealed record UnitValueLine(UnitValueKey Key, string Name, string Who, UnitWorth Worth)
{
    /// <summary>"DKK 1.6 m"; empty without a value.</summary>
    public required string Says { get; init; }
    public required string Unit { get; init; }
    public required string Origin { get; init; }
    public required string Source { get; init; }

    /// <summary>What people wrote that it rests on.</summary>
    public required string Typed { get; init; }

    /// <summary>What is computed, where something else was set, with the difference.</summary>
    public string? Beside { get; init; }
    public string? Through { get; init; }
    public string? Stale { get; init; }
    public required string Edit { get; init; }
}

/// <summary>The form, what it would move, and what the value has been.</summary>
public sealed record UnitValueEdit(UnitValueForm Form)
{
    /// <summary>Null while the figure is still to be chosen.</summary>
    public string? Subject { get; init; }
    public string Unit { get; init; } = "";
    public string Currency { get; init; } = "";
    public string Now { get; init; } = "";
    public string Source { get; init; } = "";
    public string Typed { get; init; } = "";
    public string? Computed { get; init; }
    public bool IsSaved { get; init; }

    /// <summary>The version in force.</summary>
    public long? InForce { get; init; }
    public bool AsksThrough { get; init; }
    public required IReadOnlyList<UnitValueOption> Kpis { get; init; }
    public required IReadOnlyList<(string Group, IReadOnlyList<UnitValueOption> Options)> Members { get; init; }
    public required IReadOnlyList<UnitValueOption> Through { get; init; }
    public required IReadOnlyList<UnitValueOption> People { get; init; }
    public IReadOnlyList<UnitValueHistory> History { get; init; } = [];

    /// <summary>What the typed amount would move; null before it was asked for.</summary>
    public UnitValuePreview? Preview { get; init; }
}

public sealed record UnitValueOption(string Value, string Text, bool IsSelected);

public sealed record UnitValueHistory(
    string Version,
    string Amount,
    string Source,
    string Typed,
    string SetBy,
    string Ended,
    bool IsInForce
);

/// <summary>What a value would move, before it is saved.</summary>
/// <param name="Sentence">"Two initiatives change places."</param>
/// <param name="HasOrder">Whether there is an order; else only what is expected is known.</param>
public sealed record UnitValuePreview(string Sentence, bool HasOrder, IReadOnlyList<UnitValueMove> Moves);

/// <summary>One initiative before and after.</summary>
public sealed record UnitValueMove(
    long Id,
    string Title,
    string RankBefore,
    string RankAfter,
    bool IsMoved,
    string ScoreBefore,
    string ScoreAfter,
    string WorthBefore,
    string WorthAfter
);
