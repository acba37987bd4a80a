using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// While there is nobody, each start writes a one-hour link into a file that only the owner of the process can read:
/// whoever can read it runs the server. The link appears in no log.
/// </summary>
internal sealed partial class FirstAdministrator(
    UserQueries users,
    PasswordLinks links,
    DatabaseOptions options,
    DemoMode demo,
    IServer server,
    ILogger<FirstAdministrator> log
) : IHostedLifecycleService
{
    public const string FileName = "first-administrator.txt";

    /// <summary>After the server has started: only then are its addresses known.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(options.DataFolder, FileName);
        File.Delete(file);
        if (demo.IsOn || await users.AnyAdministratorAsync(cancellationToken))
        {
            return;
        }
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var secret = await links.CreateByServerAsync(null, cancellationToken);
        await WriteAsync(
            file,
            $"""
            Open this link within one hour to become the first administrator:

            {LinkAddress.For(address, secret)}

            It works once. Each start of the server writes a new one for as long as there is nobody.
            """,
            cancellationToken
        );
        LogWritten(file);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task WriteAsync(string file, string text, CancellationToken ct)
    {
        await using var writer = new StreamWriter(PrivateFiles.Open(file, FileMode.CreateNew));
        await writer.WriteLineAsync(text.AsMemory(), ct);
    }

    [LoggerMessage(LogLevel.Warning, "There is no user yet. The link for the first administrator is in {File}.")]
    private partial void LogWritten(string file);
}
