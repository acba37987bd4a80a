namespace KpiBoard.Web.Features.Imports;

/// <summary>Configuration <c>Imports</c>: the limits that keep one file from taking the machine.</summary>
public sealed class ImportOptions
{
    /// <summary>No form is larger, whatever is configured.</summary>
    public const long LargestUpload = 4L << 30;

    /// <summary>The largest file taken over the web, as it is sent.</summary>
    public long MaxUploadBytes { get; init; } = LargestUpload;

    /// <summary>The largest content of a file, after unpacking.</summary>
    public long MaxContentBytes { get; init; } = 64L << 30;

    /// <summary>How many times larger than its packed file content may be. CSV packs 3 to 40 times.</summary>
    public int MaxCompressionRatio { get; init; } = 200;

    /// <summary>Texts that a workbook keeps in its list: they have to be in memory as long as it is read.</summary>
    public int MaxSharedStrings { get; init; } = 2_000_000;

    /// <summary>Characters of all these texts together.</summary>
    public long MaxSharedStringCharacters { get; init; } = 64L << 20;

    /// <summary>Sheets of a workbook.</summary>
    public int MaxSheets { get; init; } = 255;

    /// <summary>The longest record: a longer one is a quote left open, or no table at all.</summary>
    public int MaxRecordBytes { get; init; } = 1 << 20;
}
