using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KpiBoard.Data.Bulk;

/// <summary>
/// One prepared single-row INSERT, bound through SQLite's C interface: rows of a load are never boxed, and text goes
/// from the file's bytes to the engine without becoming a string.
/// </summary>
internal sealed class SqliteBulkWriter : IBulkWriter
{
    private const int UniqueConstraint = 2067;
    private const int PrimaryKeyConstraint = 1555;

    private readonly sqlite3 handle;
    private readonly sqlite3_stmt statement;
    private readonly IReadOnlyList<BulkColumn> columns;

    public SqliteBulkWriter(SqliteConnection connection, string table, IReadOnlyList<BulkColumn> columns)
    {
        this.columns = columns;
        handle = connection.Handle!;
        var names = string.Join(", ", columns.Select(column => $"[{column.Name}]"));
        var places = string.Join(", ", columns.Select((_, i) => $"?{i + 1}"));
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v2(handle, $"INSERT INTO [{table}] ({names}) VALUES ({places})", out statement),
            handle
        );
    }

    public Task<IReadOnlyList<int>> WriteAsync(BulkChunk chunk, int start, int count, CancellationToken ct)
    {
        var taken = new List<int>();
        for (var row = start; row < start + count; row++)
        {
            Bind(chunk, row);
            var result = raw.sqlite3_step(statement);
            raw.sqlite3_reset(statement);
            if (result == raw.SQLITE_DONE)
            {
                continue;
            }
            if (raw.sqlite3_extended_errcode(handle) is not (UniqueConstraint or PrimaryKeyConstraint))
            {
                SqliteException.ThrowExceptionForRC(result, handle);
            }
            taken.Add(row);
        }
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<int>>(taken);
    }

    public ValueTask DisposeAsync()
    {
        statement.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Bind(BulkChunk chunk, int row)
    {
        for (var column = 0; column < columns.Count; column++)
        {
            _ = chunk.IsNull(column, row)
                ? raw.sqlite3_bind_null(statement, column + 1)
                : columns[column].Type switch
                {
                    BulkType.Int64 => raw.sqlite3_bind_int64(statement, column + 1, chunk.GetInt64(column, row)),
                    BulkType.Double => raw.sqlite3_bind_double(statement, column + 1, chunk.GetDouble(column, row)),
                    BulkType.Blob => raw.sqlite3_bind_blob(statement, column + 1, chunk.GetBytes(column, row)),
                    _ => raw.sqlite3_bind_text(statement, column + 1, chunk.GetUtf8(column, row)),
                };
        }
    }
}
