using KpiBoard.Data;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What one person is asked and asks, and where the person is named.</summary>
public sealed class TaskLists(KpiDatabase database, Audience audience)
{
    private const string OfPersonSql = $"""
        {ConversationQueries.TasksSql}
         WHERE t.[OwnerId] = @person OR t.[AskedById] = @person
         ORDER BY CASE WHEN t.[WithdrawnAt] IS NOT NULL THEN 2 WHEN t.[DoneAt] IS NOT NULL THEN 1 ELSE 0 END,
                  t.[DoneAt] DESC,
                  CASE WHEN t.[DueOn] IS NULL THEN 1 ELSE 0 END, t.[DueOn], t.[Id]
        """;

    private const string MentionsSql = """
        SELECT m.[CommentId], a.[Name] AS [Author], c.[Text], c.[Language], m.[MentionedAt], m.[SeenAt],
               c.[SubjectKind], c.[Kpi], c.[Dimension], c.[Member], c.[Period], c.[InitiativeId],
               i.[Title] AS [Initiative]
          FROM [Mention] m
          JOIN [Comment] c ON c.[Id] = m.[CommentId]
          JOIN [CommentAuthor] a ON a.[CommentId] = c.[Id]
          LEFT JOIN [Initiative] i ON i.[Id] = c.[InitiativeId]
         WHERE m.[PersonId] = @person AND c.[DeletedAt] IS NULL
         ORDER BY m.[MentionedAt] DESC, m.[CommentId] DESC
        """;

    /// <summary>
    /// Of what the person may still see. A task that somebody was given stays theirs whatever becomes of its subject.
    /// </summary>
    public async Task<TaskBook> ReadAsync(Reader reader, CancellationToken ct)
    {
        var parameters = new { person = reader.Id };
        var tasks = await database.QueryAsync<TaskRow>(OfPersonSql, parameters, ct);
        var mentions = await database.QueryAsync<MentionRow>(MentionsSql, parameters, ct);
        var scope = await audience.ScopeAsync(null, ct);
        return new(
            [.. tasks.Where(task => task.OwnerId == reader.Id)],
            // What one asks of oneself is only one's own.
            [.. tasks.Where(task => task.OwnerId != reader.Id && scope.Admits(reader, task.Subject))],
            [.. mentions.Where(mention => scope.Admits(reader, mention.Subject))]
        );
    }
}

/// <summary>All of it, the open first and the most urgent of these.</summary>
public sealed record TaskBook(
    IReadOnlyList<TaskRow> Mine,
    IReadOnlyList<TaskRow> Asked,
    IReadOnlyList<MentionRow> Mentions
)
{
    public IReadOnlyDictionary<string, int> Open =>
        new Dictionary<string, int>
        {
            [TaskFilter.Mine] = Mine.Count(task => task.IsOpen),
            [TaskFilter.Asked] = Asked.Count(task => task.IsOpen),
            [TaskFilter.Mentions] = Mentions.Count(mention => mention.SeenAt is null),
        };

    public IEnumerable<TaskRow> Of(TaskFilter filter, DateOnly today) =>
        (filter.Chosen == TaskFilter.Asked ? Asked : Mine).Where(task => filter.Fits(task, today));
}
