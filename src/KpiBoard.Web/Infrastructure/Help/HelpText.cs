namespace KpiBoard.Web.Infrastructure.Help;

/// <summary>What words mean that the pages use in a sense of their own.</summary>
public sealed class HelpText;

/// <summary>The words that are explained, in the order in which the page of them lists them.</summary>
public static class HelpWords
{
    public static readonly IReadOnlyList<string> All =
    [
        "Interval",
        "NoRealChange",
        "Complete",
        "UsualRange",
        "Target",
        "Path",
        "Refresh",
        "AsKnownThen",
        "Unidentified",
        "NotDescribed",
        "Stale",
        "Quarantine",
        "TwelveMonths",
        "Confidence",
        "ExpectedChange",
        "Exposure",
        "Diagnosis",
        "Evidence",
        "Bet",
        "Guesswork",
    ];
}
