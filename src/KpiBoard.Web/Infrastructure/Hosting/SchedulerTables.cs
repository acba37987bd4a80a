using Dapper;
using KpiBoard.Data;
using Quartz;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>
/// Creates the scheduler's tables on SQL Server from the scheduler's own script, under the lock of the migrations. The
/// scheduler would do so itself, but asks first for tables that are not there, inside a transaction that some servers
/// end at such a question. Registered before whatever asks for the scheduler.
/// </summary>
internal sealed class SchedulerTables(KpiDatabase database) : IHostedService
{
    public const string Prefix = "QRTZ_";

    private const string Script = "Quartz.Impl.AdoJobStore.Schema.create_sqlServer.sql";

    /// <summary>The script has a table's whole name, and names of keys and indexes.</summary>
    private static readonly (string Place, string Name)[] Names = [("{0}", Prefix), ("{1}", Prefix)];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (database.Dialect is not SqlServerDialect)
        {
            return;
        }
        await database.Dialect.ExclusivelyAsync(
            async connection =>
            {
                if (await database.Dialect.TableExistsAsync(connection, null, $"{Prefix}LOCKS", cancellationToken))
                {
                    return;
                }
                await using var transaction = await database.Dialect.BeginFencedWriteAsync(
                    connection,
                    cancellationToken
                );
                foreach (var statement in Statements())
                {
                    await connection.ExecuteAsync(
                        new CommandDefinition(statement, null, transaction, cancellationToken: cancellationToken)
                    );
                }
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken
        );
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>None where the scheduler keeps its script elsewhere: it then creates its tables itself.</summary>
    private static IReadOnlyList<string> Statements()
    {
        using var stream = typeof(IScheduler).Assembly.GetManifestResourceStream(Script);
        if (stream is null)
        {
            return [];
        }
        using var reader = new StreamReader(stream);
        var script = Names.Aggregate(
            reader.ReadToEnd().ReplaceLineEndings("\n"),
            (text, name) => text.Replace(name.Place, name.Name, StringComparison.Ordinal)
        );
        return
        [
            .. script
                .Split("\n--;;\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(part => part.Split('\n').Any(line => !line.StartsWith("--", StringComparison.Ordinal))),
        ];
    }
}
