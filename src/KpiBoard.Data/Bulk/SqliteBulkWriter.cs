using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KpiBoard.Data.Bulk;

/// <summary>
/// One prepared single-row INSERT, bound through SQLite's C interface: rows of a load are never boxed, and text goes
/// from the file's bytes to the engine without becoming a string.
/// </summary>
internal sealed unsafe class SqliteBulkWriter : IBulkWriter
{
    private const int UniqueConstraint = 2067;
    private const int PrimaryKeyConstraint = 1555;

    private readonly sqlite3 handle;
    private readonly sqlite3_stmt statement;
    private readonly BulkType[] types;

    public SqliteBulkWriter(SqliteConnection connection, string table, IReadOnlyList<BulkColumn> columns)
    {
        types = [.. columns.Select(column => column.Type)];
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
        var bound = statement.DangerousGetHandle();
        fixed (byte* bytes = chunk.Bytes)
        {
            for (var row = start; row < start + count; row++)
            {
                Bind(bound, chunk, row, bytes);
                var result = SqliteNative.Step(bound);
                // The error is the connection's until the statement is reset.
                var error = result == raw.SQLITE_DONE ? 0 : raw.sqlite3_extended_errcode(handle);
                _ = SqliteNative.Reset(bound);
                if (error is UniqueConstraint or PrimaryKeyConstraint)
                {
                    taken.Add(row);
                }
                else if (error != 0)
                {
                    SqliteException.ThrowExceptionForRC(result, handle);
                }
            }
        }
        GC.KeepAlive(statement);
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<int>>(taken);
    }

    public ValueTask DisposeAsync()
    {
        statement.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Bind(nint bound, BulkChunk chunk, int row, byte* bytes)
    {
        for (var column = 0; column < types.Length; column++)
        {
            var index = column + 1;
            if (chunk.IsNull(column, row))
            {
                _ = SqliteNative.BindNull(bound, index);
                continue;
            }
            var value = chunk.GetInt64(column, row);
            _ = types[column] switch
            {
                BulkType.Int64 => SqliteNative.BindInt64(bound, index, value),
                BulkType.Double => SqliteNative.BindDouble(bound, index, BitConverter.Int64BitsToDouble(value)),
                BulkType.Blob => SqliteNative.BindBlob(
                    bound,
                    index,
                    bytes + BulkChunk.Offset(value),
                    BulkChunk.Length(value),
                    SqliteNative.Static
                ),
                _ => SqliteNative.BindText(
                    bound,
                    index,
                    bytes + BulkChunk.Offset(value),
                    BulkChunk.Length(value),
                    SqliteNative.Static
                ),
            };
        }
    }
}
