using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>Keeps the database marked as in use while the web app runs, so that a restore beneath it is refused.</summary>
internal sealed class DatabaseInUse(KpiDatabase database) : IHostedService
{
    private IAsyncDisposable? mark;

    public async Task StartAsync(CancellationToken cancellationToken) =>
        mark = await database.Dialect.KeepInUseAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (mark is not null)
        {
            await mark.DisposeAsync();
        }
    }
}
