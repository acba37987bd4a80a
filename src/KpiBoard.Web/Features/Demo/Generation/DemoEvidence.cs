using System.Text.Json;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>What the demo company's initiatives rest on, from <c>db/demo/evidence.json</c>.</summary>
/// <param name="By">A persona's role, or the key of one of the strategy's people.</param>
/// <param name="AssessedOn">When it was written down: after the initiative was, and before its approval if it was found by then.</param>
public sealed record DemoEvidence(string Initiative, string By, DateOnly FoundOn, DateOnly AssessedOn)
{
    // An initiative is written down three weeks before it begins, and looked into from the next day on.
    private const int LookedIntoDaysBefore = 20;

    public required string Kind { get; init; }
    public required string Grade { get; init; }
    public required string Says { get; init; }
    public required string Source { get; init; }
    public required bool IsAgainst { get; init; }
    public required DemoEvidenceFile? File { get; init; }

    /// <summary>Counts the days back from the beginning of each initiative, or from the last day with data.</summary>
    public static IReadOnlyList<DemoEvidence> Create(DemoCalendar calendar, IEnumerable<DemoTheme> themes)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var starts = themes
            .SelectMany(theme => theme.Initiatives)
            .ToDictionary(initiative => initiative.Text.Title, initiative => initiative.StartsOn);
        using var stream = typeof(DemoEvidence).Assembly.GetManifestResourceStream("demo/evidence.json")!;
        var ledgers = JsonSerializer.Deserialize<IReadOnlyList<LedgerWording>>(stream, KpiJson.Options)!;
        return
        [
            .. ledgers.SelectMany(ledger =>
                ledger.Evidence.Select(text => One(calendar, ledger.Initiative, starts[ledger.Initiative], text))
            ),
        ];
    }

    private static DemoEvidence One(DemoCalendar calendar, string initiative, DateOnly startsOn, EvidenceWording text)
    {
        var (found, assessed) = text.DaysBeforeStart is { } before
            ? (startsOn.AddDays(-before), startsOn.AddDays(-Math.Min(before, LookedIntoDaysBefore)))
            : (calendar.Until.AddDays(-text.DaysAgo), calendar.Until.AddDays(1 - text.DaysAgo));
        return new(initiative, text.By, found, assessed)
        {
            Kind = text.Kind,
            Grade = text.Grade,
            Says = text.Says,
            Source = text.Source,
            IsAgainst = text.Against,
            File = text.File,
        };
    }

    private sealed record LedgerWording(string Initiative, IReadOnlyList<EvidenceWording> Evidence);

    private sealed record EvidenceWording
    {
        public required string Kind { get; init; }
        public required string Grade { get; init; }
        public required string By { get; init; }
        public required string Says { get; init; }

        /// <summary>Found so many days before the initiative began; else <see cref="DaysAgo"/> counts.</summary>
        public int? DaysBeforeStart { get; init; }
        public int DaysAgo { get; init; }
        public string Source { get; init; } = "";
        public bool Against { get; init; }
        public DemoEvidenceFile? File { get; init; }
    }
}

public sealed record DemoEvidenceFile(string Name, string Text);
