using System.Security.Claims;
using KpiBoard.Data;
using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Search;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>Comments by what they say or who said it, and tasks by what is to be done or who does it.</summary>
internal sealed class CommentSource(
    KpiDatabase database,
    Audience audience,
    ConversationDesk desk,
    IStringLocalizer<ConversationText> text
) : ISearchSource
{
    /// <summary>Candidates that are looked at more closely.</summary>
    private const int Most = 200;

    private const int LongestText = 80;

    private const string FindSql = """
        SELECT f.[Id], f.[Text], f.[Who], f.[IsTask], f.[SubjectKind], f.[Kpi], f.[Dimension], f.[Member], f.[Period],
               f.[InitiativeId], i.[Title] AS [Initiative]
          FROM (SELECT s.[Id], s.[Text], s.[Who], s.[IsTask], s.[SubjectKind], s.[Kpi], s.[Dimension], s.[Member],
                       s.[Period], s.[InitiativeId],
                       ROW_NUMBER() OVER (ORDER BY s.[IsTask] DESC, s.[Id] DESC) AS [Place]
                  FROM (SELECT c.[Id], c.[Text], u.[Name] AS [Who], 0 AS [IsTask],
                               c.[SubjectKind], c.[Kpi], c.[Dimension], c.[Member], c.[Period], c.[InitiativeId]
                          FROM [Comment] c
                          JOIN [CommentAuthor] u ON u.[CommentId] = c.[Id]
                         WHERE c.[DeletedAt] IS NULL
                         UNION ALL
                        SELECT c.[Id], t.[Title], o.[Name], 1, c.[SubjectKind], c.[Kpi], c.[Dimension], c.[Member],
                               c.[Period], c.[InitiativeId]
                          FROM [Task] t
                          JOIN [Comment] c ON c.[Id] = t.[CommentId]
                          JOIN [AppUser] o ON o.[Id] = t.[OwnerId]
                         WHERE t.[WithdrawnAt] IS NULL) s
                 WHERE UPPER(s.[Text]) LIKE @pattern OR UPPER(s.[Who]) LIKE @pattern) f
          LEFT JOIN [Initiative] i ON i.[Id] = f.[InitiativeId]
         WHERE f.[Place] <= @most
         ORDER BY f.[Place]
        """;

    public int Order => 38;

    public string Policy => AccessPolicy.ReadBoard;

    public string Title => text["Search.Title"];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchTerm term, ClaimsPrincipal person, CancellationToken ct)
    {
        if (term.IsEmpty)
        {
            return [];
        }
        var rows = await database.QueryAsync<FoundRow>(FindSql, new { pattern = term.Pattern, most = Most }, ct);
        if (rows.Count == 0)
        {
            return [];
        }
        var reader = await audience.ReaderAsync(person, ct);
        var scope = await audience.ScopeAsync(null, ct);
        var words = await desk.WordsAsync();
        return
        [
            .. rows.Where(row => term.Fits($"{row.Text} {row.Who}") && scope.Admits(reader, row.Subject))
                .Select(row => new SearchHit(
                    Short(row.Text),
                    $"{(row.IsTask ? text["Task.Open"] : row.Who)}, {words.Name(row)}",
                    $"/comments/{row.Id}"
                )),
        ];
    }

    private static string Short(string said)
    {
        var line = said.ReplaceLineEndings(" ");
        return line.Length <= LongestText ? line : $"{line[..LongestText]}…";
    }

    private sealed class FoundRow : AboutRow
    {
        public long Id { get; init; }
        public string Text { get; init; } = "";
        public string Who { get; init; } = "";
        public bool IsTask { get; init; }
    }
}
