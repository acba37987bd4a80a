using System.Text;
using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The beginning of a file, how it would be read, and which column is which.</summary>
public sealed record FilePreview
{
    public const int RowsShown = 50;

    /// <summary>The beginning tells the encoding well enough to look at; the import looks at all of it.</summary>
    private const long BytesLookedAt = 4L << 20;

    private const int LongestCell = 120;

    public IReadOnlyList<string> Headers { get; init; } = [];

    public IReadOnlyList<PreviewRow> Rows { get; init; } = [];

    public IReadOnlyList<string> Sheets { get; init; } = [];

    public bool IsSpreadsheet { get; init; }

    /// <summary>By the kind's columns: the field of the file, or -1.</summary>
    public IReadOnlyList<int> Fields { get; init; } = [];

    /// <summary>The columns that the import has to be told; null when it finds them by itself.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }

    /// <summary>Null as long as something is wrong.</summary>
    public DetectedFormat? Detected { get; init; }

    public ImportError? Problem { get; init; }

    /// <summary>Looks at the beginning of the file, and as far as it takes to tell dates and numbers.</summary>
    /// <param name="profile">What is known beforehand.</param>
    /// <param name="chosen">By the kind's columns, the fields that a person has chosen; null asks for suggestions.</param>
    public static FilePreview Of(
        ImportFile file,
        ImportKind kind,
        ImportProfile profile,
        IReadOnlyList<int>? chosen,
        ImportOptions options,
        CancellationToken ct
    )
    {
        var preview = new FilePreview { IsSpreadsheet = file.IsSpreadsheet };
        try
        {
            var scan = ContentScan.Run(file, _ => { }, ct, BytesLookedAt);
            preview = preview with { Sheets = file.Sheets };
            var (encoding, delimiter, hasSeparatorLine) = new FormatDetector(
                file,
                scan,
                kind,
                profile,
                options
            ).DetectText();
            using (var source = new CsvSource(file, encoding, delimiter, hasSeparatorLine, options))
            {
                var headers = source.ReadHeaders();
                preview = preview with { Headers = headers, Rows = [.. Read(source)] };
            }
            var fields =
                chosen?.Count == kind.Columns.Count
                    ? chosen
                    : HeaderSuggestions.Complete(kind, preview.Headers, HeaderMap.Find(kind, profile, preview.Headers));
            var columns = HeaderMap.Columns(kind, profile, preview.Headers, fields);
            preview = preview with { Fields = fields, Columns = columns };
            var known = columns is null ? profile : profile with { Columns = columns };
            var layout = new FormatDetector(file, scan, kind, known, options).Detect(ct);
            return preview with { Detected = DetectedFormat.From(layout.Format) };
        }
        catch (ImportRefusedException refused)
        {
            return preview with { Problem = refused.Error };
        }
    }

    private static IEnumerable<PreviewRow> Read(CsvSource source)
    {
        for (var rows = 0; rows < RowsShown && source.Read(out _); rows++)
        {
            var cells = new string[source.Reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                var text = Encoding.UTF8.GetString(source.Reader.GetSpan(i)).TrimStart(SheetText.NoValue);
                cells[i] = text.Length <= LongestCell ? text : string.Concat(text.AsSpan(0, LongestCell), "\u2026");
            }
            yield return new PreviewRow(source.Reader.LineNumber, cells);
        }
    }
}

public sealed record PreviewRow(long Line, IReadOnlyList<string> Cells);
