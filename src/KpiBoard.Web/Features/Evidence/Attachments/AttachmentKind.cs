using System.IO.Compression;
using System.Text;

namespace KpiBoard.Web.Features.Evidence.Attachments;

/// <summary>
/// A kind of file that may be kept. What a file is, is told from its content: a name says what its sender wants it to be.
/// </summary>
/// <param name="Ending">With its dot.</param>
public sealed record AttachmentKind(string Ending, string ContentType)
{
    public static readonly AttachmentKind Pdf = new(".pdf", "application/pdf");
    public static readonly AttachmentKind Png = new(".png", "image/png");
    public static readonly AttachmentKind Jpeg = new(".jpg", "image/jpeg") { Also = [".jpeg"] };
    public static readonly AttachmentKind Workbook = new(".xlsx", $"{Office}.spreadsheetml.sheet");
    public static readonly AttachmentKind Document = new(".docx", $"{Office}.wordprocessingml.document");
    public static readonly AttachmentKind Slides = new(".pptx", $"{Office}.presentationml.presentation");
    public static readonly AttachmentKind Csv = new(".csv", "text/csv; charset=utf-8");
    public static readonly AttachmentKind PlainText = new(".txt", "text/plain; charset=utf-8");

    /// <summary>For the picker of the browser; what comes is looked at all the same.</summary>
    public const string Accepted = ".pdf,.png,.jpg,.jpeg,.xlsx,.docx,.pptx,.csv,.txt";

    private const string Office = "application/vnd.openxmlformats-officedocument";
    private const int MostParts = 10_000;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Other endings that mean the same.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>What the content is; null when it is none of these.</summary>
    /// <param name="name">Only tells a table from other text, which have no signature.</param>
    public static AttachmentKind? Of(byte[] content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        ReadOnlySpan<byte> start = content;
        return start.StartsWith("%PDF-"u8) ? Pdf
            : start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
            : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
            : start.StartsWith("PK\u0003\u0004"u8) ? OfPackage(content)
            : IsText(content) ? (name.EndsWith(Csv.Ending, StringComparison.OrdinalIgnoreCase) ? Csv : PlainText)
            : null;
    }

    /// <summary>True for a name that fits the kind.</summary>
    public bool Fits(string name) =>
        Also.Append(Ending).Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>An office file by its main part; one with macros is none that is kept.</summary>
    private static AttachmentKind? OfPackage(byte[] content)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
            var parts = archive.Entries;
            if (parts.Count > MostParts || !Has("[Content_Types].xml") || parts.Any(IsMacro))
            {
                return null;
            }
            return Has("xl/workbook.xml") ? Workbook
                : Has("word/document.xml") ? Document
                : Has("ppt/presentation.xml") ? Slides
                : null;

            bool Has(string part) => parts.Any(entry => entry.FullName == part);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static bool IsMacro(ZipArchiveEntry part) =>
        part.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase);

    /// <summary>UTF-8 of letters, digits and breaks: a single sign for machines makes it something else.</summary>
    private static bool IsText(byte[] content)
    {
        if (content.Length == 0)
        {
            return false;
        }
        try
        {
            return !Strict
                .GetString(content)
                .Any(letter => char.IsControl(letter) && letter is not ('\t' or '\n' or '\r'));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
