using KpiBoard.Data;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>Of which request a letter tells, and to whom it goes.</summary>
public sealed class HelpMailRow
{
    public long Id { get; init; }
    public long InitiativeId { get; init; }
    public string Email { get; init; } = "";
    public string? Language { get; init; }
    public string By { get; init; } = "";
}

/// <summary>
/// Which requests a letter is still to tell the sponsor of. One is claimed before it is sent: two nodes never send the
/// same, and what a killed process had claimed is only seen on screen.
/// </summary>
public sealed class HelpMailStore(KpiDatabase database, TimeProvider clock)
{
    private const int MostTries = 5;

    /// <summary>What is older has been seen on screen, or is from before there was a mail server.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    private const string DueSql = """
        SELECT h.[Id], h.[InitiativeId], s.[Email], s.[Language], COALESCE(a.[Name], h.[AskedBy]) AS [By]
          FROM [HelpRequest] h
          JOIN [Initiative] i ON i.[Id] = h.[InitiativeId]
          JOIN [AppUser] s ON s.[Id] = i.[SponsorId]
          LEFT JOIN [AppUser] a ON a.[Id] = h.[AskedById]
         WHERE h.[MailedAt] IS NULL AND h.[AskedAt] > @since AND h.[AnsweredAt] IS NULL AND h.[MailTries] < @tries
           AND s.[DisabledAt] IS NULL AND s.[Id] <> COALESCE(h.[AskedById], 0)
         ORDER BY h.[Id]
        """;

    private const string ClaimSql = """
        UPDATE [HelpRequest]
           SET [MailedAt] = @now, [MailTries] = [MailTries] + 1
         WHERE [Id] = @id AND [MailedAt] IS NULL
        """;

    private const string ReleaseSql = "UPDATE [HelpRequest] SET [MailedAt] = NULL WHERE [Id] = @id";

    public Task<IReadOnlyList<HelpMailRow>> DueAsync(CancellationToken ct) =>
        database.QueryAsync<HelpMailRow>(DueSql, new { since = clock.GetUtcNow() - Fresh, tries = MostTries }, ct);

    /// <summary>False when another node sends it.</summary>
    public async Task<bool> ClaimAsync(long id, CancellationToken ct) =>
        await database.ExecuteAsync(ClaimSql, new { id, now = clock.GetUtcNow() }, ct) > 0;

    /// <summary>It could not be delivered: it is tried again, a few times.</summary>
    public Task ReleaseAsync(long id, CancellationToken ct) => database.ExecuteAsync(ReleaseSql, new { id }, ct);
}
