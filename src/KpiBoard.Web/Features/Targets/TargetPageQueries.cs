using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Targets;

/// <summary>What the pages of the targets read.</summary>
public sealed class TargetPageQueries(KpiDatabase database)
{
    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    private const string SetSql = """
        SELECT t.[Id], t.[Kpi], t.[Grain], t.[Dimension], t.[Member], t.[Period], t.[LastMonth], t.[Value], t.[Threshold],
               t.[StartMonth], t.[StartValue], t.[Version], t.[SetAt], COALESCE(u.[Name], t.[SetBy]) AS [SetBy],
               t.[EndedAt], t.[EndedBy]
          FROM [Target] t
          LEFT JOIN [PersonName] u ON u.[Email] = t.[SetBy]
         WHERE t.[EndedAt] IS NULL
         ORDER BY t.[Kpi], t.[Dimension], t.[Member], t.[Grain], t.[LastMonth]
        """;

    private const string FindSql = """
        SELECT [Id], [Kpi], [Grain], [Dimension], [Member], [Period], [LastMonth], [Value], [Threshold], [StartMonth],
               [StartValue], [Version], [SetAt], [SetBy], [EndedAt], [EndedBy]
          FROM [Target]
         WHERE [Id] = @id
        """;

    private const string VersionsSql = """
        SELECT v.[Id], v.[Kpi], v.[Grain], v.[Dimension], v.[Member], v.[Period], v.[LastMonth], v.[Value],
               v.[Threshold], v.[StartMonth], v.[StartValue], v.[Version], v.[SetAt],
               COALESCE(s.[Name], v.[SetBy]) AS [SetBy], v.[EndedAt], COALESCE(e.[Name], v.[EndedBy]) AS [EndedBy]
          FROM [Target] v
          LEFT JOIN [PersonName] s ON s.[Email] = v.[SetBy]
          LEFT JOIN [PersonName] e ON e.[Email] = v.[EndedBy]
          JOIN [Target] t ON t.[Kpi] = v.[Kpi] AND t.[Grain] = v.[Grain] AND t.[Dimension] = v.[Dimension]
                         AND t.[Member] = v.[Member] AND t.[Period] = v.[Period]
         WHERE t.[Id] = @id
         ORDER BY v.[Version] DESC
        """;

    private const string PlannedSql = """
        SELECT p.[BatchId], p.[Kpi], p.[Grain], p.[Dimension], p.[Member], p.[Period], p.[LastMonth], p.[Value],
               p.[Threshold], b.[PublishedAt], COALESCE(u.[Name], b.[StartedBy]) AS [StartedBy]
          FROM [CurrentPlannedTarget] p
          JOIN [ImportBatch] b ON b.[Id] = p.[BatchId]
          LEFT JOIN [PersonName] u ON u.[Email] = b.[StartedBy]
         WHERE NOT EXISTS (SELECT 1
                             FROM [Target] t
                            WHERE t.[EndedAt] IS NULL AND t.[Kpi] = p.[Kpi] AND t.[Grain] = p.[Grain]
                              AND t.[Dimension] = p.[Dimension] AND t.[Member] = p.[Member]
                              AND t.[Period] = p.[Period])
         ORDER BY p.[Kpi], p.[Dimension], p.[Member], p.[Grain], p.[LastMonth]
        """;

    private const string ValuesSql = """
        SELECT [Period], [LastMonth], [Value], [MoneyValue], [Lower], [Upper], [N], [Reason], [IsComplete], [IsGap]
          FROM [KpiValue]
         WHERE [Kpi] = @Kpi AND [Grain] = @Grain AND [Dimension] = @Dimension AND [Member] = @Member
           AND [ToRun] = @inForce
         ORDER BY [LastMonth]
        """;

    private const string NowSql = """
        SELECT [Kpi], [Period], [LastMonth], [Value], [MoneyValue], [Lower], [Upper], [N], [Reason], [IsComplete], [IsGap]
          FROM [KpiValue]
         WHERE [Grain] = 'month' AND [Dimension] = '' AND [ToRun] = @inForce AND [IsComplete] = 1
           AND [LastMonth] = @month
        """;

    private const string MembersSql = """
        SELECT DISTINCT [Dimension], [Member]
          FROM [KpiValue]
         WHERE [Dimension] <> '' AND [ToRun] = @inForce
         ORDER BY [Dimension], [Member]
        """;

    private const string LastMonthSql = """
        SELECT MAX([LastMonth])
          FROM [KpiValue]
         WHERE [Grain] = 'month' AND [ToRun] = @inForce AND [IsComplete] = 1
        """;

    public Task<IReadOnlyList<TargetVersion>> AllSetAsync(CancellationToken ct) =>
        database.QueryAsync<TargetVersion>(SetSql, null, ct);

    public Task<IReadOnlyList<PlannedRow>> AllPlannedAsync(CancellationToken ct) =>
        database.QueryAsync<PlannedRow>(PlannedSql, null, ct);

    public Task<TargetVersion?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<TargetVersion>(FindSql, new { id }, ct);

    /// <summary>All versions of the target that one of them is of, newest first.</summary>
    public Task<IReadOnlyList<TargetVersion>> VersionsAsync(long id, CancellationToken ct) =>
        database.QueryAsync<TargetVersion>(VersionsSql, new { id }, ct);

    /// <summary>The figure's values over time.</summary>
    public Task<IReadOnlyList<FigureRow>> ValuesAsync(
        string kpi,
        string grain,
        string dimension,
        string member,
        CancellationToken ct
    ) =>
        database.QueryAsync<FigureRow>(
            ValuesSql,
            new
            {
                Kpi = kpi,
                Grain = grain,
                Dimension = dimension,
                Member = member,
                inForce = InForce,
            },
            ct
        );

    /// <summary>What the figures of the whole company are in a month.</summary>
    public Task<IReadOnlyList<FigureRow>> NowAsync(Month month, CancellationToken ct) =>
        database.QueryAsync<FigureRow>(NowSql, new { month = month.Key, inForce = InForce }, ct);

    public Task<IReadOnlyList<MemberRow>> MembersAsync(CancellationToken ct) =>
        database.QueryAsync<MemberRow>(MembersSql, new { inForce = InForce }, ct);

    /// <summary>The last month with figures that are complete.</summary>
    public async Task<Month?> LastMonthAsync(CancellationToken ct) =>
        await database.ScalarAsync<int?>(LastMonthSql, new { inForce = InForce }, ct) is { } month
            ? Month.FromKey(month)
            : null;
}
