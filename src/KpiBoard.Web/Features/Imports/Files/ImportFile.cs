using System.IO.Compression;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>
/// The file on disk. Its content is read as often as needed, unpacked on the way when it is gzip, and written out as text
/// when it is a workbook.
/// </summary>
public sealed class ImportFile
{
    private const int GzipTrailerBytes = 4;

    private readonly string path;
    private readonly ImportOptions options;
    private readonly DateTime writtenAt;
    private readonly bool isGzip;
    private readonly uint gzipLength;
    private readonly string? wantedSheet;
    private XlsxWorkbook? workbook;

    /// <summary>The file at that path, as its sender calls it.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="name">What its sender calls it.</param>
    /// <param name="options">The limits.</param>
    /// <param name="sheet">Which sheet is meant when the file is a workbook; by default the first.</param>
    public ImportFile(string path, string name, ImportOptions options, string? sheet = null)
    {
        this.path = path;
        this.options = options;
        wantedSheet = sheet;
        Name = name;
        using var stream = OpenRaw();
        Length = stream.Length;
        writtenAt = File.GetLastWriteTimeUtc(path);
        Span<byte> magic = stackalloc byte[4];
        var read = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        isGzip = read >= 2 && magic is [0x1F, 0x8B, ..];
        IsSpreadsheet = read == magic.Length && magic is [(byte)'P', (byte)'K', 3, 4];
        if (isGzip && Length > GzipTrailerBytes)
        {
            Span<byte> trailer = stackalloc byte[GzipTrailerBytes];
            stream.Position = Length - GzipTrailerBytes;
            stream.ReadExactly(trailer);
            gzipLength = BitConverter.ToUInt32(trailer);
        }
    }

    public string Name { get; }

    /// <summary>The size as it lies on disk.</summary>
    public long Length { get; }

    public bool IsSpreadsheet { get; }

    /// <summary>The sheet that is read; null before it has been opened, and for a text.</summary>
    public string? Sheet => workbook?.Sheet;

    /// <summary>Every sheet that may be read.</summary>
    public IReadOnlyList<string> Sheets => workbook?.Sheets ?? [];

    /// <summary>Opens the content.</summary>
    /// <param name="cells">How a workbook's numbers and dates are written out.</param>
    public ContentStream Open(CellStyle? cells = null)
    {
        var raw = OpenRaw();
        return IsSpreadsheet ? OpenSheet(raw, cells ?? new CellStyle())
            : isGzip ? new ContentStream(raw, new GZipStream(raw, CompressionMode.Decompress), options, gzipLength)
            : new ContentStream(raw, raw, options, null);
    }

    /// <summary>The file is read twice; one that is still being written would be checked as one and stored as another.</summary>
    public void ThrowIfChanged()
    {
        if (new FileInfo(path) is not { Exists: true } now || now.Length != Length || now.LastWriteTimeUtc != writtenAt)
        {
            throw new ImportRefusedException("file.changed");
        }
    }

    private ContentStream OpenSheet(FileStream raw, CellStyle cells)
    {
        XlsxPackage? package = null;
        try
        {
            package = XlsxPackage.Open(raw, options);
            workbook ??= XlsxWorkbook.Load(package, wantedSheet, options);
            return new ContentStream(raw, new SheetStream(package, workbook, cells), options, null);
        }
        catch
        {
            package?.Dispose();
            raw.Dispose();
            throw;
        }
    }

    private FileStream OpenRaw() =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read,
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
            }
        );
}

/// <summary>The unpacked content, held to the limits; also says how far reading has come in the file on disk.</summary>
public sealed class ContentStream(FileStream raw, Stream content, ImportOptions options, uint? gzipLength) : Stream
{
    /// <summary>Below this size nothing is a bomb, however well it is packed.</summary>
    private const long AlwaysAllowed = 64L << 20;

    private long length;

    /// <summary>How many bytes of the file on disk have been read.</summary>
    public long FilePosition => raw.Position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = ReadContent(buffer);
        length += read;
        if (read == 0 && buffer.Length > 0)
        {
            // .NET ends a gzip stream that was cut off without a word; its last four bytes are the true length.
            if (gzipLength is { } expected && expected != unchecked((uint)length))
            {
                throw new ImportRefusedException("gzip.corrupt");
            }
        }
        else if (length > options.MaxContentBytes)
        {
            throw new ImportRefusedException("file.tooLarge", Megabytes(options.MaxContentBytes));
        }
        else if (
            gzipLength is not null
            && length > AlwaysAllowed
            && length / options.MaxCompressionRatio > raw.Position
        )
        {
            throw new ImportRefusedException("gzip.bomb", $"{options.MaxCompressionRatio}");
        }
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            raw.Dispose();
        }
        base.Dispose(disposing);
    }

    private int ReadContent(Span<byte> buffer)
    {
        try
        {
            return content.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw new ImportRefusedException("gzip.corrupt");
        }
    }

    private static string Megabytes(long bytes) => $"{bytes >> 20} MB";
}
