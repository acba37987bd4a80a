using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KpiBoard.Web.Tests.Telemetry;

/// <summary>A collector of OTLP over HTTP on the loopback interface, that keeps what it is sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> received = [];

    private Collector(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>Everything that was sent, as text: what does not stand in it was not told.</summary>
    public string Everything => string.Concat(received.Select(sent => Encoding.UTF8.GetString(sent.Body)));

    public IReadOnlyList<Span> Spans =>
        [
            .. Messages("/v1/traces")
                // ExportTraceServiceRequest.resource_spans, .scope_spans, .spans
                .SelectMany(request => request.Messages(1))
                .SelectMany(resource => resource.Messages(2))
                .SelectMany(scope => scope.Messages(2))
                .Select(span => new Span(span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), Tags(span, 9))),
        ];

    public IReadOnlyList<Point> Points =>
        [
            .. Messages("/v1/metrics")
                .SelectMany(request => request.Messages(1))
                .SelectMany(resource => resource.Messages(2))
                .SelectMany(scope => scope.Messages(2))
                .SelectMany(PointsOf),
        ];

    /// <summary>Names and values of the resource: which service, of which version.</summary>
    public IReadOnlyDictionary<string, string> Resource =>
        Tags(Messages("/v1/metrics").First().Messages(1).First().Messages(1).First(), 1);

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var collector = new Collector(web);
        web.MapPost("/v1/{signal}", collector.KeepAsync);
        web.Urls.Add("http://127.0.0.1:0");
        await web.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        received.Enqueue((context.Request.Path.Value!, body.ToArray()));
    }

    private IEnumerable<Protobuf> Messages(string path) =>
        received.Where(sent => sent.Path == path).Select(sent => Protobuf.Parse(sent.Body));

    /// <summary>Of a gauge, a sum or a histogram.</summary>
    private static IEnumerable<Point> PointsOf(Protobuf metric)
    {
        var (name, unit) = (metric.Text(1), metric.Text(3));
        foreach (var point in metric.Messages(5).Concat(metric.Messages(7)).SelectMany(data => data.Messages(1)))
        {
            var value = point.Has(4) ? point.Real(4) : point.Number(6);
            yield return new Point(name, unit, value, 1, Tags(point, 7));
        }
        foreach (var point in metric.Messages(9).SelectMany(data => data.Messages(1)))
        {
            yield return new Point(name, unit, point.Real(5), (long)point.Number(4), Tags(point, 9));
        }
    }

    private static Dictionary<string, string> Tags(Protobuf message, int number) =>
        message
            .Messages(number)
            .ToDictionary(
                pair => pair.Text(1),
                pair =>
                    pair.Messages(2).Single() is var value && value.Has(1) ? value.Text(1)
                    : value.Has(2) ? $"{value.Number(2) != 0}"
                    : value.Has(3) ? $"{value.Number(3)}"
                    : $"{value.Real(4)}"
            );
}

internal sealed record Span(
    string Name,
    string Trace,
    string Id,
    string Parent,
    IReadOnlyDictionary<string, string> Tags
);

/// <summary>One point of a metric.</summary>
/// <param name="Value">Of a histogram the sum.</param>
/// <param name="Count">Of a histogram; else 1.</param>
internal sealed record Point(
    string Name,
    string Unit,
    double Value,
    long Count,
    IReadOnlyDictionary<string, string> Tags
);
