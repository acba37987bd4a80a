using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>How decisions fared: what was expected then beside what has been measured since.</summary>
[Route("priorities/track-record")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class TrackRecordController(
    TrackReader reader,
    TrackLanguage language,
    PriorityQueries queries,
    SheetMaker sheets,
    IStringLocalizer<TrackText> text
) : Controller
{
    private static readonly string[] Header =
    [
        "decision",
        "decided_at",
        "by",
        "decided",
        "proposal",
        "initiative",
        "title",
        "outcome",
        "chance",
        "confidence",
        "figure",
        "dimension",
        "member",
        "grain",
        "known_period",
        "known_value",
        "due",
        "expected_low",
        "expected_likely",
        "expected_high",
        "measured_until",
        "change",
        "change_lower",
        "change_upper",
        "worth",
        "worth_lower",
        "worth_upper",
        "currency",
        "figure_outcome",
        "reason",
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery] TrackFilter filter, CancellationToken ct) =>
        View(
            "TrackRecord",
            new TrackPage(await reader.ReadAsync(ct), filter, await language.WordsAsync(User, ct))
            {
                Proposals = (await queries.ProposalsAsync(ct)).ToDictionary(row => row.Id),
            }
        );

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> File([FromQuery] TrackFilter filter, CancellationToken ct)
    {
        var titles = await queries.TitlesAsync(ct);
        var words = await language.WordsAsync(User, ct);
        return await sheets.MakeAsync(
            text["Title"],
            "track-record",
            Header,
            (await reader.ReadAsync(ct)).Decisions.Where(filter.Admits).SelectMany(track => Rows(track, titles, words))
        );
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(
        DecisionTrack track,
        IReadOnlyDictionary<string, TitleRow> titles,
        TrackWords words
    )
    {
        object?[] decision =
        [
            track.Row.Id,
            track.Row.DecidedAt,
            track.Row.By,
            track.Row.Kind,
            track.Row.Said.Proposal,
            track.Initiative,
            titles.GetValueOrDefault(track.Initiative)?.Title,
            OutcomeKey.Of(track.Outcome),
            track.Chance,
            track.Confidence,
        ];
        var effects = track.Effects.Where(words.Shows).Select(one => Cells(one, track.Then.Currency)).ToList();
        // A decision about what had no figures still is one.
        return (effects.Count == 0 ? [new object?[Header.Length - decision.Length - 1]] : effects).Select(effect =>
            (IReadOnlyList<object?>)[.. decision, .. effect, track.Row.Reason]
        );
    }

    private static object?[] Cells(EffectTrack one, string currency)
    {
        var (change, worth) = (one.Record.Change, one.Goal.UnitValue == 0 ? null : one.Record.Worth);
        return
        [
            one.Note.Kpi,
            one.Note.Dimension,
            one.Note.Member,
            one.Note.Grain,
            one.Note.Period,
            one.Goal.Estimate,
            one.Due.ToString(),
            one.Effect.Low,
            one.Effect.Likely,
            one.Effect.High,
            one.MeasuredIn?.Last.ToString(),
            change?.Value,
            change?.Lower,
            change?.Upper,
            worth?.Value,
            worth?.Lower,
            worth?.Upper,
            worth is null ? null : currency,
            OutcomeKey.Of(one.Record.Outcome),
        ];
    }
}
