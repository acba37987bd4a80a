using System.Text;
using CsvHelper;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>An open file, record by record, as UTF-8. Malformed quotes and overlong records become errors here.</summary>
public sealed class CsvSource : IDisposable
{
    private const int BufferBytes = 256 * 1024;

    private readonly ContentStream content;
    private readonly int maxRecordBytes;
    private CsvMalformedRecord? malformed;

    public CsvSource(
        ImportFile file,
        TextEncoding encoding,
        char delimiter,
        bool hasSeparatorLine,
        ImportOptions options,
        CellStyle? cells = null
    )
    {
        maxRecordBytes = options.MaxRecordBytes;
        content = file.Open(cells);
        Reader = CsvReader.Create(
            encoding.ToUtf8(content),
            new CsvReaderOptions
            {
                // With the separator given, a line `sep=;` would be taken for the header.
                Separator = hasSeparatorLine ? null : delimiter,
                TrackLineNumbers = true,
                MaxRecordSize = maxRecordBytes,
                BufferSize = BufferBytes,
                OnMalformedRecord = record => malformed = record,
            }
        );
    }

    public CsvReader Reader { get; }

    public long FilePosition => content.FilePosition;

    /// <summary>Reads the header. A record that ends the reading throws <see cref="ImportRefusedException"/>.</summary>
    public IReadOnlyList<string> ReadHeaders()
    {
        try
        {
            Reader.ReadHeader();
        }
        catch (Exception error) when (error is CsvFormatException or DecoderFallbackException)
        {
            throw Refusal(error);
        }
        if (malformed is { Reason: not CsvMalformedReason.StrayQuote } record)
        {
            throw Refused(record.LineNumber, Code(record.Reason));
        }
        return [.. Reader.Headers.Select(header => header.Trim(' ', '\t', '\u00A0', '\uFEFF'))];
    }

    /// <summary>Moves to the next record; <paramref name="problem"/> is the key of what is wrong with its quotes.</summary>
    public bool Read(out string? problem)
    {
        malformed = null;
        problem = null;
        try
        {
            if (!Reader.Read())
            {
                return false;
            }
        }
        catch (Exception error) when (error is CsvFormatException or DecoderFallbackException)
        {
            throw Refusal(error);
        }
        if (malformed is { } record && record.LineNumber == Reader.LineNumber)
        {
            // What follows an open quote has been taken for one cell: no row after it can be trusted.
            if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            {
                throw Refused(record.LineNumber, Code(record.Reason));
            }
            // A lone quote within a text, as in 5" pipe, is taken as it stands.
            problem = record.Reason == CsvMalformedReason.StrayQuote ? null : Code(record.Reason);
        }
        return true;
    }

    public void Dispose()
    {
        Reader.Dispose();
        content.Dispose();
    }

    private ImportRefusedException Refusal(Exception error) =>
        error is CsvFormatException tooLong
            ? Refused(tooLong.LineNumber, "row.tooLong", $"{maxRecordBytes / 1024} KB")
            : Refused(Math.Max(1, Reader.LineNumber), "encoding.undecodable");

    private static ImportRefusedException Refused(long line, string code, params string[] args) =>
        new(new ImportError(line, null, null, code, args));

    private static string Code(CsvMalformedReason reason) =>
        reason == CsvMalformedReason.UnterminatedQuote ? "row.openQuote" : "row.textAfterQuote";
}
