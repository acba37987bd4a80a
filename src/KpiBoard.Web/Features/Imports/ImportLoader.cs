using System.Text;
using System.Threading.Channels;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>What a load took in and what it found wrong.</summary>
public sealed record LoadResult(
    long RowsRead,
    long RowsWithoutKey,
    long Quarantined,
    long NotDescribed,
    long LastLine,
    long ErrorCount,
    IReadOnlyList<ImportError> Errors,
    bool WasCutShort,
    ImportTally Tally,
    CurrencySeen Currencies,
    long Erased
);

/// <summary>
/// Loads a file into its fact table: one task reads and checks, this one writes, a few chunks travel between them. The
/// memory it takes is that of the chunks and of the customers' ids, however long the file is.
/// </summary>
public sealed class ImportLoader(
    ImportSession session,
    ImportBatch batch,
    RowContext context,
    bool quarantine,
    bool strict
)
{
    private const int Chunks = 4;

    private const string LineOfKeySql = """
        SELECT [Line]
          FROM [RevenueLine]
         WHERE [SourceId] = @source AND [RowKey] = @key AND [BatchId] = @batch
        """;

    private const string AddQuarantinedSql = """
        INSERT INTO [ImportQuarantine] ([BatchId], [Line], [Fields], [Errors])
        VALUES (@batch, @line, @fields, @errors)
        """;

    private readonly ImportKind kind = context.Kind;
    private readonly CustomerRegister register = new(batch.Id, strict, context.Erased);
    private readonly ImportTally tally = new();
    private readonly ImportErrors errors = new();
    private long quarantined;
    private long erased;

    public async Task<LoadResult> LoadAsync(
        ImportFile file,
        ImportOptions options,
        Action<ImportProgress> progress,
        CancellationToken ct
    )
    {
        var empty = Channel.CreateBounded<LoadChunk>(Chunks);
        var filled = Channel.CreateBounded<LoadChunk>(Chunks);
        for (var i = 0; i < Chunks; i++)
        {
            empty.Writer.TryWrite(new LoadChunk(kind, quarantine));
        }
        var reader = new ImportReader(context, file, options, batch, quarantine);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(
            () => reader.RunAsync(empty.Reader, filled.Writer, progress, stop.Token),
            CancellationToken.None
        );
        try
        {
            await KeepHeaderAsync(ct);
            while (await filled.Reader.WaitToReadAsync(ct))
            {
                await session.WriteAsync(transaction => WriteAsync(transaction, filled.Reader, empty.Writer), ct);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
        return new LoadResult(
            reader.RowsRead,
            reader.RowsWithoutKey,
            quarantined,
            register.NotDescribed,
            reader.LastLine,
            reader.Errors.Count + errors.Count,
            reader.Errors.With(errors),
            reader.WasCutShort,
            tally,
            reader.Currencies,
            erased
        );
    }

    /// <summary>Writes the chunks that are ready, as long as the transaction's time lasts.</summary>
    private async Task WriteAsync(
        DatabaseTransaction transaction,
        ChannelReader<LoadChunk> filled,
        ChannelWriter<LoadChunk> empty
    )
    {
        await using var writer = transaction.BulkWriter(kind.Table, kind.TableColumns);
        while (!session.SliceIsOver && filled.TryRead(out var chunk))
        {
            var refused = await PrepareAsync(transaction, chunk);
            await WriteRowsAsync(transaction, writer, chunk, refused);
            foreach (var row in chunk.Quarantined)
            {
                await QuarantineAsync(transaction, row);
            }
            empty.TryWrite(chunk);
        }
    }

    /// <summary>Resolves the customers; returns the rows that --strict refuses.</summary>
    private async Task<HashSet<int>> PrepareAsync(DatabaseTransaction transaction, LoadChunk chunk)
    {
        var refused = new HashSet<int>();
        var rows = chunk.Rows;
        var column = kind.CustomerTableColumn;
        if (column >= 0)
        {
            await register.AddAsync(transaction, chunk.NewCustomers);
            for (var row = 0; row < rows.Count; row++)
            {
                var number = rows.GetInt64(column, row);
                if (strict && !register.IsDescribed(number))
                {
                    refused.Add(row);
                    var id = register.NameOf(number);
                    await RefuseAsync(transaction, chunk, row, kind.CustomerColumn, id, "customer.unknown", id);
                }
                rows.SetInt64(column, row, register.IdOf(number));
            }
        }
        await kind.PrepareAsync(
            new PrepareContext(
                transaction,
                batch.SourceId,
                batch.Replaces ?? 0,
                context.Today,
                index =>
                    context.Layout.Fields[index] >= 0 || context.Profile.Constants.ContainsKey(kind.Columns[index].Name)
            ),
            rows
        );
        Forget(rows);
        return refused;
    }

    /// <summary>Last, so that a row sent again is still recognised by what it said before.</summary>
    private void Forget(BulkChunk rows)
    {
        var column = kind.CustomerTableColumn;
        for (var row = 0; column >= 0 && register.Erased.Count > 0 && row < rows.Count; row++)
        {
            if (register.Erased.TryGetValue(rows.GetInt64(column, row), out var customer))
            {
                kind.Forget(rows, row, customer.Number, customer.Pseudonym);
                erased++;
            }
        }
    }

    private async Task WriteRowsAsync(
        DatabaseTransaction transaction,
        IBulkWriter writer,
        LoadChunk chunk,
        HashSet<int> refused
    )
    {
        var rows = chunk.Rows;
        for (var start = 0; start < rows.Count; )
        {
            var end = start;
            while (end < rows.Count && !refused.Contains(end))
            {
                end++;
            }
            var taken = await writer.WriteAsync(rows, start, end - start, transaction.CancellationToken);
            foreach (var row in taken)
            {
                refused.Add(row);
                var key = Encoding.UTF8.GetString(rows.GetUtf8(ImportKind.RowKey, row));
                var first = errors.Count < ImportErrors.Kept ? await LineOfKeyAsync(transaction, key) : 0;
                await RefuseAsync(transaction, chunk, row, kind.KeyColumn, key, "key.duplicate", key, $"{first}");
            }
            start = end + 1;
        }
        for (var row = 0; row < rows.Count; row++)
        {
            if (!refused.Contains(row))
            {
                tally.Rows++;
                kind.Tally(rows, row, tally);
            }
        }
    }

    private async Task RefuseAsync(
        DatabaseTransaction transaction,
        LoadChunk chunk,
        int row,
        int column,
        string value,
        string code,
        params string[] args
    )
    {
        var line = chunk.Rows.GetInt64(ImportKind.Line, row);
        var customer = kind.CustomerTableColumn;
        var isErased = customer >= 0 && register.Erased.ContainsKey(chunk.Rows.GetInt64(customer, row));
        var error = new ImportError(line, kind.Columns[column].Name, Row.Shorten(value), code, args);
        error = isErased ? ErasedRows.Hide(error) : error;
        errors.Add(error);
        if (quarantine)
        {
            await QuarantineAsync(
                transaction,
                new QuarantinedRow(
                    line,
                    isErased
                        ? ErasedRows.Nothing(context.Layout.Headers.Count)
                        : chunk.FieldsOf(row, context.Layout.Format.Delimiter),
                    [error]
                )
            );
        }
    }

    private Task<long> LineOfKeyAsync(DatabaseTransaction transaction, string key) =>
        transaction.ScalarAsync<long>(
            FactSql.On(kind, LineOfKeySql),
            new
            {
                source = batch.SourceId,
                key,
                batch = batch.Id,
            }
        );

    /// <summary>The file's own header stands as line 1 before the rows put aside, so that they can be sent back whole.</summary>
    private async Task KeepHeaderAsync(CancellationToken ct)
    {
        if (quarantine)
        {
            var header = new QuarantinedRow(1, [.. context.Layout.Headers], []);
            await session.WriteAsync(transaction => AddQuarantinedAsync(transaction, header), ct);
        }
    }

    private Task QuarantineAsync(DatabaseTransaction transaction, QuarantinedRow row)
    {
        quarantined++;
        return AddQuarantinedAsync(transaction, row);
    }

    private Task AddQuarantinedAsync(DatabaseTransaction transaction, QuarantinedRow row) =>
        transaction.ExecuteAsync(
            AddQuarantinedSql,
            new
            {
                batch = batch.Id,
                line = row.Line,
                fields = row.FieldsJson,
                errors = row.ErrorsJson,
            }
        );
}
