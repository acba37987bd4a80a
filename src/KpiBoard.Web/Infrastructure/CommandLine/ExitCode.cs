namespace KpiBoard.Web.Infrastructure.CommandLine;

/// <summary>What a command says to the script that called it.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The input was refused; nothing changed.</summary>
    public const int Refused = 1;
    public const int WrongUsage = 2;
    public const int SystemFailed = 3;
}
