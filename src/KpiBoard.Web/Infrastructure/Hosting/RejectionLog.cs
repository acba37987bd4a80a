using System.Collections.Concurrent;
using System.Security.Claims;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>
/// Notes who asks too often, by number and route as with everything in the log. Rejections come by the thousand: the first
/// of a minute is logged, for each person or token and route.
/// </summary>
public sealed partial class RejectionLog(TimeProvider clock, ILogger<RejectionLog> log)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string? Route, string? Who), long> logged = [];

    public void Note(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var route = context.GetEndpoint()?.DisplayName;
        var who = context.User.FindFirstValue(Person.IdClaim) ?? context.User.Identity?.Name;
        var now = clock.GetTimestamp();
        if (logged.TryGetValue((route, who), out var last) && clock.GetElapsedTime(last, now) < Quiet)
        {
            return;
        }
        logged[(route, who)] = now;
        LogRejected(context.TraceIdentifier, context.Request.Method, route, who);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Request {Reference} is one too many: {Method} {Route} for {Who}. More of them in the next minute are not logged."
    )]
    private partial void LogRejected(string reference, string method, string? route, string? who);
}
