using KpiBoard.Web.Features.Imports.Values;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>How the file is written.</summary>
/// <param name="HasSeparatorLine">The file starts with Excel's own <c>sep=;</c> line, which is no header.</param>
/// <param name="Decimal">Null when no number has a decimal sign.</param>
/// <param name="DatePattern">The date format with the time of day that follows it.</param>
/// <param name="Sheet">The sheet of the workbook that it was read from; null for a text.</param>
public sealed record FileFormat(
    TextEncoding Encoding,
    char Delimiter,
    bool HasSeparatorLine,
    char? Decimal,
    DateFormat? Date,
    string? DatePattern,
    string? Sheet = null
);

/// <summary>Which column of the contract stands where in the file.</summary>
/// <param name="Fields">By the kind's columns: the field's number in the file, or -1.</param>
/// <param name="Ignored">Headers that are no column of the kind; they are kept out.</param>
/// <param name="IsQuarantineDownload">The file is our own list of quarantined rows, coming back.</param>
public sealed record CsvLayout(
    FileFormat Format,
    IReadOnlyList<string> Headers,
    int[] Fields,
    IReadOnlyList<string> Ignored,
    bool IsQuarantineDownload
)
{
    /// <summary>The column that a download of quarantined rows adds, and that an import passes over.</summary>
    public const string ReasonHeader = "import_error";
}
