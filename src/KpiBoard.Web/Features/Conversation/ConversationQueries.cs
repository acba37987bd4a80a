using KpiBoard.Data;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What has been said, and what somebody was asked to do about it.</summary>
public sealed class ConversationQueries(KpiDatabase database)
{
    private const string CommentsSql = """
        SELECT c.[Id], c.[ParentId], c.[SubjectKind], c.[Kpi], c.[Dimension], c.[Member], c.[Period], c.[InitiativeId],
               i.[Title] AS [Initiative], c.[AuthorId], a.[Name] AS [Author], c.[Text],
               c.[Language], c.[WrittenAt], c.[EditedAt], c.[DeletedAt], c.[ResolvedAt], r.[Name] AS [ResolvedBy],
               c.[Version], c.[LastAction], c.[ChangedAt], h.[Name] AS [ChangedBy]
          FROM [Comment] c
          LEFT JOIN [Initiative] i ON i.[Id] = c.[InitiativeId]
          JOIN [CommentAuthor] a ON a.[CommentId] = c.[Id]
          LEFT JOIN [AppUser] r ON r.[Id] = c.[ResolvedById]
          LEFT JOIN [AppUser] h ON h.[Id] = c.[ChangedById]
        """;

    private const string OneSql = $"""
        {CommentsSql}
         WHERE c.[Id] = @id
        """;

    private const string OfFigureSql = $"""
        {CommentsSql}
         WHERE c.[Kpi] = @Kpi AND c.[Dimension] = @Dimension AND c.[Member] = @Member
         ORDER BY c.[Id]
        """;

    private const string OfInitiativeSql = $"""
        {CommentsSql}
         WHERE c.[InitiativeId] = @InitiativeId
         ORDER BY c.[Id]
        """;

    private const string EarlierSql = """
        SELECT [CommentId], [Text], [ReplacedAt]
          FROM [CommentVersion]
         WHERE [CommentId] IN @comments
         ORDER BY [CommentId], [Version] DESC
        """;

    /// <summary>Tasks, for whichever of them are asked for.</summary>
    public const string TasksSql = """
        SELECT t.[Id], t.[CommentId], t.[Title], t.[OwnerId], o.[Name] AS [Owner], t.[DueOn], t.[AskedById],
               b.[Name] AS [AskedBy], t.[AskedAt], t.[DoneAt], d.[Name] AS [DoneBy], t.[ReopenedAt], t.[WithdrawnAt],
               t.[Version], t.[LastAction], t.[ChangedAt], t.[ChangedById], h.[Name] AS [ChangedBy], c.[SubjectKind], c.[Kpi], c.[Dimension],
               c.[Member], c.[Period], c.[InitiativeId], i.[Title] AS [Initiative]
          FROM [Task] t
          JOIN [Comment] c ON c.[Id] = t.[CommentId]
          JOIN [AppUser] o ON o.[Id] = t.[OwnerId]
          JOIN [AppUser] b ON b.[Id] = t.[AskedById]
          JOIN [AppUser] h ON h.[Id] = t.[ChangedById]
          LEFT JOIN [AppUser] d ON d.[Id] = t.[DoneById]
          LEFT JOIN [Initiative] i ON i.[Id] = c.[InitiativeId]
        """;

    private const string OneTaskSql = $"""
        {TasksSql}
         WHERE t.[Id] = @id
        """;

    private const string TasksOfSql = $"""
        {TasksSql}
         WHERE t.[CommentId] IN @comments
         ORDER BY t.[Id]
        """;

    private const string ChangesSql = """
        SELECT k.[Version], k.[Action], k.[At], b.[Name] AS [By], f.[Name] AS [OwnerBefore], o.[Name] AS [OwnerAfter],
               k.[DueBefore], k.[DueAfter]
          FROM [TaskChange] k
          JOIN [AppUser] b ON b.[Id] = k.[ById]
          JOIN [AppUser] f ON f.[Id] = k.[OwnerBeforeId]
          JOIN [AppUser] o ON o.[Id] = k.[OwnerAfterId]
         WHERE k.[TaskId] = @task
         ORDER BY k.[Version] DESC
        """;

    private const string PointsSql = """
        SELECT [Period], COUNT(*) AS [Count]
          FROM [Comment]
         WHERE [Kpi] = @kpi AND [Dimension] = @dimension AND [Member] = @member
           AND [SubjectKind] = @point AND [DeletedAt] IS NULL
         GROUP BY [Period]
        """;

    private const string InitiativeSql = "SELECT [Title] FROM [Initiative] WHERE [Id] = @id";

    private const string AnySql = "SELECT COUNT(*) FROM [Comment]";

    private const string UnseenSql = """
        SELECT [CommentId]
          FROM [Mention]
         WHERE [PersonId] = @person AND [SeenAt] IS NULL
        """;

    public Task<CommentRow?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<CommentRow>(OneSql, new { id }, ct);

    /// <summary>Whether anybody has ever said anything.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct) => await database.ScalarAsync<long>(AnySql, null, ct) > 0;

    public Task<string?> InitiativeAsync(long id, CancellationToken ct) =>
        database.ScalarAsync<string>(InitiativeSql, new { id }, ct);

    public Task<TaskRow?> TaskAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<TaskRow>(OneTaskSql, new { id }, ct);

    /// <summary>What was said of an initiative, or of a figure and its points; deleted comments too, oldest first.</summary>
    public Task<IReadOnlyList<CommentRow>> OfAsync(Subject subject, CancellationToken ct) =>
        database.QueryAsync<CommentRow>(
            subject.Kind == Subject.Initiative ? OfInitiativeSql : OfFigureSql,
            subject,
            ct
        );

    public async Task<IReadOnlyList<TaskRow>> TasksAsync(IReadOnlyList<long> comments, CancellationToken ct) =>
        comments.Count == 0 ? [] : await database.QueryAsync<TaskRow>(TasksOfSql, new { comments }, ct);

    /// <summary>What became of a task since it was asked for, the newest first.</summary>
    public Task<IReadOnlyList<TaskChangeRow>> ChangesAsync(long task, CancellationToken ct) =>
        database.QueryAsync<TaskChangeRow>(ChangesSql, new { task }, ct);

    public async Task<ILookup<long, EarlierText>> EarlierAsync(IReadOnlyList<long> comments, CancellationToken ct)
    {
        var rows = comments.Count == 0 ? [] : await database.QueryAsync<EarlierText>(EarlierSql, new { comments }, ct);
        return rows.ToLookup(row => row.CommentId);
    }

    /// <summary>Those of the comments that name the person and have not been shown to them.</summary>
    public async Task<IReadOnlyList<long>> UnseenAsync(
        long person,
        IReadOnlyList<long> comments,
        CancellationToken ct
    ) => [.. (await database.QueryAsync<long>(UnseenSql, new { person }, ct)).Where(comments.Contains)];

    /// <summary>How many comments each point of a figure has, by its period.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PointsAsync(
        string kpi,
        string dimension,
        string member,
        CancellationToken ct
    )
    {
        var parameters = new
        {
            kpi,
            dimension,
            member,
            point = Subject.Point,
        };
        var rows = await database.QueryAsync<PointRow>(PointsSql, parameters, ct);
        return rows.ToDictionary(row => row.Period, row => row.Count);
    }

    private sealed class PointRow
    {
        public string Period { get; init; } = "";
        public int Count { get; init; }
    }
}
