using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// The rows that an import put aside and that nobody has brought in since. A row is brought in as long as the import that
/// did it stands; undone, it is back here.
/// </summary>
public sealed class QuarantineRows(KpiDatabase database)
{
    private const string BatchSql = """
        SELECT b.[Id], b.[Kind], s.[Name] AS [Source], b.[FileName], b.[Status], b.[Profile], b.[Detected]
          FROM [ImportBatch] b
          JOIN [Source] s ON s.[Id] = b.[SourceId]
         WHERE b.[Id] = @id
        """;

    private const string HeaderSql = "SELECT [Fields] FROM [ImportQuarantine] WHERE [BatchId] = @id AND [Line] = 1";

    private const string PageSql = """
        SELECT l.[Line], l.[Fields], l.[Errors], l.[Total]
          FROM (SELECT q.[Line], q.[Fields], q.[Errors], ROW_NUMBER() OVER (ORDER BY q.[Line]) AS [Number],
                       COUNT(*) OVER () AS [Total]
                  FROM [ImportQuarantine] q
                 WHERE q.[BatchId] = @id AND q.[Line] > 1
                   AND NOT EXISTS (SELECT 1
                                     FROM [ImportBatch] c
                                    WHERE c.[Id] = q.[CorrectedIn] AND c.[Status] = 'published')) l
         WHERE l.[Number] <= @count
         ORDER BY l.[Number]
        """;

    private const string ChangeSql = """
        UPDATE [ImportQuarantine]
           SET [Fields] = @fields, [Errors] = @errors, [CorrectedIn] = @import
         WHERE [BatchId] = @id AND [Line] = @line
        """;

    public Task<QuarantineBatch?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<QuarantineBatch>(BatchSql, new { id }, ct);

    /// <summary>The header of the file; empty when the import put nothing aside.</summary>
    public async Task<IReadOnlyList<string>> HeaderAsync(long id, CancellationToken ct) =>
        await database.ScalarAsync<string>(HeaderSql, new { id }, ct) is { } fields
            ? KpiJson.Deserialize<string[]>(fields)!
            : [];

    /// <summary>The first of the rows that are still aside, in the order of the file.</summary>
    public Task<IReadOnlyList<AsideRow>> FirstAsync(long id, int count, CancellationToken ct) =>
        database.QueryAsync<AsideRow>(PageSql, new { id, count }, ct);

    /// <summary>Keeps rows as they were corrected: with the import that took them, or with what is still wrong.</summary>
    public Task ChangeAsync(long id, IEnumerable<CorrectedRow> rows, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                foreach (var row in rows)
                {
                    await transaction.ExecuteAsync(
                        ChangeSql,
                        new
                        {
                            id,
                            line = row.Line,
                            fields = KpiJson.Serialize(row.Fields),
                            errors = KpiJson.Serialize(row.Errors),
                            import = row.Import,
                        }
                    );
                }
            },
            ct
        );
}

/// <summary>A row as somebody has corrected it.</summary>
/// <param name="Import">The import that took it; null while something is wrong.</param>
public sealed record CorrectedRow(
    long Line,
    IReadOnlyList<string> Fields,
    IReadOnlyList<ImportError> Errors,
    long? Import
);

public sealed class AsideRow
{
    public long Line { get; init; }

    public string Fields { get; init; } = "";

    public string Errors { get; init; } = "";

    public long Total { get; init; }

    public IReadOnlyList<string> Cells => KpiJson.Deserialize<string[]>(Fields)!;

    public IReadOnlyList<ImportError> Problems => KpiJson.Deserialize<ImportError[]>(Errors)!;
}

public sealed class QuarantineBatch
{
    public const string Published = "published";

    public long Id { get; init; }

    public string Kind { get; init; } = "";

    public string Source { get; init; } = "";

    public string FileName { get; init; } = "";

    public string Status { get; init; } = "";

    public string? Profile { get; init; }

    public string? Detected { get; init; }

    /// <summary>What the file was read by, with the signs that were found in it: a few rows alone would not tell them.</summary>
    public ImportProfile ToProfile()
    {
        var profile = Profile is null ? ImportProfile.Empty : ImportProfile.Parse(Profile, ImportRunner.FindKind(Kind));
        var found = Detected is null ? null : KpiJson.Deserialize<DetectedFormat>(Detected);
        return profile.With(";", "utf-8", found?.Decimal, found?.DateFormat);
    }
}
