using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using KpiBoard.Core;
using KpiBoard.Web.Infrastructure.Csv;

namespace KpiBoard.Web.Infrastructure.Sheets;

/// <summary>
/// A workbook (ECMA-376, SpreadsheetML) written row by row: the table with its header kept in sight and a filter, and a
/// second page on what it is about. Texts are texts by type; what looks like a formula is marked as typed text besides, so
/// that editing the cell does not run it either.
/// </summary>
public sealed class ExcelSheet
{
    /// <summary>More rows go on in a further page.</summary>
    public const int MostRows = 1_048_576;

    private const int LongestText = 32_767;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // The order of cellXfs in the styles below.
    private const int Heading = 1;
    private const int Whole = 2;
    private const int Amount = 3;
    private const int Day = 4;
    private const int Instant = 5;
    private const int Typed = 6;

    private readonly ZipArchive archive;
    private readonly Sheet sheet;
    private readonly List<string> pages = [];

    private ExcelSheet(ZipArchive archive, Sheet sheet)
    {
        this.archive = archive;
        this.sheet = sheet;
    }

    /// <summary>Writes the workbook to a stream that may be written synchronously, such as a file.</summary>
    public static async Task WriteAsync(Stream stream, Sheet sheet, string table, string about, CancellationToken ct)
    {
        using var workbook = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var excel = new ExcelSheet(workbook, sheet);
        await excel.TableAsync(table, ct);
        if (sheet.About.Count > 0)
        {
            excel.AboutPage(about);
        }
        excel.Frame();
    }

    private async Task TableAsync(string name, CancellationToken ct)
    {
        await using var rows = sheet.Rows.GetAsyncEnumerator(ct);
        var isMore = await rows.MoveNextAsync();
        do
        {
            using var writer = Open(NextPage(pages.Count == 0 ? name : $"{name} {pages.Count + 1}"));
            writer.Write($"<worksheet xmlns=\"{Main}\"><sheetViews><sheetView workbookViewId=\"0\">");
            writer.Write("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>");
            writer.Write("</sheetView></sheetViews>");
            Columns(writer, sheet.Header.Select(title => Math.Max(12, title.Length + 4)));
            writer.Write("<sheetData>");
            Row(writer, sheet.Header, Heading);
            var count = 1;
            for (; isMore && count < MostRows; count++)
            {
                Row(writer, rows.Current, style: null);
                isMore = await rows.MoveNextAsync();
            }
            writer.Write("</sheetData>");
            writer.Write($"<autoFilter ref=\"A1:{Column(sheet.Header.Count)}{Text(count)}\"/></worksheet>");
        } while (isMore);
    }

    private void AboutPage(string name)
    {
        using var writer = Open(NextPage(name));
        writer.Write($"<worksheet xmlns=\"{Main}\">");
        Columns(writer, [24, 60]);
        writer.Write("<sheetData>");
        foreach (var (title, value) in sheet.About)
        {
            Row(writer, [title, value], style: null);
        }
        writer.Write("</sheetData></worksheet>");
    }

    private static void Columns(StreamWriter writer, IEnumerable<int> widths)
    {
        writer.Write("<cols>");
        foreach (var (at, width) in widths.Index())
        {
            writer.Write($"<col min=\"{at + 1}\" max=\"{at + 1}\" width=\"{width}\" customWidth=\"1\"/>");
        }
        writer.Write("</cols>");
    }

    private void Row(StreamWriter writer, IReadOnlyList<object?> values, int? style)
    {
        writer.Write("<row>");
        foreach (var value in values)
        {
            Cell(writer, value, style);
        }
        writer.Write("</row>");
    }

    private void Cell(StreamWriter writer, object? value, int? style)
    {
        switch (value)
        {
            case null or "" or double.NaN or double.PositiveInfinity or double.NegativeInfinity:
                writer.Write("<c/>");
                break;
            case string text:
                var kept = style ?? (CsvText.IsFormula(text) ? Typed : 0);
                writer.Write(
                    $"<c t=\"inlineStr\" s=\"{kept}\"><is><t xml:space=\"preserve\">{Escaped(text)}</t></is></c>"
                );
                break;
            case bool flag:
                writer.Write($"<c t=\"b\"><v>{(flag ? 1 : 0)}</v></c>");
                break;
            case Money money:
                Number(writer, Text(money.ToDecimal()), Amount);
                break;
            case decimal amount:
                Number(writer, Text(amount), Amount);
                break;
            case double number:
                Number(writer, number.ToString("R", CultureInfo.InvariantCulture), 0);
                break;
            case DateOnly date:
                Number(writer, Text(date.ToDateTime(TimeOnly.MinValue).ToOADate()), Day);
                break;
            case DateTimeOffset instant:
                Number(writer, Text(TimeZoneInfo.ConvertTime(instant, sheet.Zone).DateTime.ToOADate()), Instant);
                break;
            case IFormattable whole:
                Number(writer, Text(whole), Whole);
                break;
            default:
                throw new ArgumentException($"A table cannot hold a {value.GetType()}.", nameof(value));
        }
    }

    private static void Number(StreamWriter writer, string number, int style) =>
        writer.Write($"<c s=\"{style}\"><v>{number}</v></c>");

    /// <summary>What XML or a workbook cannot hold is left out; _x0041_ would be read as a letter and is kept apart.</summary>
    private static string Escaped(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length && kept.Length < LongestText; at++)
        {
            if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
            {
                kept.Append(text[at]).Append(text[++at]);
            }
            else if (XmlConvert.IsXmlChar(text[at]))
            {
                kept.Append(text[at]);
            }
        }
        return kept.Replace("_x", "_x005F_x")
            .Replace("&", "&amp;")
            .Replace("<", "&lt;")
            .Replace(">", "&gt;")
            .Replace("\r", "&#13;")
            .ToString();
    }

    private string NextPage(string name)
    {
        pages.Add(name);
        return $"xl/worksheets/sheet{pages.Count}.xml";
    }

    private void Frame()
    {
        var numbered = pages.Index().Select(page => (Number: page.Index + 1, Name: page.Item)).ToList();
        Part(
            "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
                + string.Concat(
                    numbered.Select(page =>
                        $"<sheet name=\"{Escaped(page.Name)}\" sheetId=\"{page.Number}\" r:id=\"rId{page.Number}\"/>"
                    )
                )
                + "</sheets></workbook>"
        );
        Part(
            "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{Package}/relationships\">"
                + string.Concat(
                    numbered.Select(page =>
                        $"<Relationship Id=\"rId{page.Number}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{page.Number}.xml\"/>"
                    )
                )
                + $"<Relationship Id=\"rId{pages.Count + 1}\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>"
        );
        Part(
            "_rels/.rels",
            $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        Part(
            "[Content_Types].xml",
            $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Kind}.sheet.main+xml\"/>"
                + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{Kind}.styles+xml\"/>"
                + string.Concat(
                    numbered.Select(page =>
                        $"<Override PartName=\"/xl/worksheets/sheet{page.Number}.xml\" ContentType=\"{Kind}.worksheet+xml\"/>"
                    )
                )
                + "</Types>"
        );
        Part(
            "xl/styles.xml",
            $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"#,##0.00##\"/>"
                + "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\"/><numFmt numFmtId=\"166\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/></numFmts>"
                + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
                + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
                + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"7\">"
                + Style(0, font: 0)
                + Style(0, font: 1)
                + Style(3, font: 0)
                + Style(164, font: 0)
                + Style(165, font: 0)
                + Style(166, font: 0)
                + "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" quotePrefix=\"1\"/>"
                + "</cellXfs></styleSheet>"
        );
    }

    private static string Style(int format, int font) =>
        $"<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>";

    private void Part(string path, string content)
    {
        using var writer = Open(path);
        writer.Write(content);
    }

    private StreamWriter Open(string path)
    {
        var writer = new StreamWriter(
            archive.CreateEntry(path, CompressionLevel.Fastest).Open(),
            new UTF8Encoding(false)
        );
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
        return writer;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>The letters of a column: 1 is A, 27 is AA.</summary>
    private static string Column(int number) =>
        number <= 26 ? $"{(char)('A' + number - 1)}" : Column((number - 1) / 26) + Column(((number - 1) % 26) + 1);
}
