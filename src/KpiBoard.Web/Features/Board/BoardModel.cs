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
    public IReadOnlyList<BoardTile> Say { get; init; } = [];
    public IReadOnlyList<BoardTile> Do { get; init; } = [];

    /// <summary>The company's own figures, about customers and traditional ones.</summary>
    public IReadOnlyList<BoardTile> Own { get; init; } = [];
    public string OwnTitle { get; init; } = "";
    public string SayTitle { get; init; } = "";
    public string DoTitle { get; init; } = "";
    public string DoMeta { get; init; } = "";
    public string Grains { get; init; } = "";
    public IReadOnlyList<(Grain Grain, string Name)> GrainLinks { get; init; } = [];

    /// <summary>What carries the grain over to the page of a figure.</summary>
    public string GrainQuery => Grain == Grain.Month ? "" : $"?grain={Grain.Text()}";
    public IReadOnlyList<BoardInitiative> Initiatives { get; init; } = [];
    public IReadOnlyList<BoardSource> Sources { get; init; } = [];
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
    public string GrainQuery { get; init; } = "";
}
