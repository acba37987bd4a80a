using System.Collections.Concurrent;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Xunit;

namespace KpiBoard.Web.Tests.Hosting;

/// <summary>Whatever happens to customers' data, no line of the log names anybody.</summary>
public sealed class LogPrivacyTests
{
    private const string Mark = "Zebedee";
    private const string Mail = "zebedee@quux.example";

    [Fact]
    public async Task Log_OfAllThatHappens_NamesNobody()
    {
        var lines = new JsonLines();
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Configuration["Inbox:SettleSeconds"] = "0";
                builder.Configuration["Inbox:IsOn"] = "false";
                builder.Configuration["Alerts:Webhook"] = "http://127.0.0.1:9/zebedee";
                builder.Logging.AddConsole().AddJsonConsole();
                // The console itself stays silent; its JSON is what is looked at.
                builder.Services.AddSingleton<ILoggerProvider>(provider => lines.With(provider));
                foreach (
                    var console in builder
                        .Services.Where(service => service.ImplementationType == typeof(ConsoleLoggerProvider))
                        .ToList()
                )
                {
                    builder.Services.Remove(console);
                }
            }
        );
        var finance = await app.SignedInAsync(Role.Finance);

        await InboxAsync(database, app);
        foreach (
            var path in (string[])
                [
                    $"/search?q={Mark}",
                    $"/customers?q={Mark}",
                    $"/customers/csv?q={Mail}",
                    $"/imports?q={Mark}",
                    $"/{Mark}",
                ]
        )
        {
            using var answer = await finance.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True((int)answer.StatusCode < 500);
        }
        using var denied = await finance.GetAsync(new Uri("/administration/users", UriKind.Relative));
        using var failed = await AppFactory.PostFormAsync(
            app.CreateClient(),
            "/sign-in",
            new Dictionary<string, string> { ["Email"] = Mail, ["Password"] = Mark }
        );
        var log = app.Services.GetRequiredService<ILogger<LogPrivacyTests>>();
        log.LogError(new InvalidOperationException(Mark, new IOException(Mail)), "Something failed.");

        Assert.Contains(lines.All, line => line.Contains("Inbox", StringComparison.Ordinal));
        Assert.Contains(lines.All, line => line.Contains("is not allowed", StringComparison.Ordinal));
        Assert.Contains(lines.All, line => line.Contains("System.IO.IOException 0x", StringComparison.Ordinal));
        Assert.All(lines.All, line => JsonDocument.Parse(line).Dispose());
        Assert.DoesNotContain(lines.All, line => line.Contains("ebedee", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A file that is good, one that is torn, one that is partly wrong, each with a name that tells of somebody.</summary>
    private static async Task InboxAsync(TestDatabase database, AppFactory app)
    {
        await app
            .Services.GetRequiredService<ProfileStore>()
            .SaveAsync("Erp", """{"kind":"customers"}""", "test", default);
        var folder = Path.Combine(database.Configuration["Data:Folder"]!, "inbox", "Erp");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Mark} 1.csv"), $"customer_id,name\nZ1,{Mark}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Mark} 2.csv"), $"customer_id,joined_on\nZ1,{Mark}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Mark} 3.csv"), $"\"customer_id\n{Mark}");
        var runner = app.Services.GetRequiredService<InboxRunner>();
        await runner.RunAsync(default);
        await runner.RunAsync(default);
        await app.Services.GetRequiredService<InboxAlerts>().SendAsync(default);
    }

    /// <summary>Keeps every entry as the console would write it as JSON.</summary>
    private sealed class JsonLines : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> lines = [];
        private ConsoleFormatter? json;

        public IReadOnlyCollection<string> All => lines;

        public JsonLines With(IServiceProvider services)
        {
            json = services.GetServices<ConsoleFormatter>().First(formatter => formatter.Name == "json");
            return this;
        }

        public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

        public void Dispose() { }

        private sealed class Line(JsonLines lines, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            )
            {
                using var text = new StringWriter();
                lines.json!.Write(
                    new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter),
                    null,
                    text
                );
                lines.lines.Enqueue(text.ToString());
            }
        }
    }
}
