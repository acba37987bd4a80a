using KpiBoard.Data;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>Of whom a letter tells, and to whom it goes.</summary>
public sealed class NewsRow : AboutRow
{
    /// <summary>The comment, or the task.</summary>
    public long Id { get; init; }
    public long CommentId { get; init; }
    public long PersonId { get; init; }
    public string Email { get; init; } = "";
    public string? Language { get; init; }
    public string By { get; init; } = "";
    public DateOnly? DueOn { get; init; }
}

/// <summary>
/// Which mentions and tasks a letter is still to tell of. One is claimed before it is sent: two nodes never send the same,
/// and what a killed process had claimed is only seen on screen.
/// </summary>
public sealed class NewsStore(KpiDatabase database, TimeProvider clock)
{
    private const int MostTries = 5;

    /// <summary>What is older has been seen on screen, or is from before there was a mail server.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    private const string MentionsSql = """
        SELECT m.[CommentId] AS [Id], m.[CommentId], m.[PersonId], u.[Email], u.[Language],
               a.[Name] AS [By], c.[SubjectKind], c.[Kpi], c.[Dimension], c.[Member], c.[Period],
               c.[InitiativeId]
          FROM [Mention] m
          JOIN [Comment] c ON c.[Id] = m.[CommentId]
          JOIN [AppUser] u ON u.[Id] = m.[PersonId]
          JOIN [CommentAuthor] a ON a.[CommentId] = c.[Id]
         WHERE m.[MailedAt] IS NULL AND m.[MentionedAt] > @since AND m.[SeenAt] IS NULL AND m.[MailTries] < @tries
           AND c.[DeletedAt] IS NULL AND u.[DisabledAt] IS NULL
         ORDER BY m.[CommentId], m.[PersonId]
        """;

    private const string TasksSql = """
        SELECT t.[Id], t.[CommentId], t.[OwnerId] AS [PersonId], u.[Email], u.[Language], a.[Name] AS [By], t.[DueOn],
               c.[SubjectKind], c.[Kpi], c.[Dimension], c.[Member], c.[Period], c.[InitiativeId]
          FROM [Task] t
          JOIN [Comment] c ON c.[Id] = t.[CommentId]
          JOIN [AppUser] u ON u.[Id] = t.[OwnerId]
          JOIN [AppUser] a ON a.[Id] = COALESCE(t.[HandedById], t.[AskedById])
         WHERE t.[MailedAt] IS NULL AND COALESCE(t.[HandedAt], t.[AskedAt]) > @since AND t.[DoneAt] IS NULL
           AND t.[WithdrawnAt] IS NULL AND t.[MailTries] < @tries
           AND t.[OwnerId] <> COALESCE(t.[HandedById], t.[AskedById]) AND u.[DisabledAt] IS NULL
         ORDER BY t.[Id]
        """;

    private const string ClaimMentionSql = """
        UPDATE [Mention]
           SET [MailedAt] = @now, [MailTries] = [MailTries] + 1
         WHERE [CommentId] = @Id AND [PersonId] = @PersonId AND [MailedAt] IS NULL
        """;

    private const string ClaimTaskSql = """
        UPDATE [Task]
           SET [MailedAt] = @now, [MailTries] = [MailTries] + 1
         WHERE [Id] = @Id AND [MailedAt] IS NULL
        """;

    private const string ReleaseMentionSql = """
        UPDATE [Mention] SET [MailedAt] = NULL WHERE [CommentId] = @Id AND [PersonId] = @PersonId
        """;

    private const string ReleaseTaskSql = "UPDATE [Task] SET [MailedAt] = NULL WHERE [Id] = @Id";

    public Task<IReadOnlyList<NewsRow>> MentionsAsync(CancellationToken ct) =>
        database.QueryAsync<NewsRow>(MentionsSql, Due(), ct);

    public Task<IReadOnlyList<NewsRow>> TasksAsync(CancellationToken ct) =>
        database.QueryAsync<NewsRow>(TasksSql, Due(), ct);

    /// <summary>False when another node sends it.</summary>
    public async Task<bool> ClaimAsync(NewsRow row, bool isTask, CancellationToken ct) =>
        await database.ExecuteAsync(
            isTask ? ClaimTaskSql : ClaimMentionSql,
            new
            {
                row.Id,
                row.PersonId,
                now = clock.GetUtcNow(),
            },
            ct
        ) > 0;

    /// <summary>It could not be delivered: it is tried again, a few times.</summary>
    public Task ReleaseAsync(NewsRow row, bool isTask, CancellationToken ct) =>
        database.ExecuteAsync(isTask ? ReleaseTaskSql : ReleaseMentionSql, new { row.Id, row.PersonId }, ct);

    private object Due() => new { since = clock.GetUtcNow() - Fresh, tries = MostTries };
}
