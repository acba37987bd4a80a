using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Takes a batch back. Its rows stay, unseen: whatever they replaced is current again.</summary>
public sealed class ImportUndo(KpiDatabase database, TimeProvider clock)
{
    /// <summary>The key of the message when there is no such import.</summary>
    public const string Unknown = "undo.unknown";

    /// <summary>The key of the message when it would change a closed month.</summary>
    public const string Closed = "undo.closed";

    private const string UndoSql = """
        UPDATE [ImportBatch]
           SET [Status] = 'undone', [UndoneAt] = @at, [UndoneBy] = @by
         WHERE [Id] = @id AND [Status] = 'published'
        """;

    private const string BatchSql = "SELECT [Kind], [Status] FROM [ImportBatch] WHERE [Id] = @id";

    /// <summary>Null when done, else why not.</summary>
    public Task<ImportMessage?> UndoAsync(long id, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var batch = await transaction.SingleOrDefaultAsync<BatchRow>(BatchSql, new { id });
                if (batch?.Status != "published")
                {
                    return new ImportMessage(batch?.Status == "undone" ? "undo.alreadyUndone" : Unknown, $"{id}");
                }
                if ((await ClosedMonths.GoingAsync(transaction, ImportKind.Find(batch.Kind)!, id)).First is { } row)
                {
                    return new ImportMessage(Closed, row.Period, $"{id}", $"{row.Line}");
                }
                await transaction.ExecuteAsync(
                    UndoSql,
                    new
                    {
                        id,
                        at = clock.GetUtcNow(),
                        by,
                    }
                );
                return null;
            },
            ct
        );

    private sealed class BatchRow
    {
        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";
    }
}
