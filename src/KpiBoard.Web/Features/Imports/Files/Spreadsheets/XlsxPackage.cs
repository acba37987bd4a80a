using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>
/// The parts of an open .xlsx file, each unpacked as it is read and held to the limits. No part can name another file:
/// there is no document type, no entity and no resolver.
/// </summary>
public sealed class XlsxPackage : IDisposable
{
    private const int MaxParts = 10_000;
    private const long MaxDirectoryBytes = 16L << 20;
    private const int EndRecordBytes = 22;
    private const int LongestComment = ushort.MaxValue;

    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ImportOptions options;
    private readonly long length;

    private XlsxPackage(ZipArchive archive, ImportOptions options, long length)
    {
        this.archive = archive;
        this.options = options;
        this.length = length;
        foreach (var entry in archive.Entries)
        {
            parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
    }

    /// <summary>Opens the archive; the stream stays the caller's.</summary>
    /// <exception cref="ImportRefusedException">It is damaged, or no workbook makes such an archive.</exception>
    public static XlsxPackage Open(FileStream raw, ImportOptions options)
    {
        try
        {
            ThrowIfDirectoryIsTooLarge(raw);
            raw.Position = 0;
            return new XlsxPackage(new ZipArchive(raw, ZipArchiveMode.Read, leaveOpen: true), options, raw.Length);
        }
        catch (InvalidDataException)
        {
            throw new ImportRefusedException("xlsx.corrupt");
        }
    }

    /// <summary>Reads a part as XML; null when the archive has none of that name.</summary>
    /// <exception cref="ImportRefusedException">The part is damaged, or packed in a way of its own.</exception>
    public XmlReader? Read(string path)
    {
        if (!parts.TryGetValue(path, out var entry))
        {
            return null;
        }
        try
        {
            return Read(entry);
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or XmlException)
        {
            throw new ImportRefusedException("xlsx.corrupt");
        }
    }

    public void Dispose() => archive.Dispose();

    private XmlReader Read(ZipArchiveEntry entry)
    {
        var content = new XlsxPartStream(entry.Open(), Math.Min(entry.CompressedLength, length), options);
        return XmlReader.Create(
            content,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CloseInput = true,
            }
        );
    }

    /// <summary>The directory is read whole, so its size is looked at first: that alone could fill the memory.</summary>
    private static void ThrowIfDirectoryIsTooLarge(FileStream raw)
    {
        var tail = new byte[(int)Math.Min(raw.Length, EndRecordBytes + LongestComment)];
        raw.Position = raw.Length - tail.Length;
        raw.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndRecordBytes)
        {
            throw new ImportRefusedException("xlsx.corrupt");
        }
        var record = tail.AsSpan(at);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        var end = raw.Length - tail.Length + at;
        if (entries > MaxParts || (start != uint.MaxValue && end - start > MaxDirectoryBytes))
        {
            throw new ImportRefusedException("xlsx.tooManyParts", $"{MaxParts}");
        }
        if (start == uint.MaxValue && raw.Length < uint.MaxValue)
        {
            // Only an archive of more than 4 GB has to say elsewhere where its directory is.
            throw new ImportRefusedException("xlsx.corrupt");
        }
    }
}

/// <summary>One part, unpacked: no larger, no better packed and in no longer pieces than a workbook's are.</summary>
internal sealed class XlsxPartStream(Stream content, long packedBytes, ImportOptions options) : Stream
{
    /// <summary>Below this size nothing is a bomb, however well it is packed.</summary>
    private const long AlwaysAllowed = 64L << 20;

    /// <summary>Between two tags stand a cell's text or a tag's attributes; a reader of XML keeps them in memory whole.</summary>
    private const long LongestPiece = 1L << 20;

    private long length;
    private long piece;

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
        var read = content.Read(buffer);
        length += read;
        if (length > options.MaxContentBytes)
        {
            throw new ImportRefusedException("file.tooLarge", $"{options.MaxContentBytes >> 20} MB");
        }
        if (length > AlwaysAllowed && length / options.MaxCompressionRatio > packedBytes)
        {
            throw new ImportRefusedException("xlsx.bomb", $"{options.MaxCompressionRatio}");
        }
        var tag = buffer[..read].LastIndexOf((byte)'<');
        piece = tag < 0 ? piece + read : read - tag;
        return piece <= LongestPiece ? read : throw new ImportRefusedException("xlsx.corrupt");
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
        }
        base.Dispose(disposing);
    }
}
