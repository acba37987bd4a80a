namespace KpiBoard.Web.Infrastructure.CommandLine;

/// <summary>Where a command reads and writes: results to <see cref="Out"/>, progress and errors to <see cref="Error"/>.</summary>
public sealed record CommandConsole(Func<Stream> OpenInput, TextWriter Out, TextWriter Error, bool ErrorIsTerminal)
{
    public static CommandConsole System() =>
        new(Console.OpenStandardInput, Console.Out, Console.Error, !Console.IsErrorRedirected);
}
