using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace KpiBoard.Web.Features.PersonalData.Files;

/// <summary>
/// One file that the product keeps, whatever its form: separated text in any encoding, packed or not, a workbook, a report.
/// It is rewritten beside itself and then renamed: killed at any instant, either the old one or the new one is there.
/// </summary>
internal sealed class StoredFile(string path)
{
    private const string Temporary = ".erasing";
    private static readonly byte[] ZipStart = "PK\u0003\u0004"u8.ToArray();
    private static readonly byte[] GzipStart = [0x1F, 0x8B];

    public static bool IsTemporary(string path) => path.EndsWith(Temporary, StringComparison.Ordinal);

    public string Path => path;

    /// <summary>Reports and control files are words, not records: what names somebody in them is replaced.</summary>
    public bool IsReport =>
        path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".done", StringComparison.OrdinalIgnoreCase);

    public bool IsWorkbook => StartsWith(ZipStart);

    /// <summary>Record by record.</summary>
    public IEnumerable<string> Records()
    {
        if (IsWorkbook)
        {
            return WorkbookCells();
        }
        return IsReport ? [ReadAll()] : TextRecords();
    }

    /// <summary>Writes the file anew with what <paramref name="change"/> makes of each record; null leaves it out.</summary>
    public void Rewrite(Func<string, string?> change)
    {
        var encoding = FindEncoding();
        var target = $"{path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}{Temporary}";
        var written = File.GetLastWriteTimeUtc(path);
        try
        {
            using (var stream = new FileStream(target, Options()))
            {
                using (var packed = Packed(stream))
                using (var writer = new StreamWriter((Stream?)packed ?? stream, encoding, leaveOpen: true))
                {
                    foreach (var record in Records())
                    {
                        writer.Write(change(record));
                    }
                }
                stream.Flush(flushToDisk: true);
            }
            File.SetLastWriteTimeUtc(target, written);
            File.Move(target, path, overwrite: true);
        }
        finally
        {
            File.Delete(target);
        }
    }

    private IEnumerable<string> TextRecords()
    {
        using var reader = Reader();
        foreach (var record in RecordReader.Read(reader))
        {
            yield return record;
        }
    }

    private string ReadAll()
    {
        using var reader = Reader();
        return reader.ReadToEnd();
    }

    private StreamReader Reader() => new(Open(), FindEncoding());

    private Stream Open()
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return StartsWith(GzipStart) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    /// <summary>Packs as the file is packed; null when it is not.</summary>
    private GZipStream? Packed(FileStream stream) =>
        StartsWith(GzipStart) ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true) : null;

    /// <summary>The texts of a workbook's parts; each is a record.</summary>
    private IEnumerable<string> WorkbookCells()
    {
        using var archive = ZipFile.OpenRead(path);
        var parts = archive.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase));
        foreach (var part in parts)
        {
            using var stream = part.Open();
            using var reader = XmlReader.Create(
                stream,
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    yield return reader.Value;
                }
            }
        }
    }

    /// <summary>UTF-16 by its mark, UTF-8 if all of it is, else Windows-1252, in which every byte is a letter.</summary>
    private Encoding FindEncoding()
    {
        using var content = Open();
        var start = new byte[3];
        var length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (length >= 2 && (start[0], start[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
        {
            return new UnicodeEncoding(bigEndian: start[0] == 0xFE, byteOrderMark: true);
        }
        var hasMark = length == 3 && (start[0], start[1], start[2]) == (0xEF, 0xBB, 0xBF);
        return IsUtf8() ? new UTF8Encoding(hasMark) : Windows1252();
    }

    private bool IsUtf8()
    {
        try
        {
            using var reader = new StreamReader(
                Open(),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            );
            var buffer = new char[64 * 1024];
            while (reader.Read(buffer) > 0) { }
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding Windows1252()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("windows-1252");
    }

    private bool StartsWith(byte[] bytes)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var start = new byte[bytes.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.AsSpan().SequenceEqual(bytes);
    }

    private FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File.GetUnixFileMode(path);
        }
        return options;
    }
}
