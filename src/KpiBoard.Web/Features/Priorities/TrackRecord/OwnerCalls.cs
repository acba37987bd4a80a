using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>How sure an owner was at check-ins, against what came.</summary>
/// <param name="Said">How many check-ins there are at all.</param>
/// <param name="Forecasts">Those whose initiatives have an outcome.</param>
public sealed record OwnerRecord(int Said, IReadOnlyList<Forecast> Forecasts)
{
    public (int Right, int Of) Calls => EffectRecord.Calls(Forecasts);

    /// <summary>What the owner was as sure of most often; of two, the surer.</summary>
    public CalibrationGroup? Usual =>
        Calibration
            .Of(Forecasts)
            .Groups.OrderByDescending(of => of.Came.N)
            .ThenByDescending(of => of.From)
            .FirstOrDefault();
}

/// <summary>
/// Scores what owners said at check-ins: each confidence against what came of the figures that the initiative was meant
/// to change, from before it started to when the change was due.
/// </summary>
public sealed class OwnerCalls(
    TrackQueries queries,
    KpiDatabase database,
    CompanySettingsStore store,
    TimeProvider clock
)
{
    private const double FullConfidence = 10;

    /// <summary>Further back nothing says where a figure stood when an initiative started.</summary>
    private const int MonthsBefore = 15;

    /// <summary>The owner's record.</summary>
    /// <param name="endedOnly">Only of initiatives that have ended: what others than the owner may see.</param>
    public async Task<OwnerRecord> ReadAsync(long owner, bool endedOnly, CancellationToken ct)
    {
        var calls = (await queries.CallsAsync(owner, ct))
            .Where(call => !endedOnly || OpenStatus.Ended.Contains(call.Status))
            .ToList();
        if (calls.Count == 0)
        {
            return new(0, []);
        }
        var settings = await store.GetAsync(ct);
        var links = (await queries.CallLinksAsync(owner, ct)).ToLookup(link => link.InitiativeId);
        var history = await HistoryAsync(calls, links, settings, ct);
        var (book, targets) = await database.ReadSnapshotAsync(
            async snapshot => (await KpiBookQueries.ReadAsync(snapshot), await TargetQueries.ReadAsync(snapshot)),
            ct
        );
        var outcomes = calls
            .DistinctBy(call => call.InitiativeId)
            .ToDictionary(
                call => call.InitiativeId,
                call => links[call.InitiativeId].Select(link => (link.ByWhen, Outcome: Of(call, link))).ToList()
            );
        return new(
            calls.Count,
            [
                .. calls
                    .Select(call =>
                        EffectRecord.Forecast(
                            call.Confidence / FullConfidence,
                            // Who says it when it is due knows it already.
                            EffectRecord.Together(
                                outcomes[call.InitiativeId]
                                    .Where(one => one.ByWhen > settings.DateOf(call.At))
                                    .Select(one => one.Outcome)
                            )
                        )
                    )
                    .OfType<Forecast>(),
            ]
        );

        TrackOutcome Of(CallRow call, CallLinkRow link) =>
            book.TryGet(link.Kpi, out var kpi) ? Outcome(call, link, kpi, targets, history) : TrackOutcome.NotMeasured;
    }

    private static TrackOutcome Outcome(
        CallRow call,
        CallLinkRow link,
        KpiDefinition kpi,
        TargetBook targets,
        FigureHistory history
    )
    {
        FigureKey Key(Grain grain) => new(link.Kpi, grain.Text(), link.Dimension, link.Member);

        var known = Steering.Preferred.Where(grain => history.Before(Key(grain), call.StartsOn) is not null);
        var best = Steering.GrainOf(targets, link.Kpi, link.Dimension, link.Member, known);
        if (history.Before(Key(best), call.StartsOn) is not { } before)
        {
            return TrackOutcome.NotMeasured;
        }
        var then = history.Read(before);
        var goal = new Goal(
            link.Kpi,
            kpi.Good != GoodDirection.Down,
            UnitValue: 0,
            then.Value,
            then.StandardError,
            Target: null
        );
        var effect = new EffectLink(link.Kpi, link.ChangeLow, link.ChangeLikely, link.ChangeHigh, Months: 0);
        var due = Month.FromDate(link.ByWhen);
        var arrived = history.AtOrAfter(Key(best), due);
        return EffectRecord
            .Of(
                goal,
                effect,
                arrived is null ? null : history.Read(arrived),
                arrived is not null || history.IsGivenUp(Key(best), due),
                history.Level
            )
            .Outcome;
    }

    private async Task<FigureHistory> HistoryAsync(
        List<CallRow> calls,
        ILookup<long, CallLinkRow> links,
        CompanySettings settings,
        CancellationToken ct
    )
    {
        var figures = calls
            .DistinctBy(call => call.InitiativeId)
            .SelectMany(call => links[call.InitiativeId])
            .Select(link => (link.Kpi, link.Member))
            .Distinct();
        return new(
            await queries.FiguresAsync(
                [.. figures],
                Month.FromDate(calls.Min(call => call.StartsOn)) - MonthsBefore,
                ct
            ),
            new PeriodCalendar(settings.FiscalYearStart, settings.FiscalQuarters),
            settings.DateOf(clock.GetUtcNow()),
            settings.IntervalLevel
        );
    }
}
