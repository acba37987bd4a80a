using System.Data.Common;
using Dapper;
using KpiBoard.Data.Audit;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Data;

/// <summary>An open transaction; it ends where <see cref="KpiDatabase"/> began it.</summary>
public sealed class DatabaseTransaction(
    SqlDialect dialect,
    DbTransaction transaction,
    AuditTrail? trail,
    CancellationToken ct
)
{
    private readonly AuditRecorder? recorder = trail?.Begin();

    private const string ReserveIdsSql = """
        UPDATE [IdSequence]
           SET [Last] = [Last] + @count
         WHERE [Name] = @name
        """;

    private const string LastIdSql = "SELECT [Last] FROM [IdSequence] WHERE [Name] = @name";

    private DbConnection Connection => transaction.Connection!;

    public CancellationToken CancellationToken => ct;

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await MeasureAsync(sql, () => Connection.QueryAsync<T>(Command(sql, parameters)))).AsList();

    public Task<T?> SingleOrDefaultAsync<T>(string sql, object? parameters = null) =>
        MeasureAsync(sql, () => Connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters)));

    public Task<T?> ScalarAsync<T>(string sql, object? parameters = null) =>
        MeasureAsync(sql, () => Connection.ExecuteScalarAsync<T>(Command(sql, parameters)));

    /// <summary>Runs a statement; what it changes in audited tables is kept with the transaction.</summary>
    /// <returns>How many rows it touched.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        recorder is not null && trail!.StatementOf(sql) is { } statement
            ? recorder.ExecuteAsync(this, statement, sql, parameters)
            : RunAsync(sql, parameters);

    /// <summary>Keeps, with the transaction, that somebody reads what not everybody may.</summary>
    /// <param name="subject">The table that it is in.</param>
    /// <param name="key">Of one row, or * for a list.</param>
    public void NoteReading(string subject, string key) => recorder?.NoteReading(subject, key);

    /// <summary>Keeps, with the transaction, that this database has been put in the place of another.</summary>
    /// <param name="version">Of its schema.</param>
    /// <param name="backup">The name of the file that it comes from.</param>
    public void NoteRestore(int version, string backup) => recorder?.NoteRestore(version, backup);

    /// <summary>Reads row by row without Dapper, for the few queries that return a row per customer and month.</summary>
    public Task ReadAsync(string sql, object? parameters, Action<DbDataReader> row) =>
        MeasureAsync(
            sql,
            async () =>
            {
                await using var reader = await Connection.ExecuteReaderAsync(Command(sql, parameters));
                while (await reader.ReadAsync(ct))
                {
                    row(reader);
                }
                return true;
            }
        );

    /// <summary>Hands over a result of a row per fact; it is read to its end before this returns.</summary>
    public Task<T> ReadBulkAsync<T>(string sql, object? parameters, Func<IBulkReader, T> read) =>
        MeasureAsync(
            sql,
            async () =>
            {
                await using var reader = await Connection.ExecuteReaderAsync(Command(sql, parameters));
                return read(dialect.CreateBulkReader((DbDataReader)((IWrappedDataReader)reader).Reader));
            }
        );

    /// <summary>Loads many rows into one table.</summary>
    public IBulkWriter BulkWriter(string table, IReadOnlyList<BulkColumn> columns)
    {
        trail?.CheckBulk(table);
        return dialect.CreateBulkWriter(transaction, table, columns);
    }

    /// <summary>Reserves <paramref name="count"/> consecutive ids and returns the first. Never reused, gaps allowed.</summary>
    public async Task<long> NextIdsAsync(string sequence, int count = 1)
    {
        // The update comes first: in both engines it makes a second caller wait.
        if (await ExecuteAsync(ReserveIdsSql, new { name = sequence, count }) != 1)
        {
            throw new InvalidOperationException($"There is no id sequence '{sequence}'.");
        }
        return await ScalarAsync<long>(LastIdSql, new { name = sequence }) - count + 1;
    }

    /// <summary>Stores the work, its audit included: all of it or none.</summary>
    internal async Task CommitAsync()
    {
        if (recorder is not null)
        {
            await recorder.SealAsync(this);
        }
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Runs a statement as it is.</summary>
    internal Task<int> RunAsync(string sql, object? parameters) =>
        MeasureAsync(sql, () => Connection.ExecuteAsync(Command(sql, parameters)));

    private Task<T> MeasureAsync<T>(string sql, Func<Task<T>> run) => DatabaseTelemetry.MeasureAsync(dialect, sql, run);

    private CommandDefinition Command(string sql, object? parameters) =>
        new(sql, parameters, transaction, cancellationToken: ct);
}
