using KpiBoard.Data;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>
/// Sets, changes and removes what one unit of a figure is worth. No version is ever overwritten: a change ends the one in
/// force and adds the next, so that what was counted with, by whom and since when, can be told.
/// </summary>
public sealed class UnitValueStore(KpiDatabase database, TimeProvider clock)
{
    private const string FindSql = """
        SELECT [Id], [Kpi], [Dimension], [Member], [Amount], [Currency], [Through], [OwnerId], [Source], [AsOf],
               [Version], [SetAt], [SetBy], [EndedAt], [EndedBy]
          FROM [UnitValue]
         WHERE [Id] = @id
        """;

    private const string InForceSql = """
        SELECT [Id]
          FROM [UnitValue]
         WHERE [Kpi] = @Kpi AND [Dimension] = @Dimension AND [Member] = @Member AND [EndedAt] IS NULL
        """;

    private const string LastVersionSql = """
        SELECT COALESCE(MAX([Version]), 0)
          FROM [UnitValue]
         WHERE [Kpi] = @Kpi AND [Dimension] = @Dimension AND [Member] = @Member
        """;

    private const string EndSql = """
        UPDATE [UnitValue]
           SET [EndedAt] = @at, [EndedBy] = @by
         WHERE [Id] = @id AND [EndedAt] IS NULL
        """;

    private const string AddSql = """
        INSERT INTO [UnitValue] ([Id], [Kpi], [Dimension], [Member], [Amount], [Currency], [Through], [OwnerId],
               [Source], [AsOf], [Version], [SetAt], [SetBy])
        VALUES (@id, @Kpi, @Dimension, @Member, @Amount, @Currency, @Through, @OwnerId, @Source, @AsOf, @version, @at,
               @by)
        """;

    /// <summary>Sets a value, in the place of the one that the writer has seen.</summary>
    /// <param name="seen">The version in force that was looked at; null where there was none.</param>
    public Task<UnitValueWrite> SetAsync(
        UnitValueKey key,
        UnitValueContent content,
        long? seen,
        string by,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                // The ids are reserved first: in both engines that makes a second writer wait.
                var id = await transaction.NextIdsAsync("unit-value");
                var now = await transaction.ScalarAsync<long?>(InForceSql, key);
                if (now != seen)
                {
                    return new UnitValueWrite(false, now);
                }
                if (now is { } before)
                {
                    await EndAsync(transaction, before, by);
                }
                return await AddAsync(transaction, id, key, content, by);
            },
            ct
        );

    /// <summary>Ends a value; false when it was not in force any more.</summary>
    public Task<bool> RemoveAsync(long id, string by, CancellationToken ct) =>
        database.WriteAsync(async transaction => await EndAsync(transaction, id, by) == 1, ct);

    /// <summary>Brings an ended version back as the newest one, unless another has taken its place.</summary>
    public Task<UnitValueWrite> RestoreAsync(long id, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var next = await transaction.NextIdsAsync("unit-value");
                if (await transaction.SingleOrDefaultAsync<UnitValueVersion>(FindSql, new { id }) is not { } before)
                {
                    return new UnitValueWrite(false, null);
                }
                return await transaction.ScalarAsync<long?>(InForceSql, before.Key) is { } other
                    ? new UnitValueWrite(false, other)
                    : await AddAsync(transaction, next, before.Key, before.Content, by);
            },
            ct
        );

    private Task<int> EndAsync(DatabaseTransaction transaction, long id, string by) =>
        transaction.ExecuteAsync(
            EndSql,
            new
            {
                id,
                at = clock.GetUtcNow(),
                by,
            }
        );

    private async Task<UnitValueWrite> AddAsync(
        DatabaseTransaction transaction,
        long id,
        UnitValueKey key,
        UnitValueContent content,
        string by
    )
    {
        var version = await transaction.ScalarAsync<int>(LastVersionSql, key) + 1;
        await transaction.ExecuteAsync(
            AddSql,
            new
            {
                id,
                key.Kpi,
                key.Dimension,
                key.Member,
                content.Amount,
                content.Currency,
                content.Through,
                content.OwnerId,
                content.Source,
                content.AsOf,
                version,
                at = clock.GetUtcNow(),
                by,
            }
        );
        return new(true, id);
    }
}
