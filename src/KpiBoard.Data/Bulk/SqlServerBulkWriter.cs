using Microsoft.Data.SqlClient;

namespace KpiBoard.Data.Bulk;

/// <summary>
/// SqlBulkCopy into the table; a chunk that holds a taken key goes there by way of a table for the time being, where the
/// keys are compared first. On a server that a refused load leaves unfit for the next one, every chunk takes that way.
/// </summary>
internal sealed class SqlServerBulkWriter(
    SqlServerDialect dialect,
    SqlTransaction transaction,
    string table,
    IReadOnlyList<BulkColumn> columns
) : IBulkWriter
{
    private const string Savepoint = "chunk";

    private readonly string[] names = [.. columns.Select(column => column.Name)];
    private readonly SqlServerStage stage = new(transaction, table, columns);

    public async Task<IReadOnlyList<int>> WriteAsync(BulkChunk chunk, int start, int count, CancellationToken ct)
    {
        if (count == 0)
        {
            return [];
        }
        if (!await dialect.LoadsAgainAfterARefusalAsync(ct))
        {
            return await WriteStagedAsync(SqlServerStage.Ordinary(), chunk, start, count, ct);
        }
        transaction.Save(Savepoint);
        try
        {
            using var reader = new BulkChunkReader(chunk, start, count);
            await CopyAsync(transaction, table, names, reader, ct);
            return [];
        }
        catch (SqlException error) when (dialect.IsUniqueViolation(error))
        {
            transaction.Rollback(Savepoint);
            return await WriteStagedAsync(SqlServerStage.Temporary, chunk, start, count, ct);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static async Task CopyAsync(
        SqlTransaction transaction,
        string table,
        IReadOnlyList<string> names,
        BulkChunkReader reader,
        CancellationToken ct
    )
    {
        using var copy = new SqlBulkCopy(transaction.Connection, SqlBulkCopyOptions.CheckConstraints, transaction)
        {
            DestinationTableName = $"[{table}]",
            BatchSize = 0,
            EnableStreaming = true,
            BulkCopyTimeout = 0,
        };
        for (var field = 0; field < names.Count; field++)
        {
            copy.ColumnMappings.Add(field, names[field]);
        }
        await copy.WriteToServerAsync(reader, ct);
    }

    private async Task<IReadOnlyList<int>> WriteStagedAsync(
        string name,
        BulkChunk chunk,
        int start,
        int count,
        CancellationToken ct
    )
    {
        var (taken, doubtful) = await stage.WriteAsync(name, chunk, start, count, ct);
        foreach (var row in doubtful)
        {
            try
            {
                await InsertAsync(chunk, row, ct);
            }
            catch (SqlException error) when (dialect.IsUniqueViolation(error))
            {
                taken.Add(row);
            }
        }
        taken.Sort();
        return taken;
    }

    private async Task InsertAsync(BulkChunk chunk, int row, CancellationToken ct)
    {
        var places = string.Join(", ", columns.Select((_, i) => $"@p{i}"));
        await using var insert = new SqlCommand(
            $"INSERT INTO [{table}] ([{string.Join("], [", names)}]) VALUES ({places})",
            transaction.Connection,
            transaction
        );
        for (var column = 0; column < columns.Count; column++)
        {
            insert.Parameters.AddWithValue($"@p{column}", chunk.GetValue(column, row) ?? DBNull.Value);
        }
        await insert.ExecuteNonQueryAsync(ct);
    }
}
