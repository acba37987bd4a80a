using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>
/// Writes of an exception what kind it is, its code, and where it was thrown, and not what it says: engines put the value
/// of a key into their message, mail servers the address, parsers the cell. Whoever reads the log is not whoever may read
/// customers. The whole text is had by <c>Logging:ExceptionMessages</c>, for the time of a search.
/// </summary>
internal sealed class QuietLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    public const string Key = "Logging:ExceptionMessages";

    public static void Add(WebApplicationBuilder builder)
    {
        // Of a call to another server the address may be a secret.
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        if (!builder.Configuration.GetValue(Key, false))
        {
            builder.Services.Replace(
                ServiceDescriptor.Singleton<ILoggerFactory>(provider => new QuietLoggerFactory(
                    new LoggerFactory(
                        provider.GetServices<ILoggerProvider>(),
                        provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                        provider.GetRequiredService<IOptions<LoggerFactoryOptions>>()
                    )
                ))
            );
        }
    }

    public ILogger CreateLogger(string categoryName) => new QuietLogger(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    private sealed class QuietLogger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => inner.Log(logLevel, eventId, state, exception is null ? null : new QuietException(exception), formatter);
    }
}

/// <summary>An exception as the log shows it.</summary>
internal sealed class QuietException(Exception failure) : Exception
{
    public override string Message { get; } = Kind(failure);

    public override string? StackTrace => failure.StackTrace;

    public override IDictionary Data { get; } = new Dictionary<string, object>();

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var each = failure; each is not null; each = each.InnerException)
        {
            text.Append(each == failure ? "" : " ---> ").AppendLine(Kind(each)).AppendLine(each.StackTrace);
        }
        return text.ToString().TrimEnd();
    }

    private static string Kind(Exception each)
    {
        var code = each switch
        {
            SqliteException sqlite => $" {sqlite.SqliteExtendedErrorCode.ToString(CultureInfo.InvariantCulture)}",
            SqlException server => $" {server.Number.ToString(CultureInfo.InvariantCulture)}",
            DbException other => $" {other.SqlState}",
            SocketException socket => $" {socket.SocketErrorCode}",
            SmtpException mail => $" {mail.StatusCode}",
            HttpRequestException http => $" {http.HttpRequestError} {http.StatusCode}",
            IOException file => $" 0x{file.HResult.ToString("x8", CultureInfo.InvariantCulture)}",
            _ => "",
        };
        return each.GetType().FullName + code;
    }
}
