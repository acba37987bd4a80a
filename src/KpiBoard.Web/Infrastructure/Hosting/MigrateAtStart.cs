using KpiBoard.Data.Migrations;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>Registered before every other hosted service, so that they all find the database at this version.</summary>
internal sealed class MigrateAtStart(Migrator migrator) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => migrator.MigrateAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
