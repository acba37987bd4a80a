using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Board;

/// <summary>How the strategy is steered, in the reader's language: every entry leads to where it is decided or mended.</summary>
public sealed record StrategyModel
{
    /// <summary>How many proposals wait for a decision.</summary>
    public int Open { get; init; }
    public IReadOnlyList<ToDecide> ToDecide { get; init; } = [];

    /// <summary>What there is more of than the board has room for, and where it is.</summary>
    public IReadOnlyList<(string Text, string Href)> More { get; init; } = [];

    /// <summary>When the order was looked at; told where no proposal came of it.</summary>
    public string LookedAt { get; init; } = "";
    public GuessworkShown? Guesswork { get; init; }
    public IReadOnlyList<MixShown> Mix { get; init; } = [];
    public CapacityShown Capacity { get; init; } = new("");
    public IReadOnlyList<DecisionShown> Decisions { get; init; } = [];

    /// <summary>The day from which on decisions are told.</summary>
    public string DecidedFrom { get; init; } = "";

    /// <summary>Said of what is known of the whole company only, on the board of a unit.</summary>
    public string? OfAll { get; init; }
}

/// <summary>A sentence around a title, which keeps the language it was typed in.</summary>
public sealed record Phrase(string Before, string Title, string After)
{
    /// <summary>Stands in a sentence where the title will; no text that is shown can contain it.</summary>
    internal const string Place = "\u001f";

    public static Phrase Of(string sentence, string title) =>
        sentence.Split(Place) is [var before, var after] ? new(before, title, after) : new(sentence, "", "");

    public override string ToString() => Before + Title + After;
}

/// <summary>Something that waits for somebody to decide.</summary>
/// <param name="Kind">What kind of thing it is, in the reader's language.</param>
/// <param name="Verb">What is done there: a key of the texts.</param>
public sealed record ToDecide(string Icon, string Kind, Phrase Title, string Text, string Href, string Verb)
{
    /// <summary>What somebody asked for, in their own words.</summary>
    public string Words { get; init; } = "";
}

/// <summary>How much of the remaining budget is guesswork.</summary>
/// <param name="Share">In per cent; none where no open initiative has a budget.</param>
public sealed record GuessworkShown(string? Share)
{
    /// <summary>The width of its bar.</summary>
    public string Width { get; init; } = "0";
    public IReadOnlyList<string> Facts { get; init; } = [];
    public string Bets { get; init; } = "";
    public bool IsOverCap { get; init; }
}

/// <summary>The open initiatives of an approach.</summary>
/// <param name="Left">What is left of their budgets; none where none has one.</param>
public sealed record MixShown(string Name, string Count, string? Left, string Width);

/// <summary>Whose days are asked for too often.</summary>
/// <param name="Months">Which months it is about.</param>
public sealed record CapacityShown(string Months)
{
    /// <summary>The unit that lacks most first.</summary>
    public IReadOnlyList<(string Unit, string Text)> Overloaded { get; init; } = [];

    /// <summary>What is said of the others.</summary>
    public string Others { get; init; } = "";
    public bool IsKnown { get; init; }
}

/// <summary>What was decided.</summary>
/// <param name="Says">What the figures say now that its initiative is tied to; none while it is not at work.</param>
public sealed record DecisionShown(long Id, string Kind, Phrase Title, string When, string By, FiguresSay? Says);
