using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Targets;

/// <summary>What came of writing a target: the version now in force, or the one that stands in the way.</summary>
/// <param name="IsDone">False when somebody else has set or changed it meanwhile, or it is gone.</param>
public sealed record TargetWrite(bool IsDone, long? Id);

/// <summary>
/// Sets, changes and removes targets. No version is ever overwritten: a change ends the one in force and adds the next,
/// so that what was aimed at, by whom and since when, can be told.
/// </summary>
public sealed class TargetStore(KpiDatabase database, TimeProvider clock)
{
    private const string FindSql = """
        SELECT [Id], [Kpi], [Grain], [Dimension], [Member], [Period], [LastMonth], [Value], [Threshold], [StartMonth],
               [StartValue], [Version], [SetAt], [SetBy], [EndedAt], [EndedBy]
          FROM [Target]
         WHERE [Id] = @id
        """;

    private const string InForceSql = """
        SELECT [Id]
          FROM [Target]
         WHERE [Kpi] = @Kpi AND [Grain] = @Grain AND [Dimension] = @Dimension AND [Member] = @Member
           AND [Period] = @Period AND [EndedAt] IS NULL
        """;

    private const string LastVersionSql = """
        SELECT COALESCE(MAX([Version]), 0)
          FROM [Target]
         WHERE [Kpi] = @Kpi AND [Grain] = @Grain AND [Dimension] = @Dimension AND [Member] = @Member
           AND [Period] = @Period
        """;

    // Where the figure stands: its last complete value of a period that has ended, before the one the target is for.
    private const string LatestSql = """
        SELECT v.[Period], v.[LastMonth], v.[Value], v.[MoneyValue]
          FROM [KpiValue] v
         WHERE v.[Kpi] = @Kpi AND v.[Grain] = @Grain AND v.[Dimension] = @Dimension AND v.[Member] = @Member
           AND v.[ToRun] = @inForce AND v.[IsComplete] = 1 AND v.[LastMonth] < @LastMonth
           AND v.[LastMonth] <= @month
           AND COALESCE(v.[Value], v.[MoneyValue]) IS NOT NULL
         ORDER BY v.[LastMonth] DESC
        """;

    private const string EndSql = """
        UPDATE [Target]
           SET [EndedAt] = @at, [EndedBy] = @by
         WHERE [Id] = @id AND [EndedAt] IS NULL
        """;

    private const string AddSql = """
        INSERT INTO [Target] ([Id], [Kpi], [Grain], [Dimension], [Member], [Period], [LastMonth], [Value], [Threshold],
               [StartMonth], [StartValue], [Version], [SetAt], [SetBy])
        VALUES (@id, @Kpi, @Grain, @Dimension, @Member, @Period, @LastMonth, @Value, @Threshold,
               @StartMonth, @StartValue, @version, @at, @by)
        """;

    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    /// <summary>Sets a target where there is none; else says which one there is.</summary>
    public Task<TargetWrite> SetAsync(TargetKey key, string period, TargetGoal goal, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                // The ids are reserved first: in both engines that makes a second writer wait.
                var id = await transaction.NextIdsAsync("target");
                var wanted = Wanted(key, period, goal);
                return await transaction.ScalarAsync<long?>(InForceSql, wanted) is { } other
                    ? new TargetWrite(false, other)
                    : await AddAsync(transaction, id, wanted, goal.HasPath, by);
            },
            ct
        );

    /// <summary>Puts another version in the place of one, if that is still in force.</summary>
    public Task<TargetWrite> ChangeAsync(long id, TargetGoal goal, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var next = await transaction.NextIdsAsync("target");
                if (
                    await transaction.SingleOrDefaultAsync<TargetVersion>(FindSql, new { id }) is not { } before
                    || await EndAsync(transaction, id, by) == 0
                )
                {
                    return new TargetWrite(false, await InForceInsteadAsync(transaction, id));
                }
                // A path keeps its beginning: moving the target does not move where the figure stood.
                var wanted = Again(before) with
                {
                    Value = goal.Value,
                    Threshold = goal.Threshold,
                    StartMonth = goal.HasPath ? before.StartMonth : null,
                    StartValue = goal.HasPath ? before.StartValue : null,
                };
                return await AddAsync(transaction, next, wanted, goal.HasPath, by);
            },
            ct
        );

    /// <summary>Ends a target; false when it was not in force any more.</summary>
    public Task<bool> RemoveAsync(long id, string by, CancellationToken ct) =>
        database.WriteAsync(async transaction => await EndAsync(transaction, id, by) == 1, ct);

    /// <summary>Brings an ended version back as the newest one, unless another has taken its place.</summary>
    public Task<TargetWrite> RestoreAsync(long id, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var next = await transaction.NextIdsAsync("target");
                if (await transaction.SingleOrDefaultAsync<TargetVersion>(FindSql, new { id }) is not { } before)
                {
                    return new TargetWrite(false, null);
                }
                var wanted = Again(before);
                return await transaction.ScalarAsync<long?>(InForceSql, wanted) is { } other
                    ? new TargetWrite(false, other)
                    : await AddAsync(transaction, next, wanted, wanted.StartMonth is not null, by);
            },
            ct
        );

    private static async Task<long?> InForceInsteadAsync(DatabaseTransaction transaction, long id) =>
        await transaction.SingleOrDefaultAsync<TargetVersion>(FindSql, new { id }) is { } known
            ? await transaction.ScalarAsync<long?>(InForceSql, Again(known))
            : null;

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

    private async Task<TargetWrite> AddAsync(
        DatabaseTransaction transaction,
        long id,
        NewTarget wanted,
        bool hasPath,
        string by
    )
    {
        var version = await transaction.ScalarAsync<int>(LastVersionSql, wanted) + 1;
        if (hasPath && wanted.StartMonth is null)
        {
            wanted = await StartedAsync(transaction, wanted);
        }
        await transaction.ExecuteAsync(
            AddSql,
            new
            {
                id,
                wanted.Kpi,
                wanted.Grain,
                wanted.Dimension,
                wanted.Member,
                wanted.Period,
                wanted.LastMonth,
                wanted.Value,
                wanted.Threshold,
                wanted.StartMonth,
                wanted.StartValue,
                version,
                at = clock.GetUtcNow(),
                by,
            }
        );
        return new(true, id);
    }

    /// <summary>With the path beginning at the last known value; without one, without a path.</summary>
    private async Task<NewTarget> StartedAsync(DatabaseTransaction transaction, NewTarget wanted)
    {
        var parameters = new
        {
            wanted.Kpi,
            wanted.Grain,
            wanted.Dimension,
            wanted.Member,
            wanted.LastMonth,
            month = (Month.FromDate(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) - 1).Key,
            inForce = InForce,
        };
        var values = await transaction.QueryAsync<FigureRow>(LatestSql, parameters);
        return values is [var latest, ..]
            ? wanted with
            {
                StartMonth = latest.LastMonth,
                StartValue = latest.Value ?? latest.MoneyValue!.Value.ToDouble(),
            }
            : wanted;
    }

    private static NewTarget Wanted(TargetKey key, string period, TargetGoal goal) =>
        new(
            key.Kpi,
            key.Period.Grain.Text(),
            key.Dimension,
            key.Member,
            period,
            key.Period.Last.Key,
            goal.Value,
            goal.Threshold
        );

    private static NewTarget Again(TargetVersion version) =>
        new(
            version.Kpi,
            version.Grain,
            version.Dimension,
            version.Member,
            version.Period,
            version.LastMonth,
            version.Value,
            version.Threshold,
            version.StartMonth,
            version.StartValue
        );

    private sealed record NewTarget(
        string Kpi,
        string Grain,
        string Dimension,
        string Member,
        string Period,
        int LastMonth,
        double Value,
        double? Threshold,
        int? StartMonth = null,
        double? StartValue = null
    );
}
