using KpiBoard.Data;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What somebody is asked to do about a comment.</summary>
public sealed record Request(string Title, long OwnerId, DateOnly? DueOn);

/// <summary>Writes tasks, as <see cref="CommentStore"/> writes comments.</summary>
public sealed class TaskStore(KpiDatabase database, OpenCounts counts, TimeProvider clock)
{
    /// <summary>One open task at a time: of two people who ask at once the second is shown what the first asked.</summary>
    private const string AddSql = """
        INSERT INTO [Task] ([Id], [CommentId], [Title], [OwnerId], [DueOn], [AskedById], [AskedAt], [MailTries],
               [Version], [LastAction], [ChangedAt], [ChangedById])
        SELECT @id, c.[Id], @Title, @OwnerId, @DueOn, @byId, @now, 0, 1, @deed, @now, @byId
          FROM [Comment] c
         WHERE c.[Id] = @comment
           AND c.[DeletedAt] IS NULL
           AND NOT EXISTS (SELECT 1 FROM [Task] t WHERE t.[CommentId] = c.[Id] AND t.[DoneAt] IS NULL)
        """;

    private const string DoneSql = """
        UPDATE [Task]
           SET [DoneAt] = @now, [DoneById] = @byId, [Version] = [Version] + 1, [LastAction] = @deed,
               [ChangedAt] = @now, [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [DoneAt] IS NULL
        """;

    private const string ReopenSql = """
        UPDATE [Task]
           SET [DoneAt] = NULL, [DoneById] = NULL, [ReopenedAt] = @now, [Version] = [Version] + 1,
               [LastAction] = @deed, [ChangedAt] = @now, [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [DoneAt] IS NOT NULL
        """;

    /// <summary>Turns a comment into a task and returns its id; null when it has an open one or is gone.</summary>
    public async Task<long?> AddAsync(long comment, Request request, long byId, CancellationToken ct)
    {
        var added = await database.WriteAsync<long?>(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("task");
                var row = new
                {
                    id,
                    comment,
                    request.Title,
                    request.OwnerId,
                    request.DueOn,
                    byId,
                    now = clock.GetUtcNow(),
                    deed = Deed.Asked,
                };
                return await transaction.ExecuteAsync(AddSql, row) > 0 ? id : null;
            },
            ct
        );
        counts.Forget();
        return added;
    }

    public Task<bool> DoneAsync(long id, int version, long byId, CancellationToken ct) =>
        ChangeAsync(DoneSql, id, version, byId, Deed.Done, ct);

    public Task<bool> ReopenAsync(long id, int version, long byId, CancellationToken ct) =>
        ChangeAsync(ReopenSql, id, version, byId, Deed.Undone, ct);

    private async Task<bool> ChangeAsync(string sql, long id, int version, long byId, string deed, CancellationToken ct)
    {
        var change = new
        {
            id,
            version,
            byId,
            now = clock.GetUtcNow(),
            deed,
        };
        var changed = await database.ExecuteAsync(sql, change, ct);
        counts.Forget();
        return changed > 0;
    }
}
