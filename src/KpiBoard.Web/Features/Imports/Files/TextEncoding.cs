using System.Text;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>The encodings that files come in, by the names that profiles and answers use.</summary>
public sealed class TextEncoding
{
    public static readonly TextEncoding Utf8 = new("utf-8", new UTF8Encoding());
    public static readonly TextEncoding Utf16 = new("utf-16", Strict("utf-16"));
    public static readonly TextEncoding Utf16BigEndian = new("utf-16be", Strict("utf-16BE"));
    public static readonly TextEncoding Windows1252 = new("windows-1252", Strict("windows-1252"));

    private static readonly Dictionary<string, TextEncoding> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf-8"] = Utf8,
        ["utf8"] = Utf8,
        ["utf-16"] = Utf16,
        ["utf-16le"] = Utf16,
        ["utf-16be"] = Utf16BigEndian,
        ["windows-1252"] = Windows1252,
        ["iso-8859-1"] = Windows1252,
        ["latin1"] = Windows1252,
    };

    private TextEncoding(string name, Encoding encoding)
    {
        Name = name;
        Encoding = encoding;
    }

    public string Name { get; }

    public Encoding Encoding { get; }

    public bool IsUtf16 => this == Utf16 || this == Utf16BigEndian;

    public static TextEncoding? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The content as UTF-8; bytes that the encoding does not know throw.</summary>
    public Stream ToUtf8(Stream content) =>
        this == Utf8 ? content : Encoding.CreateTranscodingStream(content, Encoding, Encoding.UTF8);

    private static Encoding Strict(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
    }
}
