using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Board;

public enum BoardState
{
    /// <summary>Nothing has been imported.</summary>
    Empty,

    /// <summary>Files have come in, and no refresh has counted them yet.</summary>
    Coming,
    Ready,
}

/// <summary>The board as it is shown: every text is in the reader's language already.</summary>
public sealed record BoardModel(BoardState State, Grain Grain)
{
    public required string Eyebrow { get; init; }
    public required IReadOnlyList<LeadPart> Lead { get; init; }
    public string Coming { get; init; } = "";
    public string ComingDo { get; init; } = "";
    public IReadOnlyList<BoardNotice> Notices { get; init; } = [];
    public IReadOnlyList<BoardChange> Changes { get; init; } = [];
    public IReadOnlyList<Badge> Tally { get; init; } = [];
    public string SinceTitle { get; init; } = "";
    public IReadOnlyList<string> Since { get; init; } = [];
    public IReadOnlyList<BoardGroup> Groups { get; init; } = [];

    /// <summary>Every figure's tile by its code, those without a value too.</summary>
    public IReadOnlyDictionary<string, BoardTile> Tiles { get; init; } = new Dictionary<string, BoardTile>();

    /// <summary>What the figures of one unit cannot say; none for the whole company.</summary>
    public string? UnitNote { get; init; }

    /// <summary>Says that a newer period is known than the one that the link is about.</summary>
    public string? Past { get; init; }

    /// <summary>The newest complete period that is shown: what a link that is shared is pinned to.</summary>
    public Period? Latest { get; init; }

    /// <summary>The units that have figures of their own, and that the reader may see.</summary>
    public IReadOnlyList<(string Unit, string Name)> Units { get; init; } = [];

    /// <summary>The unit or other member that is shown.</summary>
    public string MemberName { get; init; } = "";

    /// <summary>What carries the choice over to the page of a figure.</summary>
    public string Query { get; init; } = "";

    public string Grains { get; init; } = "";
    public IReadOnlyList<(string Query, string Name, bool IsShown)> GrainLinks { get; init; } = [];
    public string NewestQuery { get; init; } = "";
    public IReadOnlyList<BoardInitiative> Initiatives { get; init; } = [];
    public StrategyModel Strategy { get; init; } = new();
    public IReadOnlyList<BoardSource> Sources { get; init; } = [];

    /// <summary>The same sources, for a file.</summary>
    public IReadOnlyList<SourceFreshness> Freshness { get; init; } = [];
}

/// <summary>Something loud, with what to do about it.</summary>
/// <param name="LeadsToImports">Whether it ends with a link to the imports.</param>
public sealed record BoardNotice(string? Kind, string Icon, string Strong, string Text, bool LeadsToImports = false);

/// <summary>A figure that really changed, or left its usual range.</summary>
public sealed record BoardChange(string Code, Badge Badge, string Title, string Text);

public sealed record BoardSource(string Name, string Rhythm, string LastDelivery, string DataTo, string? StaleFor);

/// <summary>One figure on the board.</summary>
public sealed record BoardTile(string Code, string Name, string Period)
{
    public string Number { get; init; } = "";
    public string Unit { get; init; } = "";
    public bool IsUnitTight { get; init; }
    public Badge? Badge { get; init; }
    public SparkLine? Spark { get; init; }
    public Strip? Strip { get; init; }
    public string Certainty { get; init; } = "";
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Where the value stands against its target, and the target; neither without one.</summary>
    public Badge? Status { get; init; }
    public string? Target { get; init; }

    /// <summary>Why there is no value, and what is known instead.</summary>
    public string? Absent { get; init; }
    public string Reason { get; init; } = "";
    public bool IsStale { get; init; }
    public string Query { get; init; } = "";

    /// <summary>What the star on it marks.</summary>
    public string Favourite { get; init; } = "";

    /// <summary>Whose figure it is, among figures of several.</summary>
    public string? Part { get; init; }
}

/// <summary>Figures under one heading.</summary>
public sealed record BoardGroup(string Id, string Title)
{
    public string? Meta { get; init; }
    public IReadOnlyList<BoardTile> Tiles { get; init; } = [];

    /// <summary>Figures that have never had a value, and what would give them one.</summary>
    public IReadOnlyList<BoardUnmeasured> Unmeasured { get; init; } = [];
}

public sealed record BoardUnmeasured(string Text, string Needs, string Code);
