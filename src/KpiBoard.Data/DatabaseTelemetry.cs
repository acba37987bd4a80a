using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;

namespace KpiBoard.Data;

/// <summary>
/// How long statements take, for whoever listens; nobody does unless telemetry is configured. A statement is told by its
/// constant text. Values are parameters, and are not told.
/// </summary>
public static partial class DatabaseTelemetry
{
    /// <summary>Of the source of spans, and of the meter.</summary>
    public const string Name = "KpiBoard.Data";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    // Name, unit and buckets as OpenTelemetry's conventions for databases have them.
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "db.client.operation.duration",
        "s",
        "Duration of database statements.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
        }
    );

    private static readonly ConcurrentDictionary<string, Statement> Statements = [];

    internal static Task<T> MeasureAsync<T>(SqlDialect dialect, string sql, Func<Task<T>> run) =>
        Source.HasListeners() || Duration.Enabled ? MeasuredAsync(dialect, sql, run) : run();

    private static async Task<T> MeasuredAsync<T>(SqlDialect dialect, string sql, Func<Task<T>> run)
    {
        var statement = Statements.GetOrAdd(sql, Statement.Of);
        var tags = new TagList
        {
            { "db.system.name", dialect is SqlServerDialect ? "microsoft.sql_server" : "sqlite" },
            { "db.operation.name", statement.Operation },
            { "db.collection.name", statement.Table },
        };
        using var span = Source.StartActivity(
            $"{statement.Operation} {statement.Table}",
            ActivityKind.Client,
            parentContext: default,
            [.. tags, new("db.query.text", sql)]
        );
        var began = Stopwatch.GetTimestamp();
        try
        {
            return await run();
        }
        catch (Exception failure)
        {
            tags.Add("error.type", failure.GetType().FullName);
            span?.SetTag("error.type", failure.GetType().FullName);
            // The message of a failure may hold a value.
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        }
    }

    [GeneratedRegex(@"\b(?:FROM|INTO|UPDATE)\s+\[(?<table>\w+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableName();

    [GeneratedRegex(@"^\s*(?:WITH\b.*?\)\s*)?(?<verb>SELECT|INSERT|UPDATE|DELETE)\b", Options, 1000)]
    private static partial Regex Verb();

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.Singleline;

    /// <summary>What a statement does, and to which table first.</summary>
    private sealed record Statement(string Operation, string Table)
    {
        public static Statement Of(string sql)
        {
            var (verb, table) = (Verb().Match(sql), TableName().Match(sql));
            return new(verb.Success ? verb.Groups["verb"].Value : "OTHER", table.Groups["table"].Value);
        }
    }
}
