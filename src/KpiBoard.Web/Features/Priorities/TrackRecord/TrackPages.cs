using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Localisation;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>Which decisions are shown, as the address says it; nothing chosen shows all.</summary>
public sealed record TrackFilter
{
    public static readonly IReadOnlyList<string> Decisions =
    [
        DecisionKind.Accept,
        DecisionKind.Amend,
        DecisionKind.Reject,
    ];

    public string? Outcome { get; init; }
    public string? Decision { get; init; }

    public bool IsEmpty => string.IsNullOrEmpty(Outcome) && string.IsNullOrEmpty(Decision);

    public bool Admits(DecisionTrack track) =>
        (string.IsNullOrEmpty(Outcome) || OutcomeKey.Of(track.Outcome) == Outcome)
        && (string.IsNullOrEmpty(Decision) || track.Row.Kind == Decision);
}

/// <summary>How decisions fared.</summary>
public sealed record TrackPage(TrackBook Book, TrackFilter Filter, TrackWords Words)
{
    public required IReadOnlyDictionary<long, ProposalRow> Proposals { get; init; }

    public IEnumerable<DecisionTrack> Shown => Book.Decisions.Where(Filter.Admits);

    public ProposalRow? ProposalOf(DecisionTrack track) =>
        track.Row.ProposalId is { } id ? Proposals.GetValueOrDefault(id) : null;

    /// <summary>What stands behind the address of the table's files.</summary>
    public string Query =>
        Filter.IsEmpty
            ? ""
            : $"?outcome={Uri.EscapeDataString(Filter.Outcome ?? "")}&decision={Uri.EscapeDataString(Filter.Decision ?? "")}";
}

/// <summary>How sure somebody was, as a chart with its table.</summary>
/// <param name="Who">engine or owners: the end of the keys of its words.</param>
public sealed record CalibrationChart(string Who, Calibration Calibration)
{
    /// <summary>One group alone draws no curve: a sentence says it better.</summary>
    public bool IsDrawn => Calibration.Groups.Count > 1;

    /// <summary>How many of them came.</summary>
    public long Came => (long)Math.Round((Calibration.Came.Value ?? 0) * Calibration.Count);

    /// <summary>"20% to 40%".</summary>
    public static string Group(CalibrationGroup group) =>
        Formats.Current.Interval(Formats.Current.Percent(group.From, 0), Formats.Current.Percent(group.To, 0));
}
