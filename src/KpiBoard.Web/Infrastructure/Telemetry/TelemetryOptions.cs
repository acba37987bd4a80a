using System.Globalization;
using KpiBoard.Web.Infrastructure.CommandLine;
using OpenTelemetry.Exporter;

namespace KpiBoard.Web.Infrastructure.Telemetry;

/// <summary>
/// Where traces and metrics are sent, by the names that OpenTelemetry has given to its environment variables; they may as
/// well stand in any other configuration.
/// </summary>
public sealed record TelemetryOptions
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";
    private const string OverGrpc = "grpc";
    private const string OverHttp = "http/protobuf";

    public const string EndpointKey = Prefix + "ENDPOINT";
    public const string IntervalKey = "OTEL_METRIC_EXPORT_INTERVAL";

    /// <summary>Where spans go; null when they go nowhere.</summary>
    public Uri? Traces { get; private init; }

    public Uri? Metrics { get; private init; }

    public OtlpExportProtocol Protocol { get; private init; }

    /// <summary>As <c>name=value</c>, several divided by commas.</summary>
    public string? Headers { get; private init; }

    public int TimeoutMilliseconds { get; private init; }

    public int IntervalMilliseconds { get; private init; }

    public string ServiceName { get; private init; } = "";

    public bool IsOn => Traces is not null || Metrics is not null;

    public static TelemetryOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var isOff = string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
        var protocol = configuration[Prefix + "PROTOCOL"] ?? OverHttp;
        if (protocol is not (OverGrpc or OverHttp))
        {
            throw CommandException.WrongUsage(
                $"{Prefix}PROTOCOL is '{protocol}'. It must be {OverHttp}, which is the default, or {OverGrpc}."
            );
        }
        return new()
        {
            Traces = isOff ? null : Endpoint(configuration, "TRACES", "v1/traces", protocol),
            Metrics = isOff ? null : Endpoint(configuration, "METRICS", "v1/metrics", protocol),
            Protocol = protocol == OverGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            Headers = configuration[Prefix + "HEADERS"],
            TimeoutMilliseconds = Number(configuration, Prefix + "TIMEOUT", 10_000),
            IntervalMilliseconds = Number(configuration, IntervalKey, 60_000),
            ServiceName = configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : "kpiboard",
        };
    }

    /// <summary>The address for all signals is a beginning; one for a single signal is taken as it is.</summary>
    private static Uri? Endpoint(IConfiguration configuration, string signal, string path, string protocol)
    {
        var key = $"{Prefix}{signal}_ENDPOINT";
        var isOwn = configuration[key] is { Length: > 0 };
        var text = isOwn ? configuration[key] : configuration[EndpointKey];
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw CommandException.WrongUsage(
                $"{(isOwn ? key : EndpointKey)} is '{text}'. It must be an address such as http://127.0.0.1:4318."
            );
        }
        return isOwn || protocol == OverGrpc ? address : new Uri($"{text.TrimEnd('/')}/{path}");
    }

    private static int Number(IConfiguration configuration, string key, int otherwise) =>
        configuration[key] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw CommandException.WrongUsage($"{key} is '{text}'. It must be a number of milliseconds.");
}
