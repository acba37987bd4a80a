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

    public static async Task<TargetBook> ReadAsync(DatabaseTransaction transaction) =>
        new(await transaction.QueryAsync<TargetRow>(InForceSql));

    public static async Task<TargetBook> ReadAsync(KpiDatabase database, CancellationToken ct) =>
        new(await database.QueryAsync<TargetRow>(InForceSql, null, ct));
}
