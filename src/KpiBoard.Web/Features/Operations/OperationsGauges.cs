using System.Data.Common;
using System.Diagnostics.Metrics;
using KpiBoard.Web.Infrastructure.Telemetry;

namespace KpiBoard.Web.Features.Operations;

/// <summary>
/// What waits, and how old each source is, for whoever collects metrics: read now and then, so that nobody who asks for
/// metrics waits for the database. Every node tells the same.
/// </summary>
internal sealed partial class OperationsGauges(
    OperationsQueries queries,
    TelemetryOptions telemetry,
    TimeProvider clock,
    ILogger<OperationsGauges> log
) : BackgroundService
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(15);

    private readonly Meter meter = new(ProductTelemetry.Name);
    private WaitingRow waiting = new();
    private IReadOnlyList<SourceRow> sources = [];
    private bool isKnown;

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (telemetry.Metrics is null)
        {
            return;
        }
        meter.CreateObservableGauge("kpiboard.queue.items", Queues, "{item}", "What waits to be worked on.");
        meter.CreateObservableGauge("kpiboard.source.age", Ages, "h", "Time since a source delivered.");
        meter.CreateObservableGauge("kpiboard.disk.free", Free, "By", "Free space of the disk under the data folder.");
        var wanted = TimeSpan.FromMilliseconds(telemetry.IntervalMilliseconds);
        using var timer = new PeriodicTimer(wanted < AtMostEvery ? wanted : AtMostEvery, clock);
        try
        {
            do
            {
                await ReadAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        try
        {
            (waiting, sources) = (await queries.WaitingAsync(ct), await queries.SourcesAsync(ct));
            isKnown = true;
        }
        catch (DbException failure)
        {
            // What is not known is not told: an old number would look like a new one.
            isKnown = false;
            LogFailure(failure);
        }
    }

    private IEnumerable<Measurement<long>> Queues() =>
        !isKnown
            ? []
            :
            [
                new(waiting.Uploads, new KeyValuePair<string, object?>("kpiboard.queue.name", "uploads")),
                new(waiting.InboxUnfinished, new KeyValuePair<string, object?>("kpiboard.queue.name", "inbox")),
                new(waiting.Batches, new KeyValuePair<string, object?>("kpiboard.queue.name", "imports to refresh")),
            ];

    private IEnumerable<Measurement<double>> Ages() =>
        !isKnown
            ? []
            : sources.Select(source => new Measurement<double>(
                (clock.GetUtcNow() - source.LastAt).TotalHours,
                new KeyValuePair<string, object?>("kpiboard.source.kind", source.Kind),
                new KeyValuePair<string, object?>("kpiboard.source.name", source.Name)
            ));

    private IEnumerable<Measurement<long>> Free() => queries.DataDisk() is { } disk ? [new(disk.Free)] : [];

    [LoggerMessage(LogLevel.Warning, "What waits could not be counted for the metrics; it is tried again.")]
    private partial void LogFailure(DbException failure);
}
