namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>Configuration <c>Https</c>.</summary>
public sealed record HttpsOptions
{
    private const string Section = "Https";

    /// <summary>
    /// Plain HTTP is refused. By default everywhere but in the demo and on a server that only this machine can call and
    /// that has no proxy in front.
    /// </summary>
    public bool Required { get; init; }

    /// <summary>The port that people are sent to; by default the one the server has a certificate on, else 443.</summary>
    public int? Port { get; init; }

    /// <summary>For how long a browser that was here over HTTPS keeps to it; 0 says nothing about it.</summary>
    public int StrictTransportDays { get; init; } = 365;

    public CookieSecurePolicy CookieSecurePolicy =>
        Required ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    public static HttpsOptions From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var isDemo = DemoMode.From(configuration).IsOn;
        var isReachable = !Listening.IsOnlyLoopback(configuration) || Proxies.From(configuration).Count > 0;
        var section = configuration.GetSection(Section);
        var options = section.Get<HttpsOptions>() ?? new HttpsOptions();
        return options with
        {
            Required = section.GetValue(nameof(Required), isReachable && !isDemo),
            StrictTransportDays = isDemo ? 0 : options.StrictTransportDays,
        };
    }

    /// <summary>Under the prefix a browser takes the cookie over HTTPS only, from this host and no other (RFC 6265bis).</summary>
    public string CookieName(string name) => Required ? $"__Host-{name}" : name;
}
