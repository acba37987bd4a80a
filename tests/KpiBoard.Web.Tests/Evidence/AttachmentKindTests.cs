using System.IO.Compression;
using System.Text;
using KpiBoard.Web.Features.Evidence.Attachments;
using Xunit;

namespace KpiBoard.Web.Tests.Evidence;

public sealed class AttachmentKindTests
{
    [Fact]
    public void Of_Signatures_DecideWhateverTheNameSays()
    {
        Assert.Equal(AttachmentKind.Pdf, AttachmentKind.Of("%PDF-1.7\n"u8.ToArray(), "a.exe"));
        Assert.Equal(AttachmentKind.Png, AttachmentKind.Of([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0], "a.pdf"));
        Assert.Equal(AttachmentKind.Jpeg, AttachmentKind.Of([0xFF, 0xD8, 0xFF, 0xE0], "a.txt"));
        Assert.Equal(AttachmentKind.Workbook, AttachmentKind.Of(Package("xl/workbook.xml"), "a.docx"));
        Assert.Equal(AttachmentKind.Document, AttachmentKind.Of(Package("word/document.xml"), "a.zip"));
        Assert.Equal(AttachmentKind.Slides, AttachmentKind.Of(Package("ppt/presentation.xml"), "a"));
        Assert.Equal(AttachmentKind.Csv, AttachmentKind.Of("a;b\r\n1;æ"u8.ToArray(), "figures.CSV"));
        Assert.Equal(AttachmentKind.PlainText, AttachmentKind.Of("<script>alert(1)</script>"u8.ToArray(), "a.html"));
    }

    [Fact]
    public void Of_WhatIsNoneOfThem_IsNothing()
    {
        byte[][] others =
        [
            [],
            "MZ\u0090\0\u0003"u8.ToArray(),
            Encoding.Latin1.GetBytes("Blåbærgrød"),
            "text with a \0 in it"u8.ToArray(),
            "text with an \u001b[31m escape"u8.ToArray(),
            "PK\u0003\u0004 no archive"u8.ToArray(),
            Package("readme.txt"),
            Package("xl/workbook.xml", "xl/vbaProject.bin"),
        ];

        Assert.All(others, content => Assert.Null(AttachmentKind.Of(content, "a.xlsx")));
    }

    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("C:\\Users\\eva\\Årsrapport 2026.PDF", "Årsrapport 2026.PDF")]
    [InlineData("../../etc/passwd", "passwd.pdf")]
    [InlineData("evil.html", "evil.html.pdf")]
    [InlineData("a\r\nSet-Cookie: b.pdf", "aSet-Cookie_ b.pdf")]
    [InlineData("\u202Efdp.exe.pdf", "fdp.exe.pdf")]
    [InlineData("con.pdf", "_con.pdf")]
    [InlineData(" ... .pdf", "file.pdf")]
    [InlineData("", "file.pdf")]
    [InlineData("\"quoted\"; x=<y>.pdf", "_quoted_; x=_y_.pdf")]
    public void Name_IsHarmlessAndFitsTheKind(string typed, string kept) =>
        Assert.Equal(kept, AttachmentName.Of(typed, AttachmentKind.Pdf));

    [Fact]
    public void Name_ThatIsTooLong_KeepsItsEndingAndWholeSigns()
    {
        var name = AttachmentName.Of(string.Concat(Enumerable.Repeat("😀", 200)) + ".pdf", AttachmentKind.Pdf);

        Assert.EndsWith("😀.pdf", name, StringComparison.Ordinal);
        Assert.InRange(name.Length, AttachmentName.Longest - 1, AttachmentName.Longest);
    }

    internal static byte[] Package(params string[] parts)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts.Prepend("[Content_Types].xml"))
            {
                archive.CreateEntry(part);
            }
        }
        return stream.ToArray();
    }
}
