using System.Text;
using System.Threading.Channels;
using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The reading half of a load: records become checked rows in chunks, on a thread of its own.</summary>
public sealed class ImportReader(
    RowContext context,
    ImportFile file,
    ImportOptions options,
    ImportBatch batch,
    bool quarantine
)
{
    private static readonly byte[] NoValue = Encoding.UTF8.GetBytes([SheetText.NoValue]);

    private readonly CustomerNumbers customers = new();
    private int knownCustomers;

    public ImportErrors Errors { get; } = new();

    public long RowsRead { get; private set; }

    public long RowsWithoutKey { get; private set; }

    public long LastLine { get; private set; }

    /// <summary>True when the file could not be read to its end.</summary>
    public bool WasCutShort { get; private set; }

    public CurrencySeen Currencies { get; private set; } = new();

    /// <summary>Fills empty chunks and hands them on until the file ends.</summary>
    public async Task RunAsync(
        ChannelReader<LoadChunk> empty,
        ChannelWriter<LoadChunk> filled,
        Action<ImportProgress> progress,
        CancellationToken ct
    )
    {
        Exception? failure = null;
        try
        {
            var format = context.Layout.Format;
            using var source = new CsvSource(
                file,
                format.Encoding,
                format.Delimiter,
                format.HasSeparatorLine,
                options,
                new CellStyle(format.Decimal ?? '.', format.Date)
            );
            source.ReadHeaders();
            var row = new Row(context, source.Reader, customers);
            Currencies = row.Currencies;
            for (var more = true; more; )
            {
                var chunk = await empty.ReadAsync(ct);
                chunk.Clear();
                more = Fill(chunk, source, row);
                await filled.WriteAsync(chunk, ct);
                progress(new ImportProgress(ImportStage.Reading, source.FilePosition, file.Length, RowsRead));
            }
        }
        catch (Exception error)
        {
            failure = error;
        }
        filled.Complete(failure);
    }

    private bool Fill(LoadChunk chunk, CsvSource source, Row row)
    {
        var more = true;
        while (!chunk.IsFull && (more = TryRead(source, out var problem)))
        {
            RowsRead++;
            LastLine = source.Reader.LineNumber;
            row.MoveTo(LastLine);
            if (Structural(source, problem) is { } error)
            {
                row.Errors.Add(error);
            }
            else if (!file.IsSpreadsheet || !AddCellsWithoutValue(source, row.Errors))
            {
                context.Kind.Read(row, chunk.Rows);
            }
            if (row.Errors.Count == 0)
            {
                chunk.Rows.SetInt64(ImportKind.BatchId, batch.Id);
                chunk.Rows.SetInt64(ImportKind.Line, LastLine);
                chunk.Rows.SetInt64(ImportKind.SourceId, batch.SourceId);
                RowsWithoutKey += chunk.Rows.IsNull(ImportKind.RowKey, chunk.Rows.Count) ? 1 : 0;
                chunk.EndRow(source.Reader);
                continue;
            }
            var fields = quarantine || !context.Erased.IsEmpty ? QuarantinedRow.FieldsOf(source.Reader) : [];
            var isErased = ErasedRows.AreIn(fields, context.Erased);
            IReadOnlyList<ImportError> errors = isErased ? [.. row.Errors.Select(ErasedRows.Hide)] : [.. row.Errors];
            foreach (var found in errors)
            {
                Errors.Add(found);
            }
            if (quarantine)
            {
                chunk.Quarantined.Add(
                    new QuarantinedRow(LastLine, isErased ? ErasedRows.Nothing(fields.Length) : fields, errors)
                );
            }
        }
        while (knownCustomers < customers.Count)
        {
            chunk.NewCustomers.Add(customers.IdOf(++knownCustomers));
        }
        return more;
    }

    /// <summary>An error in a sheet is no value, and must not become the name of a customer.</summary>
    private bool AddCellsWithoutValue(CsvSource source, List<ImportError> errors)
    {
        if (source.Reader.RawRecord.IndexOf(NoValue) < 0)
        {
            return false;
        }
        var fields = context.Layout.Fields;
        for (var column = 0; column < fields.Length; column++)
        {
            if (fields[column] >= 0 && source.Reader.GetSpan(fields[column]).StartsWith(NoValue))
            {
                var shown = Row.Shorten(source.Reader.GetString(fields[column]).TrimStart(SheetText.NoValue));
                errors.Add(new ImportError(LastLine, context.Kind.Columns[column].Name, shown, "xlsx.noValue"));
            }
        }
        return errors.Count > 0;
    }

    private bool TryRead(CsvSource source, out string? problem)
    {
        try
        {
            return source.Read(out problem);
        }
        catch (ImportRefusedException refused)
        {
            problem = null;
            Errors.Add(refused.Error);
            WasCutShort = true;
            return false;
        }
    }

    private ImportError? Structural(CsvSource source, string? problem)
    {
        var expected = context.Layout.Headers.Count;
        var found = source.Reader.FieldCount;
        return problem is not null ? new ImportError(LastLine, null, null, problem)
            : found != expected ? new ImportError(LastLine, null, null, "row.fields", $"{found}", $"{expected}")
            : null;
    }
}
