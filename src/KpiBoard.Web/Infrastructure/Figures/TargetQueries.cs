using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>
/// Reads the targets in force. They are not facts and wait for no refresh: a status is worked out when it is shown, so
/// that a target counts from the moment it is set.
/// </summary>
public static class TargetQueries
{
    // What people set goes before a plan for the same period; of two plans the newer one.
    private const string InForceSql = """
        SELECT t.[Kpi], t.[Grain], t.[Dimension], t.[Member], t.[Period], t.[LastMonth], t.[Value], t.[Threshold],
               t.[StartMonth], t.[StartValue]
          FROM [Target] t
         WHERE t.[EndedAt] IS NULL
         UNION ALL
        SELECT p.[Kpi], p.[Grain], p.[Dimension], p.[Member], p.[Period], p.[LastMonth], p.[Value], p.[Threshold],
               NULL, NULL
          FROM [CurrentPlannedTarget] p
         WHERE NOT EXISTS (SELECT 1
                             FROM [Target] t
                            WHERE t.[EndedAt] IS NULL AND t.[Kpi] = p.[Kpi] AND t.[Grain] = p.[Grain]
                              AND t.[Dimension] = p.[Dimension] AND t.[Member] = p.[Member]
                              AND t.[Period] = p.[Period])
           AND NOT EXISTS (SELECT 1
                             FROM [CurrentPlannedTarget] n
                            WHERE n.[BatchId] > p.[BatchId] AND n.[Kpi] = p.[Kpi] AND n.[Grain] = p.[Grain]
                              AND n.[Dimension] = p.[Dimension] AND n.[Member] = p.[Member]
                              AND n.[Period] = p.[Period])
        """;

    // Versions say until when they held, and batches when they came and went; nothing of the past is kept apart.
    private const string KnownSql = """
          WITH [KnownPlan] AS (
        SELECT p.[BatchId], p.[Kpi], p.[Grain], p.[Dimension], p.[Member], p.[Period], p.[LastMonth], p.[Value],
               p.[Threshold]
          FROM [PlannedTarget] p
         WHERE EXISTS (SELECT 1
                         FROM [ImportBatch] b
                        WHERE b.[Id] = p.[BatchId] AND b.[PublishedAt] <= @at
                          AND (b.[UndoneAt] IS NULL OR b.[UndoneAt] > @at))
            OR EXISTS (SELECT 1
                         FROM [ImportConfirmation] c
                         JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                        WHERE c.[ConfirmedBatchId] = p.[BatchId] AND c.[ConfirmedLine] = p.[Line]
                          AND b.[PublishedAt] <= @at AND (b.[UndoneAt] IS NULL OR b.[UndoneAt] > @at))),
               [KnownTarget] AS (
        SELECT t.[Kpi], t.[Grain], t.[Dimension], t.[Member], t.[Period], t.[LastMonth], t.[Value], t.[Threshold],
               t.[StartMonth], t.[StartValue]
          FROM [Target] t
         WHERE t.[SetAt] <= @at AND (t.[EndedAt] IS NULL OR t.[EndedAt] > @at))
        SELECT t.[Kpi], t.[Grain], t.[Dimension], t.[Member], t.[Period], t.[LastMonth], t.[Value], t.[Threshold],
               t.[StartMonth], t.[StartValue]
          FROM [KnownTarget] t
         UNION ALL
        SELECT p.[Kpi], p.[Grain], p.[Dimension], p.[Member], p.[Period], p.[LastMonth], p.[Value], p.[Threshold],
               NULL, NULL
          FROM [KnownPlan] p
         WHERE NOT EXISTS (SELECT 1
                             FROM [KnownTarget] t
                            WHERE t.[Kpi] = p.[Kpi] AND t.[Grain] = p.[Grain] AND t.[Dimension] = p.[Dimension]
                              AND t.[Member] = p.[Member] AND t.[Period] = p.[Period])
           AND NOT EXISTS (SELECT 1
                             FROM [KnownPlan] n
                            WHERE n.[BatchId] > p.[BatchId] AND n.[Kpi] = p.[Kpi] AND n.[Grain] = p.[Grain]
                              AND n.[Dimension] = p.[Dimension] AND n.[Member] = p.[Member]
                              AND n.[Period] = p.[Period])
        """;

    /// <summary>The targets that were in force at a moment; without one, those in force.</summary>
    public static async Task<TargetBook> ReadAsync(DatabaseTransaction transaction, DateTimeOffset? asKnownAt) =>
        asKnownAt is { } at
            ? new(await transaction.QueryAsync<TargetRow>(KnownSql, new { at }))
            : await ReadAsync(transaction);

    public static async Task<TargetBook> ReadAsync(DatabaseTransaction transaction) =>
        new(await transaction.QueryAsync<TargetRow>(InForceSql));

    public static async Task<TargetBook> ReadAsync(KpiDatabase database, CancellationToken ct) =>
        new(await database.QueryAsync<TargetRow>(InForceSql, null, ct));
}
