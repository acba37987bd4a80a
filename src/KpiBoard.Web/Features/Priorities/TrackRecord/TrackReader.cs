using System.Collections.Concurrent;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>Holds what decisions were taken on against what figures have said since.</summary>
public sealed class TrackReader(
    PriorityQueries priorities,
    TrackQueries queries,
    CompanySettingsStore store,
    TimeProvider clock
)
{
    /// <summary>So many runs are read at once; each holds all that was known of every initiative.</summary>
    private const int RunsAtOnce = 50;

    /// <summary>What was known then never changes, and is a small part of a run.</summary>
    private readonly ConcurrentDictionary<(long Id, long Run, DateTimeOffset At), KnownThen> known = [];

    /// <summary>Every decision that is scored, the newest first.</summary>
    public async Task<TrackBook> ReadAsync(CancellationToken ct) =>
        new(await TrackAsync(await priorities.DecisionsAsync(ct), ct));

    /// <summary>One decision; null when it is none that is scored.</summary>
    public async Task<DecisionTrack?> FindAsync(long decision, CancellationToken ct) =>
        await priorities.DecisionAsync(decision, ct) is { } row ? (await TrackAsync([row], ct)).FirstOrDefault() : null;

    private async Task<IReadOnlyList<DecisionTrack>> TrackAsync(IEnumerable<DecisionRow> rows, CancellationToken ct)
    {
        var scored = rows.Where(DecisionTrack.IsScored).ToList();
        await KnowAsync(scored, ct);
        var then = scored.ToDictionary(row => row.Id, row => known[Key(row)]);
        var history = await HistoryAsync([.. then.Values], ct);
        return [.. scored.Select(row => new DecisionTrack(row, then[row.Id], Effects(then[row.Id], history)))];
    }

    private async Task KnowAsync(List<DecisionRow> rows, CancellationToken ct)
    {
        foreach (var some in rows.Where(row => !known.ContainsKey(Key(row))).Chunk(RunsAtOnce))
        {
            var runs = await priorities.RunsAsync([.. some.Select(row => row.PriorityRunId).Distinct()], ct);
            foreach (var of in some.GroupBy(row => row.PriorityRunId))
            {
                var input = runs[of.Key].ToInput();
                foreach (var row in of)
                {
                    known[Key(row)] = KnownThen.Of(input, row.Said.Initiative!);
                }
            }
        }
    }

    private static (long, long, DateTimeOffset) Key(DecisionRow row) => (row.Id, row.PriorityRunId, row.DecidedAt);

    private async Task<FigureHistory> HistoryAsync(List<KnownThen> then, CancellationToken ct)
    {
        var settings = await store.GetAsync(ct);
        var figures = then.SelectMany(one => one.Goals).Select(one => (one.Note.Kpi, one.Note.Member)).Distinct();
        var from = then.Count == 0 ? default : Month.FromDate(then.Min(one => one.Today));
        return new(
            // A decision of today was taken on figures of the months before, which nothing has been measured after.
            await queries.FiguresAsync([.. figures], from, ct),
            new PeriodCalendar(settings.FiscalYearStart, settings.FiscalQuarters),
            settings.DateOf(clock.GetUtcNow()),
            settings.IntervalLevel
        );
    }

    private static List<EffectTrack> Effects(KnownThen then, FigureHistory history)
    {
        var goals = then.Goals.ToDictionary(one => one.Goal.Key);
        return
        [
            .. (then.Candidate?.Links ?? [])
                .Where(link => goals.ContainsKey(link.Goal))
                .Select(link => Track(then, goals[link.Goal], link, history)),
        ];
    }

    private static EffectTrack Track(
        KnownThen then,
        (Goal Goal, GoalNote Note) of,
        EffectLink effect,
        FigureHistory history
    )
    {
        var note = of.Note;
        var key = new FigureKey(note.Kpi, note.Grain, note.Dimension, note.Member);
        var due = Month.FromDate(then.Today) + effect.Months;
        var read = note.Period is { } period && history.Calendar.TryParse(period, out var stood) ? stood.Last : due - 1;
        var arrived = history.AtOrAfter(key, due > read ? due : read + 1);
        var isGivenUp = arrived is null && history.IsGivenUp(key, due);
        var latest = isGivenUp ? null : arrived ?? history.LatestAfter(key, read);
        var record = EffectRecord.Of(
            of.Goal,
            effect,
            latest is null ? null : history.Read(latest),
            arrived is not null || isGivenUp,
            history.Level
        );
        return new(of.Goal, note, effect, record, due, record.Change is null ? null : latest!.Period);
    }
}
