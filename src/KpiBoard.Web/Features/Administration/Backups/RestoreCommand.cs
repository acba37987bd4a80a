using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using KpiBoard.Data;
using KpiBoard.Data.Backup;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.Administration.Backups;

internal static class RestoreCommand
{
    private const int FirstVersionWithAudit = 14;

    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("file") { Description = "A file that `backup` has made." };
        var restore = new Command(
            "restore",
            """
            Puts a backup in the place of the embedded database; what was there is kept beside it.

            Stop the web app first. A damaged file and one of a newer program are refused, and nothing changes. Put the
            folder `keys` back as well if it is lost, and `erasures`, which says who has to be erased again: that is done at once.
            People disabled and tokens revoked since the backup are valid again.
            """
        )
        {
            file,
        };
        restore.SetAction(
            (parsed, ct) =>
                host.RunOnAnyDatabaseAsync(
                    (services, token) => RunAsync(host, services, parsed.GetRequiredValue(file), token),
                    ct
                )
        );
        return restore;
    }

    private static async Task<int> RunAsync(
        CommandHost host,
        IServiceProvider services,
        string file,
        CancellationToken ct
    )
    {
        if (services.GetRequiredService<SqlDialect>() is not SqliteDialect sqlite)
        {
            throw CommandException.WrongUsage(
                "`restore` replaces the embedded database. On SQL Server, stop every node, have its administrator use "
                    + "RESTORE DATABASE, then run `migrate`."
            );
        }
        var clock = services.GetRequiredService<TimeProvider>();
        var made = await Refusals.AsCommandAsync(() => SqliteRestore.RunAsync(sqlite, file, clock, ct));
        await NoteAsync(host, services, made.Version, Path.GetFileName(file));
        var output = host.Console.Out;
        await output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"Restored {file} (version {made.Version}) to {sqlite.File}.")
        );
        if (made.Kept is not null)
        {
            await output.WriteLineAsync($"What was there before is kept as {made.Kept}.");
        }
        if (!made.IsOlder && await services.GetRequiredService<IErasureReplay>().RunAsync(ct) is > 0 and var erasures)
        {
            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Customers erased since the backup are erased again, of {erasures} erasures."
                )
            );
        }
        await output.WriteLineAsync(
            made.IsOlder ? "It is of an older version: run `migrate`." : "Look at `user list` and `token list`."
        );
        return ExitCode.Done;
    }

    /// <summary>
    /// The restored log of changes says that it was restored, where the backup has one. The restore is good without it.
    /// </summary>
    private static async Task NoteAsync(CommandHost host, IServiceProvider services, int version, string file)
    {
        if (version < FirstVersionWithAudit)
        {
            return;
        }
        try
        {
            await services
                .GetRequiredService<KpiDatabase>()
                .WriteAsync(
                    transaction =>
                    {
                        transaction.NoteRestore(version, file);
                        return Task.CompletedTask;
                    },
                    CancellationToken.None
                );
        }
        catch (DbException failure)
        {
            await host.Console.Error.WriteLineAsync(
                $"The backup is restored. That it was could not be noted in the change log: {failure.Message}"
            );
        }
    }
}
