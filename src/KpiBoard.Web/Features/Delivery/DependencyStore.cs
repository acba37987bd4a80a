using System.Globalization;
using KpiBoard.Core.Priorities;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>Writes what must come before what. One that would close a circle is not stored.</summary>
public sealed class DependencyStore(KpiDatabase database, TimeProvider clock)
{
    private const string ChangeSql = """
        UPDATE [InitiativeDependency]
           SET [Why] = @why, [AddedAt] = @now, [AddedBy] = @by, [RemovedAt] = NULL
         WHERE [InitiativeId] = @initiative AND [NeedsId] = @needs
        """;

    private const string AddSql = """
        INSERT INTO [InitiativeDependency] ([InitiativeId], [NeedsId], [Why], [AddedAt], [AddedBy])
        VALUES (@initiative, @needs, @why, @now, @by)
        """;

    private const string RemoveSql = """
        UPDATE [InitiativeDependency]
           SET [RemovedAt] = @now
         WHERE [InitiativeId] = @initiative AND [NeedsId] = @needs AND [RemovedAt] IS NULL
        """;

    private const string WhySql = """
        SELECT [Why] FROM [InitiativeDependency] WHERE [InitiativeId] = @initiative AND [NeedsId] = @needs
        """;

    private const string ThereSql = "SELECT COUNT(*) FROM [Initiative] WHERE [Id] = @needs";

    /// <summary>Adds a dependency, or gives one that is there other words.</summary>
    /// <param name="why">Null for the words that it had before it was removed.</param>
    /// <returns>The circle that it would close, from the initiative back to itself, and then nothing is stored; else empty.</returns>
    public Task<IReadOnlyList<long>> AddAsync(
        long initiative,
        long needs,
        string? why,
        string by,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var key = new { initiative, needs };
                var known = await transaction.QueryAsync<DependencyRow>(PlanQueries.DependenciesSql);
                var circle = Dependencies.CircleWith(
                    known.Select(row => new Dependency(Key(row.InitiativeId), Key(row.NeedsId))),
                    new(Key(initiative), Key(needs))
                );
                if (circle.Count > 0 || await transaction.ScalarAsync<long>(ThereSql, key) == 0)
                {
                    return circle.Select(one => long.Parse(one, CultureInfo.InvariantCulture)).ToList();
                }
                var values = new
                {
                    initiative,
                    needs,
                    why = why ?? await transaction.ScalarAsync<string>(WhySql, key) ?? "",
                    by,
                    now = clock.GetUtcNow(),
                };
                if (await transaction.ExecuteAsync(ChangeSql, values) == 0)
                {
                    await transaction.ExecuteAsync(AddSql, values);
                }
                return (IReadOnlyList<long>)[];
            },
            ct
        );

    public async Task<bool> RemoveAsync(long initiative, long needs, CancellationToken ct) =>
        await database.ExecuteAsync(
            RemoveSql,
            new
            {
                initiative,
                needs,
                now = clock.GetUtcNow(),
            },
            ct
        ) > 0;

    private static string Key(long id) => id.ToString(CultureInfo.InvariantCulture);
}
