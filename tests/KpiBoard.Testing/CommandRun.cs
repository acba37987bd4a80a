using KpiBoard.Web;
using KpiBoard.Web.Infrastructure.CommandLine;
using Microsoft.Extensions.Configuration;

namespace KpiBoard.Testing;

/// <summary>What a command of the real command line said on a test's database, and how it ended.</summary>
public sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> StartAsync(TestDatabase database, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(database);
        return StartAsync(database.Configuration, arguments);
    }

    public static async Task<CommandRun> StartAsync(
        IEnumerable<KeyValuePair<string, string?>> configuration,
        params string[] arguments
    )
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(configuration).Build();
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await CommandLineApp.RunAsync(
            arguments,
            (services, _) => Product.AddProduct(services, settings),
            Product.Commands,
            new CommandConsole(() => Stream.Null, output, error, ErrorIsTerminal: false)
        );
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
