namespace KpiBoard.Core.Kpis;

/// <summary>What a company says of a figure of its own, whose values come in files of measures.</summary>
/// <param name="Decimals">How many it is shown with.</param>
/// <param name="AddsUp">How longer periods follow from shorter ones.</param>
/// <param name="Names">By language; at least one.</param>
/// <param name="Meanings">What it says, in the company's words, by language; may be empty.</param>
public sealed record OwnFigure(
    int Decimals,
    PeriodRule AddsUp,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyDictionary<string, string> Meanings
)
{
    /// <summary>In this order a missing name or meaning is taken from another language.</summary>
    private static readonly string[] Languages = ["en", "da", "nb"];

    /// <summary>Whether files give a share as 97.3; else as 0.973.</summary>
    public bool IsWrittenInPercent { get; init; }

    public bool IsOnBoard { get; init; }

    /// <summary>Whether it is kept for what it said, and offered no more.</summary>
    public bool IsRetired { get; init; }

    public string Name(string language) => Among(Names, language) ?? "";

    public string? Meaning(string language) => Among(Meanings, language);

    /// <summary>The language that the name is in, where that is another than the one asked for.</summary>
    public string? OtherLanguageOfName(string language) =>
        Names.ContainsKey(language) ? null : Languages.FirstOrDefault(Names.ContainsKey);

    private static string? Among(IReadOnlyDictionary<string, string> texts, string language) =>
        texts.TryGetValue(language, out var text)
            ? text
            : Languages.Where(texts.ContainsKey).Select(other => texts[other]).FirstOrDefault();
}
