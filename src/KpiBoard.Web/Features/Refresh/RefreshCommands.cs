using System.CommandLine;
using System.Globalization;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Refresh;

/// <summary><c>refresh</c>.</summary>
public static class RefreshCommands
{
    public static IEnumerable<Command> Create(CommandHost host)
    {
        var full = new Option<bool>("--full") { Description = "Counts everything anew instead of what has changed." };
        var json = new Option<bool>("--json") { Description = "Prints the answer as JSON." };
        var refresh = new Command("refresh", "Brings the figures up to date with what has been imported.")
        {
            full,
            json,
        };
        refresh.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    (services, token) =>
                        RunAsync(host.Console, services, parsed.GetValue(full), parsed.GetValue(json), token),
                    ct
                )
        );
        yield return refresh;
    }

    private static async Task<int> RunAsync(
        CommandConsole console,
        IServiceProvider services,
        bool isFull,
        bool json,
        CancellationToken ct
    )
    {
        var id = await services
            .GetRequiredService<RunLedger>()
            .QueueAsync(RunTrigger.Command, isFull, Environment.UserName, ct);
        var run = await services
            .GetRequiredService<RefreshRunner>()
            .RunAsync(id, (stage, progress) => Report(console, stage, progress), ct);
        if (run.Status != RunStatus.Done)
        {
            throw new CommandException(ExitCode.SystemFailed, $"Refresh {run.Id} {run.Status}. {run.Error}");
        }
        await console.Out.WriteLineAsync(json ? KpiJson.Serialize(RefreshAnswer.Of(run)) : Sentence(run));
        return ExitCode.Done;
    }

    private static void Report(CommandConsole console, string stage, int progress)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"refresh: {stage}, {progress}%");
        if (console.ErrorIsTerminal)
        {
            console.Error.Write($"\r{text, -40}{(stage == RunStage.Done ? "\n" : "")}");
        }
        else
        {
            console.Error.WriteLine(text);
        }
    }

    private static string Sentence(RefreshRun run)
    {
        var summary = run.ReadSummary();
        if (summary is { NothingToDo: true })
        {
            return "Nothing to do: the figures are up to date.";
        }
        var culture = CultureInfo.InvariantCulture;
        var lines = new List<string>
        {
            string.Create(
                culture,
                $"Refreshed in {run.Seconds:0.00} s: {run.BatchesTaken} imports taken in, {run.PeriodsTouched} periods touched, {run.ValuesChanged} values changed."
            ),
        };
        lines.AddRange(
            (summary?.WithoutRate ?? []).Select(left =>
                string.Create(
                    culture,
                    $"Left out: {left.Amount} {left.Currency} of {left.Customers} customers in {left.Month}, which has no rate."
                )
            )
        );
        if (summary?.Restated.Count > 0)
        {
            lines.Add($"Restated: {string.Join(", ", summary.Restated)}.");
        }
        return string.Join(Environment.NewLine, lines);
    }
}
