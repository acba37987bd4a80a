using KpiBoard.Data;

namespace KpiBoard.Web.Features.Imports;

/// <summary>How often a source is to deliver, where somebody has promised it; without a promise, its rhythm is learned.</summary>
public sealed class SourcePromises(KpiDatabase database)
{
    private const string PromiseSql = """
        UPDATE [Source]
           SET [CadenceDays] = @days
         WHERE [Kind] = @kind AND [Name] = @source
        """;

    private const string AllSql = """
        SELECT s.[Kind], s.[Name], s.[CadenceDays], s.[FirstSeenAt], MAX(b.[PublishedAt]) AS [LastDeliveryAt]
          FROM [Source] s
          LEFT JOIN [ImportBatch] b ON b.[SourceId] = s.[Id] AND b.[Status] = 'published'
         GROUP BY s.[Id], s.[Kind], s.[Name], s.[CadenceDays], s.[FirstSeenAt]
         ORDER BY s.[Kind], s.[Name]
        """;

    /// <summary>Every source, with its promise and its last file that counts.</summary>
    public Task<IReadOnlyList<SourcePromise>> AllAsync(CancellationToken ct) =>
        database.QueryAsync<SourcePromise>(AllSql, null, ct);

    /// <summary>False when there is no such source. Without days the promise is taken back.</summary>
    public async Task<bool> SetAsync(string kind, string source, int? days, CancellationToken ct) =>
        await database.ExecuteAsync(
            PromiseSql,
            new
            {
                kind,
                source,
                days,
            },
            ct
        ) > 0;
}

public sealed class SourcePromise
{
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public int? CadenceDays { get; init; }
    public DateTimeOffset FirstSeenAt { get; init; }
    public DateTimeOffset? LastDeliveryAt { get; init; }
}
