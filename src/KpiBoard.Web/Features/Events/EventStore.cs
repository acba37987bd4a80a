using KpiBoard.Data;

namespace KpiBoard.Web.Features.Events;

/// <summary>Writes what happened. A change is made to the version that a person had before them, or not at all.</summary>
public sealed class EventStore(KpiDatabase database, TimeProvider clock)
{
    private const string AddSql = """
        INSERT INTO [Event] ([Id], [Title], [Words], [Language], [FromDay], [ToDay], [Dimension], [Member], [Version],
               [AddedAt], [AddedBy], [ChangedAt], [ChangedBy])
        VALUES (@id, @Title, @Words, @Language, @FromDay, @ToDay, @Dimension, @Member, 1, @at, @by, @at, @by)
        """;

    private const string ChangeSql = """
        UPDATE [Event]
           SET [Title] = @Title, [Words] = @Words, [Language] = @Language, [FromDay] = @FromDay, [ToDay] = @ToDay,
               [Dimension] = @Dimension, [Member] = @Member, [Version] = [Version] + 1, [ChangedAt] = @at, [ChangedBy] = @by
         WHERE [Id] = @id AND [Version] = @version AND [RemovedAt] IS NULL
        """;

    private const string EndSql = """
        UPDATE [Event]
           SET [ToDay] = @day, [Version] = [Version] + 1, [ChangedAt] = @at, [ChangedBy] = @by
         WHERE [Id] = @id AND [ToDay] IS NULL AND [FromDay] <= @day AND [RemovedAt] IS NULL
        """;

    private const string ReopenSql = """
        UPDATE [Event]
           SET [ToDay] = NULL, [Version] = [Version] + 1, [ChangedAt] = @at, [ChangedBy] = @by
         WHERE [Id] = @id AND [RemovedAt] IS NULL
        """;

    private const string RemoveSql = """
        UPDATE [Event]
           SET [RemovedAt] = @at, [RemovedBy] = @by, [Version] = [Version] + 1
         WHERE [Id] = @id AND [RemovedAt] IS NULL
        """;

    private const string RestoreSql = """
        UPDATE [Event]
           SET [RemovedAt] = NULL, [RemovedBy] = NULL, [Version] = [Version] + 1
         WHERE [Id] = @id AND [RemovedAt] IS NOT NULL
        """;

    private const string ForgetKpisSql = "DELETE FROM [EventKpi] WHERE [EventId] = @id";

    private const string AddKpiSql = "INSERT INTO [EventKpi] ([EventId], [Kpi]) VALUES (@id, @kpi)";

    public Task<long> AddAsync(EventContent content, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("event");
                await transaction.ExecuteAsync(AddSql, Values(id, 0, content, by));
                await WriteKpisAsync(transaction, id, content);
                return id;
            },
            ct
        );

    /// <summary>False when somebody else has changed or removed it meanwhile.</summary>
    public Task<bool> ChangeAsync(long id, int version, EventContent content, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await transaction.ExecuteAsync(ChangeSql, Values(id, version, content, by)) != 1)
                {
                    return false;
                }
                await transaction.ExecuteAsync(ForgetKpisSql, new { id });
                await WriteKpisAsync(transaction, id, content);
                return true;
            },
            ct
        );

    /// <summary>Says on which day it was over; false when it was over already, or had not begun by then.</summary>
    public Task<bool> EndAsync(long id, DateOnly day, string by, CancellationToken ct) =>
        WriteAsync(EndSql, id, by, ct, day);

    public Task<bool> ReopenAsync(long id, string by, CancellationToken ct) => WriteAsync(ReopenSql, id, by, ct);

    public Task<bool> RemoveAsync(long id, string by, CancellationToken ct) => WriteAsync(RemoveSql, id, by, ct);

    public Task<bool> RestoreAsync(long id, string by, CancellationToken ct) => WriteAsync(RestoreSql, id, by, ct);

    private async Task<bool> WriteAsync(string sql, long id, string by, CancellationToken ct, DateOnly? day = null)
    {
        var values = new
        {
            id,
            day,
            at = clock.GetUtcNow(),
            by,
        };
        return await database.ExecuteAsync(sql, values, ct) == 1;
    }

    private object Values(long id, int version, EventContent content, string by) =>
        new
        {
            id,
            version,
            content.Title,
            content.Words,
            content.Language,
            content.FromDay,
            content.ToDay,
            content.Dimension,
            content.Member,
            at = clock.GetUtcNow(),
            by,
        };

    private static async Task WriteKpisAsync(DatabaseTransaction transaction, long id, EventContent content)
    {
        foreach (var kpi in content.Kpis)
        {
            await transaction.ExecuteAsync(AddKpiSql, new { id, kpi });
        }
    }
}
