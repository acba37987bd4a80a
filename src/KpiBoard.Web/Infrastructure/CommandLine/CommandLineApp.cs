using System.CommandLine;
using KpiBoard.Data;
using KpiBoard.Data.Leases;
using KpiBoard.Data.Migrations;
using KpiBoard.Web.Infrastructure.Database;

namespace KpiBoard.Web.Infrastructure.CommandLine;

/// <summary>The command line: parses, runs, and turns every outcome into an exit code of <see cref="ExitCode"/>.</summary>
public static class CommandLineApp
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(70);

    public static async Task<int> RunAsync(
        string[] args,
        Action<IServiceCollection, IConfiguration> addProduct,
        Func<CommandHost, IEnumerable<Command>> commands,
        CommandConsole console
    )
    {
        var root = new RootCommand("KpiBoard: facts before guesswork. Without a command it serves the web app.");
        foreach (var command in commands(new CommandHost(addProduct, console)))
        {
            root.Add(command);
        }
        var parsed = root.Parse(args.Length == 0 ? ["serve"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await console.Error.WriteLineAsync(error.Message);
            }
            await console.Error.WriteLineAsync("Add --help to see what the command takes.");
            return ExitCode.WrongUsage;
        }
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    // The web app takes up to a minute to end what it is at; by default it would be cut off after two seconds.
                    ProcessTerminationTimeout = StopWithin,
                    Output = console.Out,
                    Error = console.Error,
                }
            );
        }
        catch (CommandException refused)
        {
            await console.Error.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteLineAsync("Stopped; what was not finished has not been stored.");
            return ExitCode.SystemFailed;
        }
        catch (Exception failure)
            when (failure
                    is DatabaseTooNewException
                        or LeaseLostException
                        or IOException
                        or System.Data.Common.DbException
            )
        {
            await console.Error.WriteLineAsync(
                DatabaseTroubles.Of(failure) is { } trouble ? TroubleMessages.Of(trouble) : failure.Message
            );
            return ExitCode.SystemFailed;
        }
    }
}
