using KpiBoard.Data;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>A batch whose status the figures do not reflect yet.</summary>
internal sealed class PendingBatch
{
    public long Id { get; init; }

    public string Kind { get; init; } = "";

    public string Status { get; init; } = "";

    public string? ReflectedStatus { get; init; }

    public long RowsRead { get; init; }

    /// <summary>Undone before the figures ever saw it: nothing to do but to say so.</summary>
    public bool IsEmpty => Status == "undone" && ReflectedStatus is null;
}

/// <summary>What a run has to do.</summary>
/// <param name="IsMostlyNew">Whether so much is new that counting everything is cheaper.</param>
internal sealed record PendingWork(
    IReadOnlyList<PendingBatch> Batches,
    FigureBasis? Previous,
    bool IsMostlyNew,
    CustomerCounts Counts
)
{
    // Taking single places costs more per row than reading everything in a row.
    private const long RowsWorthTouching = 20_000;
    private const int ShareWorthTouching = 5;

    private const string BatchesSql = """
        SELECT [Id], [Kind], [Status], [ReflectedStatus], [RowsRead]
          FROM [ImportBatch]
         WHERE [Kind] IN ('customers', 'revenue', 'surveys', 'rates', 'wallets', 'measures', 'targets')
           AND (([ReflectedStatus] IS NULL AND [Status] IN ('published', 'undone'))
                OR ([ReflectedStatus] = 'published' AND [Status] = 'undone'))
         ORDER BY [Id]
        """;

    private const string BasisSql = """
        SELECT [Basis]
          FROM [RefreshRun]
         WHERE [Id] = (SELECT MAX([Id]) FROM [RefreshRun] WHERE [Status] = 'done')
        """;

    private const string RevenueRowsSql = """
        SELECT COALESCE(SUM([RowsNew] + [RowsUpdated]), 0)
          FROM [ImportBatch]
         WHERE [Kind] = 'revenue' AND [Status] = 'published'
        """;

    private const string ReflectSql = """
        UPDATE [ImportBatch]
           SET [ReflectedStatus] = @Status
         WHERE [Id] = @Id
        """;

    public bool Has(string kind) => Batches.Any(batch => batch.Kind == kind && !batch.IsEmpty);

    public static async Task<PendingWork> ReadAsync(DatabaseTransaction transaction)
    {
        var batches = await transaction.QueryAsync<PendingBatch>(BatchesSql);
        var basis = await transaction.ScalarAsync<string>(BasisSql);
        var rows = batches.Where(batch => batch.Kind == "revenue" && !batch.IsEmpty).Sum(batch => batch.RowsRead);
        return new(
            batches,
            basis is null ? null : FigureBasis.Parse(basis),
            rows > RowsWorthTouching && rows > await transaction.ScalarAsync<long>(RevenueRowsSql) / ShareWorthTouching,
            await CustomerCounts.ReadAsync(transaction)
        );
    }

    /// <summary>
    /// Notes the status that was seen: a batch undone since then differs from it again, and is the next run's.
    /// </summary>
    public async Task ReflectAsync(DatabaseTransaction transaction)
    {
        await transaction.ExecuteAsync(ReflectSql, Batches.Select(batch => new { batch.Id, batch.Status }));
        await Counts.ReflectAsync(transaction);
    }
}
