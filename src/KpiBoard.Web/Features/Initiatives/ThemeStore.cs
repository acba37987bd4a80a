using KpiBoard.Data;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Writes strategic themes; every version is kept, so that two people who edit at once lose nothing.</summary>
public sealed class ThemeStore(KpiDatabase database, TimeProvider clock)
{
    private const string AddSql = """
        INSERT INTO [Theme] ([Id], [Title], [Why], [SortOrder], [Version], [ChangedAt], [ChangedBy])
        SELECT @id, @title, @why, COALESCE(MAX([SortOrder]), 0) + 1, 1, @at, @by
          FROM [Theme]
        """;

    private const string ChangeSql = """
        UPDATE [Theme]
           SET [Title] = @title, [Why] = @why, [SortOrder] = @order, [Version] = [Version] + 1, [ChangedAt] = @at,
               [ChangedBy] = @by
         WHERE [Id] = @id AND [Version] = @version
        """;

    /// <summary>The theme as it stands now becomes its newest version.</summary>
    private const string KeepSql = """
        INSERT INTO [ThemeVersion] ([Id], [ThemeId], [Version], [At], [By], [Action], [Title], [Why], [SortOrder])
        SELECT @versionId, [Id], [Version], [ChangedAt], [ChangedBy], @action, [Title], [Why], [SortOrder]
          FROM [Theme]
         WHERE [Id] = @id
        """;

    private const string VersionSql = """
        SELECT [Title], [Why], [SortOrder]
          FROM [ThemeVersion]
         WHERE [ThemeId] = @id AND [Version] = @version
        """;

    public Task<long> AddAsync(string title, string why, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("theme");
                await transaction.ExecuteAsync(
                    AddSql,
                    new
                    {
                        id,
                        title,
                        why,
                        at = clock.GetUtcNow(),
                        by,
                    }
                );
                await KeepAsync(transaction, id, VersionAction.Created);
                return id;
            },
            ct
        );

    /// <summary>False when the theme is no longer at the version that the change was made to.</summary>
    public Task<bool> ChangeAsync(
        long id,
        int version,
        ThemeContent content,
        string by,
        CancellationToken ct,
        string action = VersionAction.Changed
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var change = new
                {
                    id,
                    version,
                    title = content.Title,
                    why = content.Why,
                    order = content.SortOrder,
                    at = clock.GetUtcNow(),
                    by,
                };
                if (await transaction.ExecuteAsync(ChangeSql, change) != 1)
                {
                    return false;
                }
                await KeepAsync(transaction, id, action);
                return true;
            },
            ct
        );

    /// <summary>Brings back what stood before a version; false when that is not the newest any more.</summary>
    public async Task<bool> UndoAsync(long id, int version, string by, CancellationToken ct) =>
        await ContentAsync(id, version - 1, ct) is { } before
        && await ChangeAsync(id, version, before, by, ct, VersionAction.Undone);

    /// <summary>What a version said; null when there is none.</summary>
    public Task<ThemeContent?> ContentAsync(long id, int version, CancellationToken ct) =>
        database.SingleOrDefaultAsync<ThemeContent>(VersionSql, new { id, version }, ct);

    private static async Task KeepAsync(DatabaseTransaction transaction, long id, string action)
    {
        var versionId = await transaction.NextIdsAsync("theme-version");
        await transaction.ExecuteAsync(
            KeepSql,
            new
            {
                versionId,
                id,
                action,
            }
        );
    }
}

/// <summary>What people write of a theme.</summary>
public sealed record ThemeContent
{
    public string Title { get; init; } = "";
    public string Why { get; init; } = "";
    public int SortOrder { get; init; }
}
