using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace KpiBoard.Web.Infrastructure.Telemetry;

/// <summary>
/// What the product measures of itself; see docs/operations/telemetry.md. Kinds, names of sources and outcomes are told,
/// never persons, customers or amounts.
/// </summary>
public static class ProductTelemetry
{
    /// <summary>Of the source of spans, and of the meter.</summary>
    public const string Name = "KpiBoard";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly InstrumentAdvice<double> Long = new()
    {
        HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600],
    };

    private static readonly Histogram<double> ImportSeconds = Seconds("kpiboard.import.duration", "Imports of files.");

    private static readonly Histogram<double> RefreshSeconds = Seconds("kpiboard.refresh.duration", "Refreshes.");

    private static readonly Histogram<double> JobSeconds = Seconds("kpiboard.job.duration", "Jobs of the scheduler.");

    private static readonly Counter<long> ImportRows = Meter.CreateCounter<long>(
        "kpiboard.import.rows",
        "{row}",
        "Rows read from files."
    );

    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>(
        "kpiboard.sign_in.attempts",
        "{attempt}",
        "Attempts to sign in."
    );

    public static MeasuredWork BeginImport(string kind) =>
        new(ImportSeconds, "import", "kpiboard.import.status", new("kpiboard.import.kind", kind));

    /// <summary>Notes how an import ended, by the status of its answer.</summary>
    public static void EndImport(MeasuredWork import, string kind, string status, long rows)
    {
        ArgumentNullException.ThrowIfNull(import);
        import.End(status);
        ImportRows.Add(rows, new("kpiboard.import.kind", kind), new("kpiboard.import.status", status));
    }

    public static MeasuredWork BeginRefresh(string trigger) =>
        new(RefreshSeconds, "refresh", "kpiboard.refresh.status", new("kpiboard.refresh.trigger", trigger));

    /// <summary>Notes one run of a job; the scheduler has measured it.</summary>
    public static void NoteJob(string job, TimeSpan took, bool hasFailed) =>
        JobSeconds.Record(
            took.TotalSeconds,
            new("kpiboard.job.name", job),
            new("kpiboard.job.status", hasFailed ? "failed" : "done")
        );

    /// <summary>Notes an attempt to sign in.</summary>
    /// <param name="way">Password, code and so on.</param>
    public static void NoteSignIn(string way, bool succeeded) =>
        SignIns.Add(1, new("kpiboard.sign_in.way", way), new("kpiboard.sign_in.succeeded", succeeded));

    private static Histogram<double> Seconds(string name, string description) =>
        Meter.CreateHistogram(name, "s", description, advice: Long);
}

/// <summary>A piece of work under way: a span, and when it ends its seconds by outcome.</summary>
public sealed class MeasuredWork : IDisposable
{
    /// <summary>Of what was given up before it had an outcome.</summary>
    private const string Stopped = "stopped";

    private readonly Histogram<double> seconds;
    private readonly string statusKey;
    private readonly KeyValuePair<string, object?> subject;
    private readonly Activity? span;
    private readonly long began = Stopwatch.GetTimestamp();
    private string status = Stopped;

    internal MeasuredWork(
        Histogram<double> seconds,
        string work,
        string statusKey,
        KeyValuePair<string, object?> subject
    )
    {
        (this.seconds, this.statusKey, this.subject) = (seconds, statusKey, subject);
        span = ProductTelemetry.Source.StartActivity($"{work} {subject.Value}");
        span?.SetTag(subject.Key, subject.Value);
    }

    public void End(string outcome, bool hasFailed = false)
    {
        status = outcome;
        if (hasFailed)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    public void Dispose()
    {
        span?.SetTag(statusKey, status);
        seconds.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, subject, new(statusKey, status));
        span?.Dispose();
    }
}
