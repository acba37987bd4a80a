using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace KpiBoard.Web.Tests;

/// <summary>Keeps everything that is logged at any level that the product lets through.</summary>
internal sealed class SaidLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = [];

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => lines.Enqueue(formatter(state, exception) + exception);

    public async Task ForAsync(string word)
    {
        while (!lines.Any(line => line.Contains(word, StringComparison.Ordinal)))
        {
            await Task.Delay(50);
        }
    }

    public void Dispose() { }
}
