using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>
/// One quick pass over the bytes: the hash by which a file is known again, and what tells its encoding.
/// </summary>
public sealed class ContentScan
{
    private const int HeadBytes = 64 * 1024;

    private static readonly SearchValues<byte> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 32).Select(code => (byte)code).Except("\t\n\r\f"u8.ToArray()),
    ]);

    private long lines;
    private bool isAscii = true;

    private ContentScan() { }

    /// <summary>SHA-256 of the unpacked content.</summary>
    public string Hash { get; private set; } = "";

    public byte[] Head { get; private set; } = [];

    private long? FirstNulLine { get; set; }

    private long? FirstInvalidUtf8Line { get; set; }

    private long FirstNonAsciiLine { get; set; } = 1;

    /// <summary>Reads the content.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Is told how far reading has come in the file on disk.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <param name="upTo">Bytes after which it is enough: there is then a hash of the beginning only.</param>
    public static ContentScan Run(
        ImportFile file,
        Action<long> progress,
        CancellationToken ct,
        long upTo = long.MaxValue
    )
    {
        var scan = new ContentScan();
        using var content = file.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        try
        {
            var kept = 0;
            while (content.Position < upTo && content.Read(buffer.AsSpan(kept)) is > 0 and var read)
            {
                ct.ThrowIfCancellationRequested();
                hash.AppendData(buffer.AsSpan(kept, read));
                scan.KeepHead(buffer.AsSpan(kept, read));
                kept = scan.Look(buffer.AsSpan(0, kept + read));
                progress(content.FilePosition);
            }
            if (content.Position < upTo)
            {
                scan.Look(buffer.AsSpan(0, kept), isLast: true);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        scan.Hash = Convert.ToHexStringLower(hash.GetHashAndReset());
        return scan;
    }

    /// <summary>The encoding, held against the one that the profile declares.</summary>
    public TextEncoding Resolve(TextEncoding? declared)
    {
        if (Head.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0 || Head is [0xEF, 0xBB, 0xBF])
        {
            throw new ImportRefusedException("file.empty");
        }
        if (Head is [(byte)'P', (byte)'K', 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            throw new ImportRefusedException("file.spreadsheet");
        }
        if (Utf16() is { } wide)
        {
            return declared is null or { IsUtf16: true } ? wide : throw Wrong("encoding.utf16", 1, declared.Name);
        }
        if (FirstNulLine is not null || HoldsControls())
        {
            throw Wrong("file.binary", FirstNulLine ?? 1);
        }
        if (declared is { IsUtf16: true })
        {
            throw Wrong("encoding.notUtf16", 1);
        }
        if (declared == TextEncoding.Utf8 && FirstInvalidUtf8Line is { } invalid)
        {
            throw Wrong("encoding.notUtf8", invalid);
        }
        if (declared == TextEncoding.Windows1252 && FirstInvalidUtf8Line is null && !isAscii)
        {
            throw Wrong("encoding.isUtf8", FirstNonAsciiLine);
        }
        return declared ?? (FirstInvalidUtf8Line is null ? TextEncoding.Utf8 : TextEncoding.Windows1252);
    }

    private static ImportRefusedException Wrong(string code, long line, params string[] args) =>
        new(new ImportError(line, null, null, code, args));

    private void KeepHead(ReadOnlySpan<byte> bytes)
    {
        if (Head.Length < HeadBytes)
        {
            Head = [.. Head, .. bytes[..Math.Min(bytes.Length, HeadBytes - Head.Length)]];
        }
    }

    /// <summary>Returns how many bytes at the end belong to a character that is not complete yet.</summary>
    private int Look(Span<byte> bytes, bool isLast = false)
    {
        var tail = isLast ? 0 : IncompleteTail(bytes);
        var whole = bytes[..^tail];
        if (FirstNulLine is null && whole.IndexOf((byte)0) is >= 0 and var nul)
        {
            FirstNulLine = LineAt(whole, nul);
        }
        if (isAscii && !Ascii.IsValid(whole))
        {
            isAscii = false;
            FirstNonAsciiLine = LineAt(whole, whole.IndexOfAnyExceptInRange((byte)0, (byte)127));
        }
        if (FirstInvalidUtf8Line is null && !Utf8.IsValid(whole))
        {
            var at = 0;
            while (Rune.DecodeFromUtf8(whole[at..], out _, out var length) == OperationStatus.Done)
            {
                at += length;
            }
            FirstInvalidUtf8Line = LineAt(whole, at);
        }
        lines += whole.Count((byte)'\n');
        bytes[^tail..].CopyTo(bytes);
        return tail;
    }

    private long LineAt(ReadOnlySpan<byte> bytes, int index) => lines + 1 + bytes[..index].Count((byte)'\n');

    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if (lead >= 0xC0)
            {
                var needed =
                    lead >= 0xF0 ? 4
                    : lead >= 0xE0 ? 3
                    : 2;
                return needed > back ? back : 0;
            }
            if (lead < 0x80)
            {
                return 0;
            }
        }
        return 0;
    }

    private TextEncoding? Utf16()
    {
        if (Head is [0xFF, 0xFE, ..])
        {
            return TextEncoding.Utf16;
        }
        if (Head is [0xFE, 0xFF, ..])
        {
            return TextEncoding.Utf16BigEndian;
        }
        // Without a mark: mostly Latin letters, so every second byte is zero.
        var sample = Head.AsSpan(0, Math.Min(Head.Length, 4096));
        var zeros = (Even: 0, Odd: 0);
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
            {
                zeros = i % 2 == 0 ? (zeros.Even + 1, zeros.Odd) : (zeros.Even, zeros.Odd + 1);
            }
        }
        var many = sample.Length * 2 / 5;
        return zeros.Odd > many && zeros.Even < sample.Length / 20 ? TextEncoding.Utf16
            : zeros.Even > many && zeros.Odd < sample.Length / 20 ? TextEncoding.Utf16BigEndian
            : null;
    }

    /// <summary>A stray control character is no harm in a text; one in a hundred bytes is no text.</summary>
    private bool HoldsControls() => Head.Count(Controls.Contains) * 100 > Head.Length;
}
