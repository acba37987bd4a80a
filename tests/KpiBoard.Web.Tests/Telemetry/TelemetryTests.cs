using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KpiBoard.Web.Tests.Telemetry;

/// <summary>
/// What a collector is told of a real import, a real refresh and what people do, and what it is not told. Alone, as the
/// framework's measurements of requests end for all apps of a process when one of them ends.
/// </summary>
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests
{
    private const string Secret = "telltale-secret-of-a-link";
    private const string Looked = "telltale-word-looked-for";
    private const string Customer = "telltale-customer";

    [Fact]
    public async Task Work_WithACollector_IsToldWithoutPersonsAndCustomers()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var collector = await Collector.StartAsync();
        string person;
        await using (var app = await StartAsync(database, collector.Address))
        {
            person = await WorkAsync(app);
        }
        var import = collector.Spans.First(span => span.Name == "import revenue");
        var request = collector.Spans.First(span => span.Id == import.Parent);
        Assert.Equal("POST /api/v1/imports/{kind}", request.Name);
        Assert.Equal("201", request.Tags["http.response.status_code"]);
        Assert.Equal("imported", import.Tags["kpiboard.import.status"]);
        var statement = collector.Spans.First(span =>
            span.Parent == import.Id && span.Tags.ContainsKey("db.query.text")
        );
        Assert.Equal("sqlite", statement.Tags["db.system.name"]);
        Assert.Contains(collector.Spans, span => span.Tags.GetValueOrDefault("kpiboard.refresh.status") == "done");
        Assert.Contains(collector.Spans, span => span.Name == "GET /password/{secret}");
        Assert.DoesNotContain(collector.Spans, span => span.Name.Contains(".css", StringComparison.Ordinal));

        AssertTold(collector, "kpiboard.import.rows", "{row}", 3, ("kpiboard.import.kind", "revenue"));
        AssertTold(collector, "kpiboard.import.duration", "s", 0, ("kpiboard.import.status", "imported"));
        AssertTold(collector, "kpiboard.refresh.duration", "s", 0, ("kpiboard.refresh.status", "done"));
        AssertTold(collector, "kpiboard.job.duration", "s", 0, ("kpiboard.job.name", "refresh"));
        AssertTold(collector, "kpiboard.sign_in.attempts", "{attempt}", 1, ("kpiboard.sign_in.succeeded", "False"));
        AssertTold(collector, "kpiboard.queue.items", "{item}", 0, ("kpiboard.queue.name", "uploads"));
        AssertTold(collector, "kpiboard.source.age", "h", 0, ("kpiboard.source.name", "telltale-source"));
        AssertTold(collector, "kpiboard.disk.free", "By", 1);
        AssertTold(collector, "db.client.operation.duration", "s", 0, ("db.operation.name", "SELECT"));
        Assert.Contains(
            collector.Points,
            point =>
                point.Name == "http.server.request.duration"
                && point.Tags.GetValueOrDefault("http.route")?.Trim('/') == "search"
        );
        Assert.Equal("kpiboard", collector.Resource["service.name"]);

        foreach (var word in new[] { Secret, Looked, Customer, person, AppFactory.Password })
        {
            Assert.DoesNotContain(word, collector.Everything, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Work_WithoutTheCollector_GoesOnAndSaysSoOnce()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        using var said = new SaidLog();
        // A port that nobody listens on: whoever had it has closed it.
        string nowhere;
        await using (var gone = await Collector.StartAsync())
        {
            nowhere = gone.Address;
        }
        await using (var app = await StartAsync(database, nowhere, said))
        {
            await WorkAsync(app);
            // Several attempts to send have failed by then.
            await said.ForAsync("v1/traces");
            await said.ForAsync("v1/metrics");
            await WorkAsync(app, "again");
        }
        Assert.Equal(2, said.Lines.Count(line => line.Contains("Telemetry cannot be sent", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317x/")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "carrier pigeon")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "often")]
    public void Options_ThatAreWrong_AreRefusedByName(string key, string value)
    {
        var refused = Assert.Throws<CommandException>(() => Options((key, value)));

        Assert.Equal(ExitCode.WrongUsage, refused.ExitCode);
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AsTheConventionsSay_NameWhereEachSignalGoes()
    {
        var both = Options((TelemetryOptions.EndpointKey, "http://collector:4318/"));
        var one = Options(("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "https://metrics/in"));
        var off = Options((TelemetryOptions.EndpointKey, "http://collector:4318"), ("OTEL_SDK_DISABLED", "true"));

        Assert.Equal("http://collector:4318/v1/traces", both.Traces?.ToString());
        Assert.Equal("http://collector:4318/v1/metrics", both.Metrics?.ToString());
        Assert.Null(one.Traces);
        Assert.Equal("https://metrics/in", one.Metrics?.ToString());
        Assert.False(off.IsOn);
        Assert.False(Options().IsOn);
    }

    private static TelemetryOptions Options(params (string Key, string Value)[] set) =>
        TelemetryOptions.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection(set.ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
                .Build()
        );

    private static Task<AppFactory> StartAsync(TestDatabase database, string address, ILoggerProvider? log = null) =>
        AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Configuration[TelemetryOptions.EndpointKey] = address;
                builder.Configuration[TelemetryOptions.IntervalKey] = "200";
                if (log is not null)
                {
                    builder.Logging.AddProvider(log);
                }
            }
        );

    /// <summary>A file comes in, the figures are computed, somebody looks for something, somebody fails to come in.</summary>
    private static async Task<string> WorkAsync(AppFactory app, string line = "1")
    {
        var script = await app.ApiClientAsync([.. ApiScope.All]);
        var file = $"booked_on,amount,currency,customer_id,line_id\n2026-09-01,10,DKK,{Customer},{line}\n";
        using var body = new StringContent(
            $"{file}2026-10-01,20,DKK,{Customer},{line}b\n2026-10-02,5,DKK,,{line}c\n",
            Encoding.UTF8,
            "text/csv"
        );
        using var imported = await script.PostAsync(Address("/api/v1/imports/revenue?source=telltale-source"), body);
        Assert.Equal(HttpStatusCode.Created, imported.StatusCode);
        using var asked = await script.PostAsync(Address("/api/v1/refreshes"), null);
        await DoneAsync(script, (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64());
        var email = await app.AddUserAsync([Role.Finance]);
        var client = app.CreateClient();
        using var link = await client.GetAsync(Address($"/password/{Secret}"));
        using var failed = await SignInAsync(client, email, "not the password at all");
        using var inside = await SignInAsync(client, email, AppFactory.Password);
        Assert.Equal(HttpStatusCode.Redirect, inside.StatusCode);
        Assert.Contains(Looked, await client.GetStringAsync(Address($"/search?q={Looked}")), StringComparison.Ordinal);
        return email;
    }

    private static async Task DoneAsync(HttpClient script, long run)
    {
        while (true)
        {
            var answer = await script.GetFromJsonAsync<JsonElement>(Address($"/api/v1/refreshes/{run}"));
            if (answer.GetProperty("status").GetString() is "done" or "failed")
            {
                return;
            }
            await Task.Delay(50);
        }
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password) =>
        AppFactory.PostFormAsync(client, "/sign-in", [new("Email", email), new("Password", password)]);

    private static Uri Address(string path) => new(path, UriKind.Relative);

    private static void AssertTold(
        Collector collector,
        string name,
        string unit,
        double atLeast,
        params (string Key, string Value)[] tags
    ) =>
        Assert.Contains(
            collector.Points,
            point =>
                point.Name == name
                && point.Unit == unit
                && point.Value >= atLeast
                && point.Count > 0
                && Array.TrueForAll(tags, tag => point.Tags.GetValueOrDefault(tag.Key) == tag.Value)
        );
}
