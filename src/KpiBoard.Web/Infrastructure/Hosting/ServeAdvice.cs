using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Database;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>Says at the start what is open that should not stay so.</summary>
internal sealed partial class ServeAdvice(
    IConfiguration configuration,
    HttpsOptions https,
    DemoMode demo,
    ILogger<ServeAdvice> log
) : IHostedService
{
    public const string AnyHost = "*";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (DatabaseOptions.From(configuration).IsSqlServer && KeyOptions.From(configuration).Certificate is null)
        {
            LogOpenKeys();
        }
        if (demo.IsOn || (Listening.IsOnlyLoopback(configuration) && Proxies.From(configuration).Count == 0))
        {
            return Task.CompletedTask;
        }
        if (configuration[HostSetup.AllowedHostsKey] is null or "" or AnyHost)
        {
            LogAnyHost();
        }
        if (!https.Required)
        {
            LogPlain();
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        LogLevel.Warning,
        "AllowedHosts is not set: requests under any host name are answered, and links in invitations carry it. Name the hosts, separated by semicolons."
    )]
    private partial void LogAnyHost();

    [LoggerMessage(LogLevel.Warning, "Https:Required is false: passwords and figures may cross the network in clear.")]
    private partial void LogPlain();

    [LoggerMessage(
        LogLevel.Warning,
        "Keys:Certificate is not set: the keys that sign sessions lie readable in the database and in its backups. Name a certificate that every node has."
    )]
    private partial void LogOpenKeys();
}
