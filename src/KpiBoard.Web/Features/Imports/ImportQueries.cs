using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The ledger as it is read. What was never published is in it only where refusals are asked for.</summary>
public sealed class ImportQueries(KpiDatabase database)
{
    private const string Columns = """
        b.[Id], b.[Status], b.[Answer], b.[StartedBy], b.[PublishedAt], b.[StartedAt], b.[UndoneBy], b.[UndoneAt]
        """;

    private const string LedgerSql = $"""
        SELECT {Columns}
          FROM [ImportBatch] b
         WHERE b.[Status] IN ('published', 'undone')
         ORDER BY b.[Id] DESC
        """;

    private const string FindSql = $"""
        SELECT {Columns}
          FROM [ImportBatch] b
         WHERE b.[Id] = @id AND b.[Status] <> 'loading'
        """;

    private const string ByIdempotencyKeySql = $"""
        SELECT {Columns}
          FROM [ImportBatch] b
         WHERE b.[Id] = (SELECT MIN(f.[Id])
                           FROM [ImportBatch] f
                          WHERE f.[IdempotencyKey] = @key AND f.[Kind] = @kind AND f.[StartedBy] = @by
                            AND f.[Status] <> 'loading')
        """;

    /// <summary>Every batch that was published, the newest first.</summary>
    public async Task<IReadOnlyList<ImportAnswer>> LedgerAsync(CancellationToken ct) =>
        [.. (await database.QueryAsync<LedgerRow>(LedgerSql, null, ct)).Select(row => row.ToAnswer())];

    public async Task<ImportAnswer?> FindAsync(long id, CancellationToken ct) =>
        (await database.SingleOrDefaultAsync<LedgerRow>(FindSql, new { id }, ct))?.ToAnswer();

    /// <summary>The first answer that was given under the caller's key, as it was given then.</summary>
    public async Task<ImportAnswer?> FirstAnswerAsync(string kind, string key, string by, CancellationToken ct) =>
        (
            await database.SingleOrDefaultAsync<LedgerRow>(
                ByIdempotencyKeySql,
                new
                {
                    kind,
                    key,
                    by,
                },
                ct
            )
        )?.Given();

    private sealed class LedgerRow
    {
        public string Status { get; init; } = "";

        public string Answer { get; init; } = "";

        public string StartedBy { get; init; } = "";

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? PublishedAt { get; init; }

        public string? UndoneBy { get; init; }

        public DateTimeOffset? UndoneAt { get; init; }

        public ImportAnswer Given() => KpiJson.Deserialize<ImportAnswer>(Answer)!;

        public ImportAnswer ToAnswer()
        {
            var answer = Given();
            return answer with
            {
                Status = Status == "undone" ? ImportAnswer.Undone : answer.Status,
                By = StartedBy,
                At = PublishedAt ?? StartedAt,
                UndoneBy = UndoneBy,
                UndoneAt = UndoneAt,
            };
        }
    }
}
