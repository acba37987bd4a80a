using System.Globalization;
using System.Text;
using System.Xml;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>What has to be known of a workbook before a sheet of it can be read: which sheet, its texts, its formats.</summary>
public sealed class XlsxWorkbook
{
    private const int MaxDepth = 64;

    private readonly List<string> strings = [];
    private readonly List<bool> isDate = [];

    private XlsxWorkbook() { }

    /// <summary>The names of the sheets that people see, in the workbook's order.</summary>
    public IReadOnlyList<string> Sheets { get; private set; } = [];

    /// <summary>The sheet that is read.</summary>
    public string Sheet { get; private set; } = "";

    public string SheetPart { get; private set; } = "";

    /// <summary>Days are counted from 1904, as old Macintosh workbooks do.</summary>
    public bool Is1904 { get; private set; }

    /// <summary>Reads everything but the sheet itself.</summary>
    /// <param name="wanted">The sheet's name; without it the first that is not hidden.</param>
    /// <exception cref="ImportRefusedException">It is no workbook, too large, or has no such sheet.</exception>
    public static XlsxWorkbook Load(XlsxPackage package, string? wanted, ImportOptions options)
    {
        try
        {
            var workbook = new XlsxWorkbook();
            var main =
                Relations(package, "_rels/.rels", "").FirstOrDefault(part => part.Type == "officeDocument")
                ?? throw new ImportRefusedException("xlsx.notWorkbook");
            var folder = main.Path.Contains('/') ? main.Path[..(main.Path.LastIndexOf('/') + 1)] : "";
            var parts = Relations(package, $"{folder}_rels/{main.Path[folder.Length..]}.rels", folder).ToList();
            workbook.ReadSheets(package, main.Path, parts, wanted, options);
            workbook.ReadFormats(package, parts);
            workbook.ReadStrings(package, parts, options);
            return workbook;
        }
        catch (Exception error) when (error is XmlException or InvalidDataException)
        {
            throw new ImportRefusedException("xlsx.corrupt");
        }
    }

    /// <summary>The text of a cell that refers to the workbook's list.</summary>
    public string Text(string index) =>
        int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < strings.Count
            ? strings[at]
            : throw new ImportRefusedException("xlsx.corrupt");

    /// <summary>Whether numbers with this format are shown as dates.</summary>
    public bool IsDate(string? style) =>
        style is not null
        && int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at < isDate.Count
        && isDate[at];

    /// <summary>Moves on; a workbook nests a few elements and never dozens.</summary>
    public static bool Next(XmlReader reader) =>
        reader.Read() && (reader.Depth < MaxDepth ? true : throw new ImportRefusedException("xlsx.corrupt"));

    private void ReadSheets(
        XlsxPackage package,
        string path,
        List<Relation> parts,
        string? wanted,
        ImportOptions options
    )
    {
        var found = new List<(string Name, string Id, bool IsHidden)>();
        using var reader = package.Read(path) ?? throw new ImportRefusedException("xlsx.notWorkbook");
        while (Next(reader))
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }
            if (reader.LocalName == "workbookPr")
            {
                Is1904 = reader.GetAttribute("date1904") is "1" or "true";
            }
            else if (reader.LocalName == "sheet")
            {
                found.Add(
                    (
                        reader.GetAttribute("name") ?? "",
                        Id(reader),
                        reader.GetAttribute("state") is not (null or "visible")
                    )
                );
                if (found.Count > options.MaxSheets)
                {
                    throw new ImportRefusedException("xlsx.tooManySheets", $"{options.MaxSheets}");
                }
            }
        }
        Sheets = [.. found.Where(sheet => !sheet.IsHidden).Select(sheet => sheet.Name)];
        Sheet = wanted is null
            ? Sheets.FirstOrDefault() ?? throw new ImportRefusedException("file.empty")
            : Sheets.FirstOrDefault(name => name.Trim().Equals(wanted.Trim(), StringComparison.OrdinalIgnoreCase))
                ?? throw new ImportRefusedException("xlsx.noSheet", wanted, string.Join(", ", Sheets));
        var id = found.First(sheet => !sheet.IsHidden && sheet.Name == Sheet).Id;
        // A sheet may also be a chart, which has no rows.
        SheetPart =
            parts.FirstOrDefault(part => part.Id == id && part.Type == "worksheet")?.Path
            ?? throw new ImportRefusedException("xlsx.noRows", Sheet);
    }

    private void ReadFormats(XlsxPackage package, List<Relation> parts)
    {
        using var reader = parts.Find(part => part.Type == "styles") is { } part ? package.Read(part.Path) : null;
        if (reader is null)
        {
            return;
        }
        var own = new Dictionary<int, bool>();
        var isInCells = false;
        while (Next(reader))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "numFmt")
            {
                own[Number(reader, "numFmtId")] = NumberFormat.IsDate(reader.GetAttribute("formatCode") ?? "");
            }
            else if (reader.LocalName == "cellXfs")
            {
                isInCells = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            }
            else if (isInCells && reader.NodeType == XmlNodeType.Element && reader.LocalName == "xf")
            {
                var format = Number(reader, "numFmtId");
                isDate.Add(own.TryGetValue(format, out var known) ? known : NumberFormat.IsDate(format));
            }
        }
    }

    private void ReadStrings(XlsxPackage package, List<Relation> parts, ImportOptions options)
    {
        using var reader = parts.Find(part => part.Type == "sharedStrings") is { } part
            ? package.Read(part.Path)
            : null;
        if (reader is null)
        {
            return;
        }
        var (text, isText, reading, characters) = (new StringBuilder(), false, 0, 0L);
        while (Next(reader))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "si" && reader.IsEmptyElement:
                    strings.Add("");
                    break;
                // How a Japanese text is pronounced is no part of it.
                case XmlNodeType.Element when reader.LocalName == "rPh" && !reader.IsEmptyElement:
                    reading++;
                    break;
                case XmlNodeType.Element when reader.LocalName == "t":
                    isText = !reader.IsEmptyElement && reading == 0;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "t":
                    isText = false;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "rPh":
                    reading--;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "si":
                    strings.Add(SheetText.Clean(text.ToString()));
                    text.Clear();
                    break;
                case XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.SignificantWhitespace
                or XmlNodeType.Whitespace when isText:
                    characters += reader.Value.Length;
                    text.Append(reader.Value);
                    break;
                default:
                    break;
            }
            if (strings.Count > options.MaxSharedStrings || characters > options.MaxSharedStringCharacters)
            {
                throw new ImportRefusedException(
                    "xlsx.tooManyStrings",
                    options.MaxSharedStrings.ToString("N0", CultureInfo.InvariantCulture),
                    $"{options.MaxSharedStringCharacters >> 20}"
                );
            }
        }
    }

    private static IEnumerable<Relation> Relations(XlsxPackage package, string path, string folder)
    {
        using var reader = package.Read(path) ?? throw new ImportRefusedException("xlsx.notWorkbook");
        while (Next(reader))
        {
            if (
                reader.NodeType == XmlNodeType.Element
                && reader.LocalName == "Relationship"
                && reader.GetAttribute("TargetMode") != "External"
                && reader.GetAttribute("Target") is { } target
            )
            {
                var type = reader.GetAttribute("Type") ?? "";
                yield return new Relation(
                    reader.GetAttribute("Id") ?? "",
                    type[(type.LastIndexOf('/') + 1)..],
                    Resolve(folder, target)
                );
            }
        }
    }

    private static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/'))
        {
            return target[1..];
        }
        var path = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in target.Split('/'))
        {
            if (step == ".." && path.Count > 0)
            {
                path.RemoveAt(path.Count - 1);
            }
            else if (step is not ("." or ".."))
            {
                path.Add(step);
            }
        }
        return string.Join('/', path);
    }

    /// <summary>The relation's id; its prefix differs from program to program, and sheetId is another thing.</summary>
    private static string Id(XmlReader reader)
    {
        var id = "";
        while (reader.MoveToNextAttribute())
        {
            id = reader.LocalName == "id" ? reader.Value : id;
        }
        reader.MoveToElement();
        return id;
    }

    private static int Number(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : 0;

    private sealed record Relation(string Id, string Type, string Path);
}
