using Microsoft.Data.SqlClient;

namespace KpiBoard.Data.Bulk;

/// <summary>SqlBulkCopy; a chunk that holds a taken key is written once more row by row to find which.</summary>
internal sealed class SqlServerBulkWriter(
    SqlServerDialect dialect,
    SqlTransaction transaction,
    string table,
    IReadOnlyList<BulkColumn> columns
) : IBulkWriter
{
    private const string Savepoint = "chunk";

    public async Task<IReadOnlyList<int>> WriteAsync(BulkChunk chunk, int start, int count, CancellationToken ct)
    {
        transaction.Save(Savepoint);
        try
        {
            using var copy = new SqlBulkCopy(transaction.Connection, SqlBulkCopyOptions.CheckConstraints, transaction)
            {
                DestinationTableName = $"[{table}]",
                BatchSize = 0,
                EnableStreaming = true,
                BulkCopyTimeout = 0,
            };
            foreach (var column in columns)
            {
                copy.ColumnMappings.Add(column.Name, column.Name);
            }
            using var reader = new BulkChunkReader(chunk, start, count);
            await copy.WriteToServerAsync(reader, ct);
            return [];
        }
        catch (SqlException error) when (dialect.IsUniqueViolation(error))
        {
            transaction.Rollback(Savepoint);
            return await WriteRowByRowAsync(chunk, start, count, ct);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IReadOnlyList<int>> WriteRowByRowAsync(
        BulkChunk chunk,
        int start,
        int count,
        CancellationToken ct
    )
    {
        var names = string.Join(", ", columns.Select(column => $"[{column.Name}]"));
        var places = string.Join(", ", columns.Select((_, i) => $"@p{i}"));
        var taken = new List<int>();
        for (var row = start; row < start + count; row++)
        {
            await using var insert = new SqlCommand(
                $"INSERT INTO [{table}] ({names}) VALUES ({places})",
                transaction.Connection,
                transaction
            );
            for (var column = 0; column < columns.Count; column++)
            {
                insert.Parameters.AddWithValue($"@p{column}", chunk.GetValue(column, row) ?? DBNull.Value);
            }
            try
            {
                await insert.ExecuteNonQueryAsync(ct);
            }
            catch (SqlException error) when (dialect.IsUniqueViolation(error))
            {
                taken.Add(row);
            }
        }
        return taken;
    }
}
