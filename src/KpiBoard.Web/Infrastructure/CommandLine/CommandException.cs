namespace KpiBoard.Web.Infrastructure.CommandLine;

/// <summary>An expected end of a command, with its exit code and the sentence for the person who called it.</summary>
public sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static CommandException Refused(string message) => new(CommandLine.ExitCode.Refused, message);

    public static CommandException WrongUsage(string message) => new(CommandLine.ExitCode.WrongUsage, message);
}
