using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.SqlClient;

namespace KpiBoard.Data.Bulk;

/// <summary>
/// A passing table like the table to be loaded, without its keys: what comes from there breaks none, because the rows
/// that would have been found out before. It lives no longer than the chunk, and never beyond the transaction.
/// </summary>
internal sealed class SqlServerStage(SqlTransaction transaction, string table, IReadOnlyList<BulkColumn> columns)
{
    /// <summary>A temporary table of the session, where the server can load into one.</summary>
    public const string Temporary = "#KpiBoardStage";

    /// <summary>In small letters, as some servers write every name down: the names are looked up by their letters.</summary>
    private const string RowColumn = "row_in_chunk";

    private const string UniqueKeys = """
        SELECT i.[index_id] AS [Key], c.[name] AS [Column]
          FROM [sys].[indexes] i
          JOIN [sys].[index_columns] k ON k.[object_id] = i.[object_id] AND k.[index_id] = i.[index_id]
          JOIN [sys].[columns] c ON c.[object_id] = k.[object_id] AND c.[column_id] = k.[column_id]
         WHERE i.[object_id] = OBJECT_ID(@table) AND i.[is_unique] = 1 AND k.[is_included_column] = 0
        """;

    private readonly string names = string.Join(", ", columns.Select(column => $"[{column.Name}]"));
    private readonly string[] staged = [.. columns.Select((_, i) => $"c{i}")];

    /// <summary>For each unique key, its columns in the table and what they are called here.</summary>
    private IReadOnlyList<Dictionary<string, string>>? keys;

    /// <summary>A table of the database, for a server that cannot.</summary>
    public static string Ordinary() => "KpiBoardStage" + RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>
    /// Writes the rows that are free. Doubtful are those that share a key with an earlier row of the chunk: whether they
    /// are free depends on whether that one was.
    /// </summary>
    public async Task<(List<int> Taken, List<int> Doubtful)> WriteAsync(
        string name,
        BulkChunk chunk,
        int start,
        int count,
        CancellationToken ct
    )
    {
        var renamed = string.Join(", ", columns.Select((column, i) => $"[{column.Name}] AS {staged[i]}"));
        // Without a parameter the statement is the session's own, and so is its temporary table.
        await ExecuteAsync(
            $"SELECT CAST(0 AS BIGINT) AS {RowColumn}, {renamed} INTO [{name}] FROM [{table}] WHERE 1 = 0",
            ct
        );
        using (var reader = new BulkChunkReader(chunk, start, count, withRows: true))
        {
            await SqlServerBulkWriter.CopyAsync(transaction, name, [.. staged, RowColumn], reader, ct);
        }
        var taken = new List<int>();
        var doubtful = new List<int>();
        foreach (var key in keys ??= await KeysAsync(ct))
        {
            // Nothing equals an empty value, and the keys that may be empty are unique only where they are not.
            var stored = string.Join(" AND ", key.Select(part => $"t.[{part.Key}] = s.{part.Value}"));
            var earlier = string.Join(" AND ", key.Values.Select(part => $"t.{part} = s.{part}"));
            taken.AddRange(await RowsAsync(name, $"EXISTS (SELECT 1 FROM [{table}] t WHERE {stored})", ct));
            doubtful.AddRange(
                await RowsAsync(
                    name,
                    $"EXISTS (SELECT 1 FROM [{name}] t WHERE t.{RowColumn} < s.{RowColumn} AND {earlier})",
                    ct
                )
            );
        }
        taken = [.. taken.Distinct()];
        doubtful = [.. doubtful.Except(taken).Order()];
        await DeleteAsync(name, [.. taken, .. doubtful], ct);
        await ExecuteAsync($"INSERT INTO [{table}] ({names}) SELECT {string.Join(", ", staged)} FROM [{name}]", ct);
        await ExecuteAsync($"DROP TABLE [{name}]", ct);
        return (taken, doubtful);
    }

    private async Task<IReadOnlyList<Dictionary<string, string>>> KeysAsync(CancellationToken ct)
    {
        var parts = await transaction.Connection.QueryAsync<(long Key, string Column)>(
            new CommandDefinition(UniqueKeys, new { table = $"[{table}]" }, transaction, cancellationToken: ct)
        );
        return
        [
            .. parts
                .GroupBy(part => part.Key, part => part.Column)
                .Where(key => key.All(column => PlaceOf(column) >= 0))
                .Select(key => key.ToDictionary(column => column, column => staged[PlaceOf(column)])),
        ];
    }

    private int PlaceOf(string column) =>
        columns.ToList().FindIndex(own => string.Equals(own.Name, column, StringComparison.OrdinalIgnoreCase));

    private async Task<IEnumerable<int>> RowsAsync(string name, string condition, CancellationToken ct) =>
        await transaction.Connection.QueryAsync<int>(
            new CommandDefinition(
                $"SELECT CAST(s.{RowColumn} AS INT) FROM [{name}] s WHERE {condition}",
                null,
                transaction,
                commandTimeout: 0,
                cancellationToken: ct
            )
        );

    private async Task DeleteAsync(string name, List<int> rows, CancellationToken ct)
    {
        foreach (var some in rows.Chunk(1_000))
        {
            await ExecuteAsync($"DELETE FROM [{name}] WHERE {RowColumn} IN ({string.Join(", ", some)})", ct);
        }
    }

    private Task ExecuteAsync(string sql, CancellationToken ct) =>
        transaction.Connection.ExecuteAsync(
            new CommandDefinition(sql, null, transaction, commandTimeout: 0, cancellationToken: ct)
        );
}
