using System.Data.Common;
using KpiBoard.Data;
using KpiBoard.Data.Migrations;

namespace KpiBoard.Web.Infrastructure.Database;

/// <summary>What an operator should change about the database; the product works without, only not as well.</summary>
public sealed class DatabaseAdvice(KpiDatabase database, DatabaseOptions options)
{
    private const string ReadCommittedSnapshot =
        "READ_COMMITTED_SNAPSHOT is off: pages wait for imports and refreshes, and the other way round. Recommended, while "
        + "nobody else is connected: ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON.";

    private const string SnapshotIsolation =
        "ALLOW_SNAPSHOT_ISOLATION is off: a page that reads several figures as of one instant keeps writers waiting for as "
        + "long. Recommended: ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON.";

    private const string NoColumnstore =
        "The revenue facts have no columnstore index: full refreshes read whole rows. Recommended, at a quiet hour: "
        + Columnstore.AddStatement
        + ".";

    private const string Certificate =
        "TrustServerCertificate is on: the connection is encrypted, but the server's certificate is not checked. Recommended: "
        + "a certificate that this machine trusts, and TrustServerCertificate=False.";

    /// <summary>One sentence for each thing; none where all is well, or where the server does not say.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken ct)
    {
        if (database.Dialect is not SqlServerDialect server)
        {
            return [];
        }
        var advice = new List<string>();
        try
        {
            var state = await server.StateAsync(ct);
            if (!state.ReadCommittedSnapshot)
            {
                advice.Add(ReadCommittedSnapshot);
            }
            if (!state.SnapshotIsolation)
            {
                advice.Add(SnapshotIsolation);
            }
            if (state.LacksColumnstore)
            {
                advice.Add(NoColumnstore);
            }
        }
        catch (DbException unknown)
        {
            advice.Add($"Whether READ_COMMITTED_SNAPSHOT is on could not be asked: {unknown.Message}");
        }
        if (options.ConnectionString is { } connection && SqlServerConnection.TrustsAnybody(connection))
        {
            advice.Add(Certificate);
        }
        return advice;
    }
}

/// <summary>Logs the advice at every start.</summary>
internal sealed partial class AdviseAtStart(DatabaseAdvice advice, ILogger<AdviseAtStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var sentence in await advice.FindAsync(cancellationToken))
        {
            LogAdvice(sentence);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Database: {Advice}")]
    private partial void LogAdvice(string advice);
}
