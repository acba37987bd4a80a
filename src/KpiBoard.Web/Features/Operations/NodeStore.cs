using System.Data.Common;
using KpiBoard.Data;
using KpiBoard.Data.Leases;
using KpiBoard.Web.Infrastructure.Hosting;

namespace KpiBoard.Web.Features.Operations;

/// <summary>The nodes on this database: each says from time to time that it is there.</summary>
public sealed class NodeStore(KpiDatabase database, TimeProvider clock)
{
    /// <summary>One that was away for so long is not coming back under its name.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private const string SeenSql = """
        UPDATE [Node]
           SET [InboxFolder] = @inbox, [LastSeenAt] = @at
         WHERE [Name] = @name
        """;

    private const string AddSql = """
        INSERT INTO [Node] ([Name], [Version], [InboxFolder], [StartedAt], [LastSeenAt])
        VALUES (@name, @version, @inbox, @at, @at)
        """;

    private const string RemoveSql = "DELETE FROM [Node] WHERE [Name] = @name";

    private const string ForgetSql = "DELETE FROM [Node] WHERE [LastSeenAt] < @before";

    private const string AllSql = """
        SELECT [Name], [Version], [InboxFolder], [StartedAt], [LastSeenAt] FROM [Node] ORDER BY [Name]
        """;

    public Task<IReadOnlyList<NodeRow>> AllAsync(CancellationToken ct) =>
        database.QueryAsync<NodeRow>(AllSql, null, ct);

    /// <summary>This node is there.</summary>
    public Task SeenAsync(string? inbox, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var row = new
                {
                    name = LeaseStore.ThisProcess,
                    version = OperationsPage.ProgramVersion,
                    inbox,
                    at = clock.GetUtcNow(),
                };
                if (await transaction.ExecuteAsync(SeenSql, row) == 0)
                {
                    await transaction.ExecuteAsync(ForgetSql, new { before = row.at - Kept });
                    // One that was killed here and is started again is no other node.
                    foreach (var other in await transaction.QueryAsync<NodeRow>(AllSql))
                    {
                        if (LeaseStore.HasEnded(other.Name))
                        {
                            await transaction.ExecuteAsync(RemoveSql, new { name = other.Name });
                        }
                    }
                    await transaction.ExecuteAsync(AddSql, row);
                }
            },
            ct
        );

    /// <summary>This node has stopped as it should.</summary>
    public Task LeftAsync(CancellationToken ct) =>
        database.ExecuteAsync(RemoveSql, new { name = LeaseStore.ThisProcess }, ct);
}

/// <summary>Says that this node is there, for as long as it is.</summary>
internal sealed partial class NodeHeartbeat(
    NodeStore nodes,
    NodeStatus status,
    TimeProvider clock,
    ILogger<NodeHeartbeat> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(NodeRow.Beat, clock);
        try
        {
            do
            {
                try
                {
                    await nodes.SeenAsync(status.InboxFolder, stoppingToken);
                }
                catch (DbException away)
                {
                    LogAway(away);
                }
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await nodes.LeftAsync(cancellationToken);
        }
        catch (Exception away) when (away is DbException or OperationCanceledException)
        {
            LogAway(away);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The other nodes could not be told that this one is there.")]
    private partial void LogAway(Exception away);
}
