using System.Globalization;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>
/// Configuration <c>RateLimits</c>: how often in a minute, on each node; 0 is without limit. What a signed-in person reads
/// is never counted.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>Passwords tried from one address. A whole office may share one.</summary>
    public int SignInPerAddress { get; init; } = 60;

    /// <summary>Passwords tried for one e-mail address, known or not.</summary>
    public int SignInPerAccount { get; init; } = 10;

    /// <summary>Files sent by one token or person.</summary>
    public int Imports { get; init; } = 120;

    /// <summary>Calls of one token; without a valid one, of one address.</summary>
    public int Api { get; init; } = 3_000;
}

/// <summary>Who asks too often is told so, with the time to wait: people on a page, scripts as problem details.</summary>
public static class RateLimits
{
    /// <summary>The policy of whatever takes a password.</summary>
    public const string SignIn = nameof(SignIn);

    /// <summary>The policy of whatever takes a file.</summary>
    public const string Imports = nameof(Imports);

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var limits = builder.Configuration.GetSection("RateLimits").Get<RateLimitOptions>() ?? new RateLimitOptions();
        builder.Services.AddSingleton<RejectionLog>();
        builder.Services.AddSingleton(services => new AccountLimit(
            limits.SignInPerAccount,
            services.GetRequiredService<RejectionLog>()
        ));
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (rejected, _) => RejectAsync(rejected.HttpContext, rejected.Lease);
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.Request.IsForApi()
                    ? PerMinute(Caller(context), limits.Api)
                    : RateLimitPartition.GetNoLimiter("pages")
            );
            options.AddPolicy(SignIn, context => PerMinute(Address(context), limits.SignInPerAddress));
            options.AddPolicy(Imports, context => PerMinute(Caller(context), limits.Imports));
        });
    }

    internal static RateLimitPartition<string> PerMinute(string key, int limit) =>
        limit <= 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetFixedWindowLimiter(
                key,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = Window }
            );

    /// <summary>When to come back, in whole seconds.</summary>
    internal static void TellWhen(HttpResponse response, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }

    private static async ValueTask RejectAsync(HttpContext context, RateLimitLease lease)
    {
        TellWhen(context.Response, lease);
        context.RequestServices.GetRequiredService<RejectionLog>().Note(context);
        // The page for people is drawn where every error page is.
        if (context.Request.IsForScripts())
        {
            var problem = new ProblemDetailsContext
            {
                HttpContext = context,
                ProblemDetails =
                {
                    Status = StatusCodes.Status429TooManyRequests,
                    Detail = $"Too many calls in a minute. Try again in {context.Response.Headers.RetryAfter} seconds.",
                },
            };
            await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(problem);
        }
    }

    private static string Caller(HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true ? $"of {context.User.By()}" : Address(context);

    /// <summary>Of IPv6 the network: whoever has one address there has all of them.</summary>
    private static string Address(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address ? "from nowhere"
        : address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? $"from {Convert.ToHexString(address.GetAddressBytes(), 0, 8)}"
        : $"from {(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)}";
}

/// <summary>How often passwords are tried for one account, from wherever: whose it is stands in the form.</summary>
public sealed class AccountLimit(int limit, RejectionLog log) : IDisposable
{
    private const int LongestKey = 254;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimits.PerMinute(key, limit)
    );

    /// <summary>Counts the attempt; false when it is one too many, with the time to wait in the answer's header.</summary>
    public bool Admits(string email, HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(email);
        var name = email.Trim().ToUpperInvariant();
        using var lease = limiter.AttemptAcquire(name[..Math.Min(name.Length, LongestKey)]);
        if (!lease.IsAcquired)
        {
            RateLimits.TellWhen(response, lease);
            log.Note(response.HttpContext);
        }
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
