using KpiBoard.Data;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Takes a batch back. Its rows stay, unseen: whatever they replaced is current again.</summary>
public sealed class ImportUndo(KpiDatabase database, TimeProvider clock)
{
    /// <summary>The key of the message when there is no such import.</summary>
    public const string Unknown = "undo.unknown";

    private const string UndoSql = """
        UPDATE [ImportBatch]
           SET [Status] = 'undone', [UndoneAt] = @at, [UndoneBy] = @by
         WHERE [Id] = @id AND [Status] = 'published'
        """;

    private const string StatusSql = "SELECT [Status] FROM [ImportBatch] WHERE [Id] = @id";

    /// <summary>Null when done, else why not.</summary>
    public async Task<ImportMessage?> UndoAsync(long id, string by, CancellationToken ct)
    {
        var undone = await database.ExecuteAsync(
            UndoSql,
            new
            {
                id,
                at = clock.GetUtcNow(),
                by,
            },
            ct
        );
        return undone == 1 ? null
            : await database.ScalarAsync<string>(StatusSql, new { id }, ct) == "undone"
                ? new ImportMessage("undo.alreadyUndone", $"{id}")
            : new ImportMessage(Unknown, $"{id}");
    }
}
