using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>
/// Finds out how a file is written, as far as its profile does not say. It reads the first records, and as many more as
/// it takes until no date and no number is ambiguous - the whole file if need be.
/// </summary>
public sealed class FormatDetector(
    ImportFile file,
    ContentScan scan,
    ImportKind kind,
    ImportProfile profile,
    ImportOptions options
)
{
    /// <summary>Records looked at even when the first one settles everything.</summary>
    private const int AlwaysLookedAt = 200;

    public CsvLayout Detect(CancellationToken ct)
    {
        var (encoding, delimiter, hasSeparatorLine) = DetectText();
        using var source = new CsvSource(
            file,
            encoding,
            delimiter,
            hasSeparatorLine,
            options,
            new CellStyle(IsLooking: true)
        );
        var headers = source.ReadHeaders();
        var fields = HeaderMap.Create(kind, profile, headers, out var ignored);
        var dates = new DateEvidence(profile, Fields(fields, ColumnType.Date));
        var numbers = new NumberEvidence(profile, Fields(fields, ColumnType.Number));
        for (var records = 0; source.Read(out var problem); records++)
        {
            if (problem is null && source.Reader.FieldCount == headers.Count)
            {
                dates.Look(source.Reader);
                numbers.Look(source.Reader);
            }
            if (records >= AlwaysLookedAt && dates.IsSettled && numbers.IsSettled)
            {
                break;
            }
            if (records % 4096 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
        var date = dates.Decide(kind);
        return new CsvLayout(
            new FileFormat(
                encoding,
                delimiter,
                hasSeparatorLine,
                numbers.Decide(kind),
                date?.Format,
                date?.Pattern,
                file.Sheet
            ),
            headers,
            fields,
            ignored,
            headers.Contains(CsvLayout.ReasonHeader)
        );
    }

    /// <summary>What can be told without knowing which column is which. A workbook's own way of writing is ours.</summary>
    public (TextEncoding Encoding, char Delimiter, bool HasSeparatorLine) DetectText()
    {
        var encoding = scan.Resolve(file.IsSpreadsheet ? null : profile.Encoding);
        var (delimiter, hasSeparatorLine) = file.IsSpreadsheet ? (SheetStream.Delimiter, false) : Delimiter(encoding);
        return (encoding, delimiter, hasSeparatorLine);
    }

    private (int Column, int Field)[] Fields(int[] fields, ColumnType type) =>
        [
            .. Enumerable
                .Range(0, fields.Length)
                .Where(column => fields[column] >= 0 && kind.Columns[column].Type == type)
                .Select(column => (column, fields[column])),
        ];

    /// <summary>The delimiter under which most of the header's names are columns of the kind.</summary>
    private (char Delimiter, bool HasSeparatorLine) Delimiter(TextEncoding encoding)
    {
        var head = encoding.Encoding.GetString(WholeCharacters(encoding)).TrimStart('\uFEFF');
        var lines = head.Split(['\r', '\n'], 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.FirstOrDefault("");
        if (line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            return (line[4], true);
        }
        if (profile.Delimiter is { } given)
        {
            return (given, false);
        }
        var names = kind.Columns.Select(column => profile.Columns.GetValueOrDefault(column.Name, column.Name));
        var known = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var best = ",;\t|"
            .Select(delimiter => (Delimiter: delimiter, Parts: line.Split(delimiter)))
            .MaxBy(candidate =>
                (candidate.Parts.Count(part => known.Contains(part.Trim(' ', '"'))), candidate.Parts.Length)
            );
        return (best.Delimiter, false);
    }

    /// <summary>The head without a last character that the sample may have cut in two.</summary>
    private ReadOnlySpan<byte> WholeCharacters(TextEncoding encoding)
    {
        var length = scan.Head.Length;
        return scan.Head.AsSpan(0, encoding.IsUtf16 ? length / 4 * 4 : length);
    }
}
