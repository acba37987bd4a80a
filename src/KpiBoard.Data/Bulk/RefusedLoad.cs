using Microsoft.Data.SqlClient;

namespace KpiBoard.Data.Bulk;

/// <summary>Finds out whether a server loads into temporary tables, and again after it has refused to.</summary>
internal static class RefusedLoad
{
    private const string Table = "#KpiBoardTrial";

    private static readonly BulkColumn[] Columns = [new("Id", BulkType.Int64)];

    public static async Task<bool> CanBeFollowedAsync(string connectionString, CancellationToken ct)
    {
        // Not from the pool: afterwards the connection may be of no use to anybody.
        var alone = new SqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new SqlConnection(alone.ToString());
        await connection.OpenAsync(ct);
        await using (
            var create = new SqlCommand($"CREATE TABLE [{Table}] ([Id] BIGINT NOT NULL PRIMARY KEY)", connection)
        )
        {
            await create.ExecuteNonQueryAsync(ct);
        }
        return !await LoadAsync(connection, [1, 1], ct) && await LoadAsync(connection, [1, 2], ct);
    }

    private static async Task<bool> LoadAsync(SqlConnection connection, long[] ids, CancellationToken ct)
    {
        var chunk = new BulkChunk(Columns, ids.Length);
        foreach (var id in ids)
        {
            chunk.SetInt64(0, id);
            chunk.EndRow();
        }
        using var transaction = connection.BeginTransaction();
        using var reader = new BulkChunkReader(chunk, 0, chunk.Count);
        try
        {
            await SqlServerBulkWriter.CopyAsync(transaction, Table, [Columns[0].Name], reader, ct);
            return true;
        }
        catch (Exception refused) when (refused is SqlException or InvalidOperationException)
        {
            return false;
        }
    }
}
