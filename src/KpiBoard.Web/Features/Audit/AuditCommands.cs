using System.CommandLine;
using System.Globalization;
using KpiBoard.Data.Audit;
using KpiBoard.Web.Infrastructure.CommandLine;

namespace KpiBoard.Web.Features.Audit;

public static class AuditCommands
{
    public static Command Create(CommandHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var verify = new Command(
            "verify",
            "Checks the record of changes from its first entry to its last. Note the hash it prints: it proves later that nothing before has changed."
        );
        verify.SetAction((_, ct) => host.RunAsync((services, token) => VerifyAsync(host, services, token), ct));
        return new("audit", "The record of who changed what.") { verify };
    }

    private static async Task<int> VerifyAsync(CommandHost host, IServiceProvider services, CancellationToken ct)
    {
        var verdict = await services.GetRequiredService<AuditChain>().VerifyAsync(ct);
        if (verdict.Break is { } at)
        {
            throw new CommandException(
                ExitCode.SystemFailed,
                at.IsMissing
                    ? $"The record is not whole: entry {at.Entry} is missing."
                    : $"The record is not whole: entry {at.Entry} is not what was written."
            );
        }
        await host.Console.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The record is whole: {verdict.Entries} entries, {verdict.Erased} of them erased. Its hash is {verdict.Hash}."
            )
        );
        return ExitCode.Done;
    }
}
