using System.IO.Compression;
using System.Text;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>Workbooks as programs write them, part by part.</summary>
internal sealed record Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>What stands in <c>sheetData</c>.</summary>
    public string Rows { get; init; } = "";

    public string SheetName { get; init; } = "Ark1";

    public bool Is1904 { get; init; }

    public IReadOnlyList<string> Strings { get; init; } = [];

    /// <summary>Before the sheet's root: where a document type would stand.</summary>
    public string Prolog { get; init; } = "";

    /// <summary>A hidden sheet that comes first.</summary>
    public bool HasHiddenSheet { get; init; }

    /// <summary>Formats by the number under which cells name them: 0 plain, 1 a date, 2 a date of the company's own, 3 money.</summary>
    private static string Styles =>
        $"""
            <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="[$-414]d.\ mmmm\ yyyy;@"/>
            <numFmt numFmtId="165" formatCode="#,##0.00\ &quot;kr&quot;;[Red]-#,##0.00\ &quot;days&quot;"/></numFmts>
            <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>
            """;

    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var hidden = HasHiddenSheet ? """<sheet name="Skjult" sheetId="9" state="hidden" r:id="rId9"/>""" : "";
            Add(archive, "_rels/.rels", Relations(("rId1", "officeDocument", "xl/workbook.xml")));
            Add(
                archive,
                "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><workbookPr date1904="{(
                    Is1904 ? 1 : 0
                )}"/><sheets>{hidden}<sheet name="{SheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>"""
            );
            Add(
                archive,
                "xl/_rels/workbook.xml.rels",
                Relations(
                    ("rId1", "worksheet", "/xl/worksheets/sheet1.xml"),
                    ("rId2", "styles", "styles.xml"),
                    ("rId3", "sharedStrings", "sharedStrings.xml"),
                    ("rId9", "worksheet", "worksheets/sheet9.xml")
                )
            );
            Add(archive, "xl/styles.xml", Styles);
            Add(
                archive,
                "xl/sharedStrings.xml",
                $"""<sst xmlns="{Main}">{string.Concat(Strings.Select(text => $"<si>{text}</si>"))}</sst>"""
            );
            Add(
                archive,
                "xl/worksheets/sheet1.xml",
                $"""{Prolog}<worksheet xmlns="{Main}"><sheetData>{Rows}</sheetData></worksheet>"""
            );
        }
        return bytes.ToArray();
    }

    /// <summary>A row of texts, as cells that hold them themselves.</summary>
    public static string Texts(int row, params string[] cells) =>
        $"""<row r="{row}">{string.Concat(cells.Select(cell => $"""<c t="inlineStr"><is><t>{cell}</t></is></c>"""))}</row>""";

    private static string Relations(params (string Id, string Type, string Target)[] relations) =>
        $"""<Relationships xmlns="{Package}">{string.Concat(
            relations.Select(part =>
                $"""<Relationship Id="{part.Id}" Type="{Office}/{part.Type}" Target="{part.Target}"/>"""
            )
        )}</Relationships>""";

    private static void Add(ZipArchive archive, string name, string content)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write(content);
    }
}
