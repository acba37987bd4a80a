using System.Security.Authentication;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>
/// Configuration <c>Limits</c>: what one caller may take of the server. Actions that take files have limits of their own
/// (<c>Imports:MaxUploadBytes</c>) and no time limit; too slow a body is cut off by Kestrel.
/// </summary>
public sealed class RequestLimits
{
    /// <summary>The largest body of a form or a call.</summary>
    public long MaxBodyBytes { get; init; } = 10 << 20;

    /// <summary>After so long a request is given up, with nothing written.</summary>
    public int RequestSeconds { get; init; } = 300;

    /// <summary>For how long the head of a request may trickle in.</summary>
    public int HeadersSeconds { get; init; } = 15;

    /// <summary>For how long a connection may stand idle.</summary>
    public int KeepAliveSeconds { get; init; } = 120;

    public int MaxConnections { get; init; } = 5_000;

    internal static void Add(WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("Limits").Get<RequestLimits>() ?? new RequestLimits();
        builder.WebHost.ConfigureKestrel(kestrel => limits.Apply(kestrel));
        builder.Services.AddRequestTimeouts(options =>
            options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(limits.RequestSeconds) }
        );
    }

    private void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureHttpsDefaults(https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(HeadersSeconds);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(KeepAliveSeconds);
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
    }
}
