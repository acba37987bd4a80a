using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Loads rows of figures into their table.</summary>
internal static class BulkRows
{
    private const int ChunkSize = 4096;

    public static async Task WriteAsync<T>(
        DatabaseTransaction transaction,
        string table,
        IReadOnlyList<BulkColumn> columns,
        IEnumerable<T> rows,
        Action<BulkChunk, T> set
    )
    {
        var chunk = new BulkChunk(columns, ChunkSize);
        await using var writer = transaction.BulkWriter(table, columns);
        foreach (var row in rows)
        {
            set(chunk, row);
            chunk.EndRow();
            if (chunk.IsFull)
            {
                await FlushAsync();
            }
        }
        await FlushAsync();

        async Task FlushAsync()
        {
            var taken =
                chunk.Count == 0 ? [] : await writer.WriteAsync(chunk, 0, chunk.Count, transaction.CancellationToken);
            if (taken.Count > 0)
            {
                throw new InvalidOperationException($"{table} already holds {taken.Count} of the rows to be written.");
            }
            chunk.Clear();
        }
    }
}
