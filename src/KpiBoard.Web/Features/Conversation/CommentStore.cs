using KpiBoard.Data;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What somebody says.</summary>
/// <param name="Mentioned">People named in the text; the writer among them is not told.</param>
public sealed record Words(string Text, string Language, IReadOnlyList<long> Mentioned);

/// <summary>
/// Writes comments. Whoever changes one says which version was seen; when somebody was faster nothing is changed and the
/// answer is false.
/// </summary>
public sealed class CommentStore(KpiDatabase database, OpenCounts counts, TimeProvider clock)
{
    /// <summary>Nobody types faster; a script that runs wild is stopped.</summary>
    public const int MostPerMinute = 20;

    private const string RecentSql = """
        SELECT COUNT(*)
          FROM [Comment]
         WHERE [Author] = @by AND [WrittenAt] > @since
        """;

    private const string AddSql = """
        INSERT INTO [Comment] ([Id], [ParentId], [SubjectKind], [Kpi], [Dimension], [Member], [Period], [InitiativeId],
               [AuthorId], [Author], [Text], [Language], [WrittenAt], [Version], [LastAction], [ChangedAt],
               [ChangedById])
        VALUES (@id, @parent, @Kind, @Kpi, @Dimension, @Member, @Period, @InitiativeId, @byId, @by, @Text, @Language,
               @now, 1, @deed, @now, @byId)
        """;

    /// <summary>An answer to what was settled opens it again: it would not be read otherwise.</summary>
    private const string WakeSql = """
        UPDATE [Comment]
           SET [ResolvedAt] = NULL, [ResolvedById] = NULL, [Version] = [Version] + 1, [LastAction] = @deed,
               [ChangedAt] = @now, [ChangedById] = @byId
         WHERE [Id] = @id AND [ResolvedAt] IS NOT NULL
        """;

    private const string KeepSql = """
        INSERT INTO [CommentVersion] ([CommentId], [Version], [Text], [ReplacedAt])
        SELECT [Id], [Version], [Text], @now
          FROM [Comment]
         WHERE [Id] = @id AND [Version] = @version AND [DeletedAt] IS NULL
        """;

    private const string EditSql = """
        UPDATE [Comment]
           SET [Text] = @Text, [Language] = @Language, [EditedAt] = @now, [Version] = [Version] + 1,
               [LastAction] = @deed, [ChangedAt] = @now, [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [DeletedAt] IS NULL
        """;

    private const string DeleteSql = """
        UPDATE [Comment]
           SET [DeletedAt] = @now, [Version] = [Version] + 1, [LastAction] = @deed, [ChangedAt] = @now,
               [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [DeletedAt] IS NULL
        """;

    private const string RestoreSql = """
        UPDATE [Comment]
           SET [DeletedAt] = NULL, [Version] = [Version] + 1, [LastAction] = @deed, [ChangedAt] = @now,
               [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [DeletedAt] IS NOT NULL
        """;

    private const string ResolveSql = """
        UPDATE [Comment]
           SET [ResolvedAt] = @now, [ResolvedById] = @byId, [Version] = [Version] + 1, [LastAction] = @deed,
               [ChangedAt] = @now, [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [ParentId] IS NULL AND [ResolvedAt] IS NULL
        """;

    private const string ReopenSql = """
        UPDATE [Comment]
           SET [ResolvedAt] = NULL, [ResolvedById] = NULL, [Version] = [Version] + 1, [LastAction] = @deed,
               [ChangedAt] = @now, [ChangedById] = @byId
         WHERE [Id] = @id AND [Version] = @version AND [ResolvedAt] IS NOT NULL
        """;

    private const string MentionSql = """
        INSERT INTO [Mention] ([CommentId], [PersonId], [MentionedAt], [MailTries])
        SELECT @id, u.[Id], @now, 0
          FROM [AppUser] u
         WHERE u.[Id] IN @people
           AND NOT EXISTS (SELECT 1 FROM [Mention] m WHERE m.[CommentId] = @id AND m.[PersonId] = u.[Id])
        """;

    private const string UnmentionSql = "DELETE FROM [Mention] WHERE [CommentId] = @id AND [PersonId] NOT IN @people";

    /// <summary>Nobody need read what was taken back; undone, those who had not read it have it to read again.</summary>
    private const string HushSql = """
        UPDATE [Mention] SET [SeenAt] = @now WHERE [CommentId] = @id AND [SeenAt] IS NULL
        """;

    private const string UnhushSql = """
        UPDATE [Mention]
           SET [SeenAt] = NULL
         WHERE [CommentId] = @id
           AND [SeenAt] = (SELECT c.[DeletedAt] FROM [Comment] c WHERE c.[Id] = @id AND c.[Version] = @version)
        """;

    private const string SeeSql = """
        UPDATE [Mention]
           SET [SeenAt] = @now
         WHERE [PersonId] = @person AND [CommentId] IN @comments AND [SeenAt] IS NULL
        """;

    /// <summary>Adds a comment and returns its id; null when so much was said in the last minute that no person says it.</summary>
    public async Task<long?> AddAsync(Subject subject, long? parent, Words words, Reader by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var recent = new { by = by.By, since = now.AddMinutes(-1) };
        if (await database.ScalarAsync<long>(RecentSql, recent, ct) >= MostPerMinute)
        {
            return null;
        }
        var added = await database.WriteAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("comment");
                var row = new
                {
                    id,
                    parent,
                    subject.Kind,
                    subject.Kpi,
                    subject.Dimension,
                    subject.Member,
                    subject.Period,
                    subject.InitiativeId,
                    byId = by.Id,
                    by = by.By,
                    words.Text,
                    words.Language,
                    now,
                    deed = Deed.Written,
                };
                await transaction.ExecuteAsync(AddSql, row);
                if (parent is { } thread)
                {
                    var woken = new
                    {
                        id = thread,
                        now,
                        byId = by.Id,
                        deed = Deed.Reopened,
                    };
                    await transaction.ExecuteAsync(WakeSql, woken);
                }
                await MentionAsync(transaction, id, words.Mentioned, by, now);
                return id;
            },
            ct
        );
        counts.Forget();
        return added;
    }

    public Task<bool> EditAsync(long id, int version, Words words, Reader by, CancellationToken ct) =>
        WriteAsync(
            async transaction =>
            {
                var now = clock.GetUtcNow();
                var change = new
                {
                    id,
                    version,
                    words.Text,
                    words.Language,
                    now,
                    byId = by.Id,
                    deed = Deed.Edited,
                };
                await transaction.ExecuteAsync(KeepSql, change);
                if (await transaction.ExecuteAsync(EditSql, change) == 0)
                {
                    return false;
                }
                await transaction.ExecuteAsync(UnmentionSql, new { id, people = words.Mentioned });
                await MentionAsync(transaction, id, words.Mentioned, by, now);
                return true;
            },
            ct
        );

    public Task<bool> DeleteAsync(long id, int version, Reader by, CancellationToken ct) =>
        WriteAsync(
            async transaction =>
            {
                var change = Change(id, version, by, Deed.Deleted);
                return await transaction.ExecuteAsync(DeleteSql, change) > 0
                    && await transaction.ExecuteAsync(HushSql, change) >= 0;
            },
            ct
        );

    public Task<bool> RestoreAsync(long id, int version, Reader by, CancellationToken ct) =>
        WriteAsync(
            async transaction =>
            {
                var change = Change(id, version, by, Deed.Restored);
                await transaction.ExecuteAsync(UnhushSql, change);
                return await transaction.ExecuteAsync(RestoreSql, change) > 0;
            },
            ct
        );

    public Task<bool> ResolveAsync(long id, int version, Reader by, CancellationToken ct) =>
        WriteAsync(
            async transaction => await transaction.ExecuteAsync(ResolveSql, Change(id, version, by, Deed.Resolved)) > 0,
            ct
        );

    public Task<bool> ReopenAsync(long id, int version, Reader by, CancellationToken ct) =>
        WriteAsync(
            async transaction => await transaction.ExecuteAsync(ReopenSql, Change(id, version, by, Deed.Reopened)) > 0,
            ct
        );

    /// <summary>These comments have been shown to the person.</summary>
    public Task SeeAsync(long person, IReadOnlyList<long> comments, CancellationToken ct) =>
        WriteAsync(
            async transaction =>
                await transaction.ExecuteAsync(
                    SeeSql,
                    new
                    {
                        person,
                        comments,
                        now = clock.GetUtcNow(),
                    }
                ) > 0,
            ct
        );

    private async Task<bool> WriteAsync(Func<DatabaseTransaction, Task<bool>> work, CancellationToken ct)
    {
        var isDone = await database.WriteAsync(work, ct);
        counts.Forget();
        return isDone;
    }

    private object Change(long id, int version, Reader by, string deed) =>
        new
        {
            id,
            version,
            byId = by.Id,
            now = clock.GetUtcNow(),
            deed,
        };

    private static async Task MentionAsync(
        DatabaseTransaction transaction,
        long id,
        IReadOnlyList<long> mentioned,
        Reader by,
        DateTimeOffset now
    )
    {
        var people = mentioned.Where(person => person != by.Id).ToList();
        if (people.Count > 0)
        {
            await transaction.ExecuteAsync(
                MentionSql,
                new
                {
                    id,
                    people,
                    now,
                }
            );
        }
    }
}
