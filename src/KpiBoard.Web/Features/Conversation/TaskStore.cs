using KpiBoard.Data;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What somebody is asked to do about a comment.</summary>
public sealed record Request(string Title, long OwnerId, DateOnly? DueOn);

/// <summary>
/// Writes tasks, as <see cref="CommentStore"/> writes comments. Every change keeps whose it was and its day before, so that
/// it can be read afterwards and taken back.
/// </summary>
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
           AND NOT EXISTS (SELECT 1
                             FROM [Task] t
                            WHERE t.[CommentId] = c.[Id] AND t.[DoneAt] IS NULL AND t.[WithdrawnAt] IS NULL)
        """;

    /// <summary>A version of a task is the same whenever it is read: the change itself looks whether it still is that one.</summary>
    private const string BeforeSql = "SELECT [OwnerId], [DueOn] FROM [Task] WHERE [Id] = @id AND [Version] = @version";

    private const string KeepSql = """
        INSERT INTO [TaskChange] ([TaskId], [Version], [Action], [At], [ById], [OwnerBeforeId], [OwnerAfterId],
               [DueBefore], [DueAfter])
        VALUES (@id, @version + 1, @deed, @now, @byId, @ownerBefore, @owner, @dueBefore, @due)
        """;

    private const string DoneSql = """
        UPDATE [Task]
           SET [DoneAt] = @now, [DoneById] = @byId, [Version] = [Version] + 1, [LastAction] = @deed,
               [ChangedAt] = @now, [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [DoneAt] IS NULL AND [WithdrawnAt] IS NULL
        """;

    private const string ReopenSql = """
        UPDATE [Task]
           SET [DoneAt] = NULL, [DoneById] = NULL, [ReopenedAt] = @now, [Version] = [Version] + 1,
               [LastAction] = @deed, [ChangedAt] = @now, [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [DoneAt] IS NOT NULL
        """;

    private const string WithdrawSql = """
        UPDATE [Task]
           SET [WithdrawnAt] = @now, [Version] = [Version] + 1, [LastAction] = @deed, [ChangedAt] = @now,
               [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [AskedById] = @byId AND [DoneAt] IS NULL
           AND [WithdrawnAt] IS NULL
        """;

    /// <summary>Not where another task has been made of the comment meanwhile.</summary>
    private const string AskAgainSql = """
        UPDATE [Task]
           SET [WithdrawnAt] = NULL, [Version] = [Version] + 1, [LastAction] = @deed, [ChangedAt] = @now,
               [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [AskedById] = @byId AND [WithdrawnAt] IS NOT NULL
           AND NOT EXISTS (SELECT 1
                             FROM [Task] t
                            WHERE t.[CommentId] = [Task].[CommentId] AND t.[Id] <> [Task].[Id] AND t.[DoneAt] IS NULL
                              AND t.[WithdrawnAt] IS NULL)
        """;

    private const string DateSql = """
        UPDATE [Task]
           SET [DueOn] = @due, [Version] = [Version] + 1, [LastAction] = @deed, [ChangedAt] = @now,
               [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [DoneAt] IS NULL AND [WithdrawnAt] IS NULL
        """;

    /// <summary>The new owner has not been told of it yet, whatever the one before was told.</summary>
    private const string HandSql = """
        UPDATE [Task]
           SET [OwnerId] = @owner, [DueOn] = @due, [HandedAt] = @now, [HandedById] = @byId, [MailedAt] = NULL,
               [MailTries] = 0, [Version] = [Version] + 1, [LastAction] = @deed, [ChangedAt] = @now,
               [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [DoneAt] IS NULL AND [WithdrawnAt] IS NULL
        """;

    /// <summary>Whoever has it again knows of it: no letter goes out.</summary>
    private const string TakeBackSql = """
        UPDATE [Task]
           SET [OwnerId] = @owner, [DueOn] = @due, [MailedAt] = @now, [Version] = [Version] + 1, [LastAction] = @deed,
               [ChangedAt] = @now, [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [DoneAt] IS NULL AND [WithdrawnAt] IS NULL
        """;

    private const string LastSql = """
        SELECT [OwnerBeforeId] AS [OwnerId], [DueBefore] AS [DueOn]
          FROM [TaskChange]
         WHERE [TaskId] = @id AND [Version] = @version AND [Action] IN (@handed, @dated)
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
        ChangeAsync(DoneSql, new(id, version, byId, Deed.Done), ct);

    public Task<bool> ReopenAsync(long id, int version, long byId, CancellationToken ct) =>
        ChangeAsync(ReopenSql, new(id, version, byId, Deed.Undone), ct);

    /// <summary>Who asked for it no longer does.</summary>
    public Task<bool> WithdrawAsync(long id, int version, long byId, CancellationToken ct) =>
        ChangeAsync(WithdrawSql, new(id, version, byId, Deed.Withdrawn), ct);

    /// <summary>Takes the withdrawal back.</summary>
    public Task<bool> AskAgainAsync(long id, int version, long byId, CancellationToken ct) =>
        ChangeAsync(AskAgainSql, new(id, version, byId, Deed.AskedAgain), ct);

    public Task<bool> DateAsync(long id, int version, DateOnly? due, long owner, long byId, CancellationToken ct) =>
        ChangeAsync(
            DateSql,
            new(id, version, byId, Deed.Dated)
            {
                To = new() { OwnerId = owner, DueOn = due },
            },
            ct
        );

    /// <summary>Gives it to somebody else, who is told of it; with another day if need be.</summary>
    public Task<bool> HandAsync(long id, int version, DateOnly? due, long owner, long byId, CancellationToken ct) =>
        ChangeAsync(
            HandSql,
            new(id, version, byId, Deed.Handed)
            {
                To = new() { OwnerId = owner, DueOn = due },
            },
            ct
        );

    /// <summary>Takes back that it was handed on or got another day, if nothing has become of it since.</summary>
    public async Task<bool> TakeBackAsync(long id, int version, long byId, CancellationToken ct)
    {
        var last = new
        {
            id,
            version,
            handed = Deed.Handed,
            dated = Deed.Dated,
        };
        return await database.SingleOrDefaultAsync<PlaceRow>(LastSql, last, ct) is { } before
            && await ChangeAsync(TakeBackSql, new(id, version, byId, Deed.TakenBack) { To = before }, ct);
    }

    private async Task<bool> ChangeAsync(string sql, Change change, CancellationToken ct)
    {
        var isChanged = await database.WriteAsync(
            async transaction =>
            {
                var key = new { id = change.Id, version = change.Version };
                if (await transaction.SingleOrDefaultAsync<PlaceRow>(BeforeSql, key) is not { } before)
                {
                    return false;
                }
                var values = new
                {
                    key.id,
                    key.version,
                    byId = change.ById,
                    deed = change.Deed,
                    ownerBefore = before.OwnerId,
                    dueBefore = before.DueOn,
                    owner = (change.To ?? before).OwnerId,
                    due = (change.To ?? before).DueOn,
                    now = clock.GetUtcNow(),
                };
                return await transaction.ExecuteAsync(sql, values) > 0
                    && await transaction.ExecuteAsync(KeepSql, values) > 0;
            },
            ct
        );
        counts.Forget();
        return isChanged;
    }

    private sealed record Change(long Id, int Version, long ById, string Deed)
    {
        /// <summary>Whose it becomes and by when; null where neither changes.</summary>
        public PlaceRow? To { get; init; }
    }

    private sealed class PlaceRow
    {
        public long OwnerId { get; init; }
        public DateOnly? DueOn { get; init; }
    }
}
