using KpiBoard.Data;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Writes strategic themes.</summary>
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
                return id;
            },
            ct
        );

    /// <summary>False when the theme is no longer at the version that the change was made to.</summary>
    public async Task<bool> ChangeAsync(
        long id,
        int version,
        string title,
        string why,
        int order,
        string by,
        CancellationToken ct
    ) =>
        await database.ExecuteAsync(
            ChangeSql,
            new
            {
                id,
                version,
                title,
                why,
                order,
                at = clock.GetUtcNow(),
                by,
            },
            ct
        ) == 1;
}
