using System.Diagnostics;
using System.Reflection;
using KpiBoard.Data;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KpiBoard.Web.Infrastructure.Telemetry;

/// <summary>
/// Sends traces and metrics by OTLP, from threads of its own: nothing waits for the collector. While it does not answer,
/// what does not fit into the queue is dropped; the log says so once, and once when it answers again.
/// </summary>
public sealed class TelemetryExport : IDisposable
{
    /// <summary>At the end of the process, for what has not been sent yet.</summary>
    private const int LastMilliseconds = 2_000;

    private readonly TracerProvider? traces;
    private readonly MeterProvider? metrics;

    private TelemetryExport(TelemetryOptions options, ILoggerFactory logs)
    {
        var log = logs.CreateLogger<TelemetryExport>();
        if (options.Traces is { } tracesAt)
        {
            traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => Describe(resource, options))
                .AddSource(ProductTelemetry.Name, DatabaseTelemetry.Name)
                .AddProcessor(
                    new BatchActivityExportProcessor(
                        new WatchedTraces(Exporter(options, tracesAt), new CollectorWatch(tracesAt, log))
                    )
                )
                .Build();
        }
        if (options.Metrics is { } metricsAt)
        {
            metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(resource => Describe(resource, options))
                .AddMeter(ProductTelemetry.Name, DatabaseTelemetry.Name)
                // The framework's own: requests by route, connections, rates exceeded, memory, threads.
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddMeter("Microsoft.AspNetCore.RateLimiting", "System.Runtime")
                .AddReader(
                    new PeriodicExportingMetricReader(
                        new WatchedMetrics(Exporter(options, metricsAt), new CollectorWatch(metricsAt, log)),
                        options.IntervalMilliseconds,
                        options.TimeoutMilliseconds
                    )
                )
                .Build();
        }
    }

    /// <summary>Begins to send; null where nothing is configured.</summary>
    public static TelemetryExport? Start(TelemetryOptions options, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.IsOn ? new TelemetryExport(options, logs) : null;
    }

    public void Dispose()
    {
        traces?.Shutdown(LastMilliseconds);
        metrics?.Shutdown(LastMilliseconds);
        traces?.Dispose();
        metrics?.Dispose();
    }

    private static void Describe(ResourceBuilder resource, TelemetryOptions options) =>
        resource
            .AddService(
                options.ServiceName,
                serviceVersion: Assembly
                    .GetExecutingAssembly()
                    .GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                    ?.InformationalVersion,
                autoGenerateServiceInstanceId: false,
                serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}"
            )
            .AddEnvironmentVariableDetector();

    private static OtlpExporterOptions Exporter(TelemetryOptions options, Uri endpoint) =>
        new()
        {
            Endpoint = endpoint,
            Protocol = options.Protocol,
            Headers = options.Headers,
            TimeoutMilliseconds = options.TimeoutMilliseconds,
        };

    private sealed class WatchedTraces(OtlpExporterOptions options, CollectorWatch watch) : OtlpTraceExporter(options)
    {
        public override ExportResult Export(in Batch<Activity> activityBatch) => watch.Note(base.Export(activityBatch));
    }

    private sealed class WatchedMetrics(OtlpExporterOptions options, CollectorWatch watch) : OtlpMetricExporter(options)
    {
        public override ExportResult Export(in Batch<Metric> metrics) => watch.Note(base.Export(metrics));
    }
}

/// <summary>Says when a collector stops answering, and when it answers again; not with every attempt.</summary>
internal sealed partial class CollectorWatch(Uri endpoint, ILogger log)
{
    private bool isLost;

    public ExportResult Note(ExportResult result)
    {
        if (result == ExportResult.Failure != isLost)
        {
            isLost = !isLost;
            // An address may hold a password.
            var address = endpoint
                .GetLeftPart(UriPartial.Path)
                .Replace($"{endpoint.UserInfo}@", "", StringComparison.Ordinal);
            if (isLost)
            {
                LogLost(address);
            }
            else
            {
                LogFound(address);
            }
        }
        return result;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Telemetry cannot be sent to {Address}. The product goes on without; it is tried again, and this is said once."
    )]
    private partial void LogLost(string address);

    [LoggerMessage(LogLevel.Information, "Telemetry is sent to {Address} again.")]
    private partial void LogFound(string address);
}
