using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using KpiBoard.Data;
using KpiBoard.Data.Backup;
using KpiBoard.Data.Migrations;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Administration.Backups;

internal static class BackupCommand
{
    /// <summary>Under this name backups stand in the log of jobs.</summary>
    public const string Job = "backup";

    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("file") { Description = "Where the backup goes, on any disk." };
        var force = new Option<bool>("--force") { Description = "Replaces the file if it exists." };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object." };
        var backup = new Command(
            "backup",
            """
            Copies the embedded database to one file, as of one instant, while the app runs.

            The copy is checked before it gets its name. The folder `keys` of Data:Folder is not in it, on purpose: whoever
            has both the database and the keys can sign in as anybody. Copy `keys` as well, to another place; without it
            everybody signs in again after a restore on another machine. Copy `erasures` with it: it says who was erased. The files of a watched folder are not in it either.
            """
        )
        {
            file,
            force,
            json,
        };
        backup.SetAction(
            (parsed, ct) =>
                host.RunOnAnyDatabaseAsync(
                    (services, token) =>
                        RunAsync(
                            host,
                            services,
                            new(parsed.GetRequiredValue(file), parsed.GetValue(force), parsed.GetValue(json)),
                            token
                        ),
                    ct
                )
        );
        return backup;
    }

    private static async Task<int> RunAsync(
        CommandHost host,
        IServiceProvider services,
        BackupRequest request,
        CancellationToken ct
    )
    {
        var database = services.GetRequiredService<KpiDatabase>();
        if (database.Dialect is not SqliteDialect sqlite)
        {
            throw CommandException.WrongUsage(
                "`backup` copies the embedded database. SQL Server backs up by itself: have its administrator plan "
                    + "BACKUP DATABASE, with BACKUP LOG for what comes in between. The keys of sessions are in it: Keys:Certificate protects them."
            );
        }
        var clock = services.GetRequiredService<TimeProvider>();
        var began = clock.GetUtcNow();
        var made = await Refusals.AsCommandAsync(() =>
            SqliteBackup.WriteAsync(sqlite, request.File, request.Force, clock, ct)
        );
        await NoteAsync(host, services, database, began, clock.GetUtcNow());
        await host.Console.Out.WriteLineAsync(
            request.Json
                ? KpiJson.Serialize(made)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{made.File}: {made.Bytes:N0} bytes, version {made.Version}, checked."
                )
        );
        return ExitCode.Done;
    }

    /// <summary>Notes for the administrator's pages that there is a backup. The backup is good without the note.</summary>
    private static async Task NoteAsync(
        CommandHost host,
        IServiceProvider services,
        KpiDatabase database,
        DateTimeOffset began,
        DateTimeOffset ended
    )
    {
        try
        {
            if (await services.GetRequiredService<Migrator>().IsCurrentAsync(CancellationToken.None))
            {
                await new JobLog(database).AddAsync(
                    new()
                    {
                        Job = Job,
                        StartedAt = began,
                        FinishedAt = ended,
                        AskedBy = AdministrationCommands.By,
                    },
                    CancellationToken.None
                );
            }
        }
        catch (Exception failure) when (failure is DbException or DatabaseTooNewException)
        {
            await host.Console.Error.WriteLineAsync(
                $"The backup is made. That it was made could not be noted in the database: {failure.Message}"
            );
        }
    }

    private sealed record BackupRequest(string File, bool Force, bool Json);
}
