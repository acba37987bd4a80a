namespace KpiBoard.Data.Bulk;

/// <summary>Loads rows into one table, inside the transaction it was made for.</summary>
public interface IBulkWriter : IAsyncDisposable
{
    /// <summary>
    /// Writes the rows <paramref name="start"/> to start + count - 1 of the chunk. Rows whose unique key is taken are
    /// left out and their numbers within the chunk returned; any other failure throws.
    /// </summary>
    Task<IReadOnlyList<int>> WriteAsync(BulkChunk chunk, int start, int count, CancellationToken ct);
}
