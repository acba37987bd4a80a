using KpiBoard.Data;

namespace KpiBoard.Web.Features.OwnFigures;

/// <summary>What is known of the company's own figures besides what they are.</summary>
public sealed class OwnFigureQueries(KpiDatabase database)
{
    private const string AllSql = """
        SELECT o.[Code], o.[Version], o.[ChangedAt], o.[ChangedBy],
               (SELECT MAX(m.[LastMonth]) FROM [VisibleMeasure] m WHERE m.[Kpi] = o.[Code]) AS [LastMonth]
          FROM [OwnKpi] o
         WHERE (@code IS NULL OR o.[Code] = @code)
         ORDER BY o.[Kind], o.[Code]
        """;

    private const string VersionsSql = """
        SELECT v.[Version], v.[At], COALESCE(u.[Name], v.[By]) AS [By], v.[Action], v.[Content]
          FROM [OwnKpiVersion] v
          LEFT JOIN [PersonName] u ON u.[Email] = v.[By]
         WHERE v.[Code] = @code
         ORDER BY v.[Version] DESC
        """;

    public Task<IReadOnlyList<OwnFigureRow>> AllAsync(CancellationToken ct) =>
        database.QueryAsync<OwnFigureRow>(AllSql, new { code = (string?)null }, ct);

    public Task<OwnFigureRow?> FindAsync(string code, CancellationToken ct) =>
        database.SingleOrDefaultAsync<OwnFigureRow>(AllSql, new { code = (string?)code }, ct);

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<OwnFigureVersion>> VersionsAsync(string code, CancellationToken ct) =>
        database.QueryAsync<OwnFigureVersion>(VersionsSql, new { code }, ct);
}
