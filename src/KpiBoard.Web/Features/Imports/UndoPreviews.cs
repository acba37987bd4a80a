using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>What undoing an import would change, before anybody does it.</summary>
public sealed class UndoPreviews(KpiDatabase database)
{
    private const string BatchSql =
        "SELECT [Kind], [FileName] FROM [ImportBatch] WHERE [Id] = @id AND [Status] = 'published'";

    /// <summary>Null when there is no such import in force.</summary>
    public Task<UndoPreview?> FindAsync(long id, CancellationToken ct) =>
        database.ReadSnapshotAsync(snapshot => FindAsync(snapshot, id), ct);

    private static async Task<UndoPreview?> FindAsync(DatabaseTransaction snapshot, long id)
    {
        if (await snapshot.SingleOrDefaultAsync<BatchRow>(BatchSql, new { id }) is not { } batch)
        {
            return null;
        }
        var kind = ImportKind.Find(batch.Kind)!;
        return new(
            id,
            kind.Name,
            batch.FileName,
            kind is RevenueKind ? await ImportEffects.FindAsync(snapshot, 0, id) : [],
            (await ClosedMonths.GoingAsync(snapshot, kind, id)).First
        );
    }

    private sealed class BatchRow
    {
        public string Kind { get; init; } = "";

        public string FileName { get; init; } = "";
    }
}

/// <summary>What undoing an import would change.</summary>
/// <param name="Closed">A row in a closed month, for which it would be refused; null when there is none.</param>
public sealed record UndoPreview(
    long Id,
    string Kind,
    string FileName,
    IReadOnlyList<EffectMonth> Months,
    ClosedRow? Closed
);
