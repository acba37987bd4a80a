using System.Globalization;
using KpiBoard.Web.Infrastructure.CommandLine;
using Spectre.Console;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Progress of a command on stderr: a bar on a terminal, a line every few seconds elsewhere.</summary>
public static class ProgressWriter
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    public static async Task<T> RunAsync<T>(
        CommandConsole console,
        TimeProvider clock,
        string file,
        Func<Action<ImportProgress>, Task<T>> work
    ) => console.ErrorIsTerminal ? await WithBarAsync(console, file, work) : await work(Lines(console, clock, file));

    private static async Task<T> WithBarAsync<T>(
        CommandConsole console,
        string file,
        Func<Action<ImportProgress>, Task<T>> work
    ) =>
        await AnsiConsole
            .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Error) })
            .Progress()
            .HideCompleted(true)
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(file));
                return work(progress =>
                {
                    task.Description = Markup.Escape($"{file}: {Describe(progress)}");
                    task.IsIndeterminate = progress.Total == 0;
                    task.MaxValue = Math.Max(1, progress.Total);
                    task.Value = progress.Done;
                });
            });

    private static Action<ImportProgress> Lines(CommandConsole console, TimeProvider clock, string file)
    {
        var last = clock.GetTimestamp();
        var stage = ImportStage.Scanning;
        return progress =>
        {
            var isWaiting = progress.Stage == ImportStage.Waiting && stage != ImportStage.Waiting;
            stage = progress.Stage;
            if (isWaiting || clock.GetElapsedTime(last) > BetweenLines)
            {
                last = clock.GetTimestamp();
                console.Error.WriteLine($"{file}: {Describe(progress)}");
            }
        };
    }

    private static string Describe(ImportProgress progress)
    {
        var percent = progress.Total == 0 ? 0 : progress.Done * 100 / progress.Total;
        return progress.Stage switch
        {
            ImportStage.Waiting => "waiting for another import to end",
            ImportStage.Scanning => $"looking at the file, {percent}%",
            ImportStage.Reading => string.Create(
                CultureInfo.InvariantCulture,
                $"reading, {percent}%, {progress.Rows:N0} rows"
            ),
            ImportStage.Comparing => $"comparing with what is there, {percent}%",
            _ => $"removing what is not kept, {percent}%",
        };
    }
}
