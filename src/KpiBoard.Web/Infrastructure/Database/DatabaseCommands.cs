using System.CommandLine;
using System.Globalization;
using KpiBoard.Data.Migrations;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Infrastructure.Database;

public static class DatabaseCommands
{
    public static IEnumerable<Command> Create(CommandHost host)
    {
        var migrate = new Command("migrate", "Brings the database to this version; safe from several nodes at once.");
        migrate.SetAction(
            (_, ct) => host.RunOnAnyDatabaseAsync((services, token) => MigrateAsync(host, services, token), ct)
        );
        yield return migrate;
    }

    private static async Task<int> MigrateAsync(CommandHost host, IServiceProvider services, CancellationToken ct)
    {
        var ran = await services.GetRequiredService<Migrator>().MigrateAsync(ct);
        foreach (var migration in ran)
        {
            await host.Console.Out.WriteLineAsync($"Applied {migration.Name}.");
        }
        if (ran.Count == 0)
        {
            await host.Console.Out.WriteLineAsync("The database is up to date.");
        }
        if (await services.GetRequiredService<IErasureReplay>().RunAsync(ct) is > 0 and var erasures)
        {
            await host.Console.Out.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"Erased customers again, of {erasures} erasures.")
            );
        }
        foreach (var sentence in await services.GetRequiredService<DatabaseAdvice>().FindAsync(ct))
        {
            await host.Console.Error.WriteLineAsync(sentence);
        }
        return ExitCode.Done;
    }
}
