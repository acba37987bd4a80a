using System.CommandLine;
using System.Globalization;
using KpiBoard.Data.Migrations;
using KpiBoard.Web.Infrastructure.CommandLine;

namespace KpiBoard.Web.Features.Demo;

public static class DemoCommand
{
    public static Command Create(CommandHost host)
    {
        var demo = new Command(
            "demo",
            "Fills an empty database with the demo company and refreshes it; refuses any other."
        );
        demo.SetAction((_, ct) => host.RunOnAnyDatabaseAsync((services, token) => RunAsync(host, services, token), ct));
        return demo;
    }

    private static async Task<int> RunAsync(CommandHost host, IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<Migrator>().MigrateAsync(ct);
        if (await services.GetRequiredService<DemoMarkStore>().ReadAsync(ct) is { FilledUntil: not null })
        {
            throw CommandException.Refused("The database is not empty: it holds the demo company already.");
        }
        await services.GetRequiredService<DemoFiller>().FillAsync(progress => Show(host.Console, progress), ct);
        if (host.Console.ErrorIsTerminal)
        {
            await host.Console.Error.WriteLineAsync();
        }
        await host.Console.Out.WriteLineAsync("The demo company is there.");
        return ExitCode.Done;
    }

    /// <summary>A bar on a terminal; elsewhere a line for each file.</summary>
    private static void Show(CommandConsole console, DemoProgress progress)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{progress.Share, 4:0%} {progress.FileName}");
        if (console.ErrorIsTerminal)
        {
            var bar = new string('#', (int)(40 * progress.Share)).PadRight(40, '.');
            console.Error.Write($"\r[{bar}] {line, -70}");
        }
        else
        {
            console.Error.WriteLine(line);
        }
    }
}
