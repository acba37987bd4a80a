using KpiBoard.Data;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>What initiatives rest on.</summary>
public sealed class EvidenceQueries(KpiDatabase database)
{
    private const string HeadSql = """
        SELECT i.[Id], i.[Title], i.[ThemeId], t.[Title] AS [Theme], i.[OwnerId], o.[Name] AS [Owner], i.[Status],
               i.[IsBet], i.[ProofDate]
          FROM [Initiative] i
          JOIN [Theme] t ON t.[Id] = i.[ThemeId]
          JOIN [AppUser] o ON o.[Id] = i.[OwnerId]
         WHERE i.[Id] = @id
        """;

    private const string OfSql = """
        SELECT e.[Id], e.[InitiativeId], i.[Title] AS [Initiative], e.[Kind], e.[Grade], e.[FoundOn], e.[Says],
               e.[Origin], e.[IsAgainst], e.[AttachmentId], a.[FileName],
               CASE WHEN a.[RemovedAt] IS NULL THEN 0 ELSE 1 END AS [IsFileRemoved],
               COALESCE(u.[Name], e.[AssessedBy]) AS [AssessedBy], e.[AssessedAt], e.[Version], e.[RemovedAt]
          FROM [Evidence] e
          JOIN [Initiative] i ON i.[Id] = e.[InitiativeId]
          LEFT JOIN [AppUser] u ON u.[Id] = e.[AssessedById]
          LEFT JOIN [Attachment] a ON a.[Id] = e.[AttachmentId]
         WHERE e.[InitiativeId] = @initiative AND e.[RemovedAt] IS NULL
         ORDER BY e.[FoundOn] DESC, e.[Id] DESC
        """;

    private const string FindSql = """
        SELECT e.[Id], e.[InitiativeId], i.[Title] AS [Initiative], e.[Kind], e.[Grade], e.[FoundOn], e.[Says],
               e.[Origin], e.[IsAgainst], e.[AttachmentId], a.[FileName],
               CASE WHEN a.[RemovedAt] IS NULL THEN 0 ELSE 1 END AS [IsFileRemoved],
               COALESCE(u.[Name], e.[AssessedBy]) AS [AssessedBy], e.[AssessedAt], e.[Version], e.[RemovedAt]
          FROM [Evidence] e
          JOIN [Initiative] i ON i.[Id] = e.[InitiativeId]
          LEFT JOIN [AppUser] u ON u.[Id] = e.[AssessedById]
          LEFT JOIN [Attachment] a ON a.[Id] = e.[AttachmentId]
         WHERE e.[InitiativeId] = @initiative AND e.[Id] = @id
        """;

    // Of open initiatives, what speaks for the cause and is better than an assumption: only that can become stale.
    private const string OfOpenSql = """
        SELECT e.[Id], e.[InitiativeId], i.[Title] AS [Initiative], e.[Kind], e.[Grade], e.[FoundOn], e.[Says],
               e.[Origin], e.[IsAgainst], COALESCE(u.[Name], e.[AssessedBy]) AS [AssessedBy], e.[AssessedAt], e.[Version]
          FROM [Evidence] e
          JOIN [Initiative] i ON i.[Id] = e.[InitiativeId]
          LEFT JOIN [AppUser] u ON u.[Id] = e.[AssessedById]
         WHERE e.[RemovedAt] IS NULL AND e.[IsAgainst] = 0 AND e.[Grade] <> 'assumption'
           AND i.[Status] NOT IN ('closed', 'stopped')
         ORDER BY e.[FoundOn], e.[Id]
        """;

    public Task<InitiativeHead?> HeadAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<InitiativeHead>(HeadSql, new { id }, ct);

    /// <summary>What is known of an initiative's cause, the newest first.</summary>
    public Task<IReadOnlyList<EvidenceRow>> OfAsync(long initiative, CancellationToken ct) =>
        database.QueryAsync<EvidenceRow>(OfSql, new { initiative }, ct);

    /// <summary>One of it, removed or not; null when there is none.</summary>
    public Task<EvidenceRow?> FindAsync(long initiative, long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<EvidenceRow>(FindSql, new { initiative, id }, ct);

    /// <summary>What open initiatives rest on and can lose, the oldest first.</summary>
    public Task<IReadOnlyList<EvidenceRow>> OfOpenAsync(CancellationToken ct) =>
        database.QueryAsync<EvidenceRow>(OfOpenSql, null, ct);
}
