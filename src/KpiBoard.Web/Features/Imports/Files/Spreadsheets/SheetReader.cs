using System.Globalization;
using System.Text;
using System.Xml;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>A sheet of a workbook, row by row, as texts. It keeps one row in memory.</summary>
public sealed class SheetReader : IDisposable
{
    private const int MaxRows = 1_048_576;
    private const int MaxColumns = 16_384;
    private const int LongestText = 32_767;
    private const int ShownFormula = 60;

    private readonly XlsxWorkbook workbook;
    private readonly CellStyle style;
    private readonly XmlReader reader;
    private readonly StringBuilder text = new();
    private readonly StringBuilder formula = new();

    public SheetReader(XlsxPackage package, XlsxWorkbook workbook, CellStyle style)
    {
        this.workbook = workbook;
        this.style = style;
        reader = package.Read(workbook.SheetPart) ?? throw new ImportRefusedException("xlsx.noRows", workbook.Sheet);
    }

    /// <summary>The row's number in the sheet.</summary>
    public int Row { get; private set; }

    /// <summary>The row's cells from the first column to the last that holds something.</summary>
    public List<string> Cells { get; } = [];

    /// <summary>Moves to the next row that the sheet says something about.</summary>
    /// <exception cref="ImportRefusedException">The file is damaged.</exception>
    public bool Read()
    {
        try
        {
            while (XlsxWorkbook.Next(reader))
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "row")
                {
                    ReadRow();
                    return true;
                }
            }
            return false;
        }
        catch (Exception error) when (error is XmlException or InvalidDataException)
        {
            throw Corrupt();
        }
    }

    public void Dispose() => reader.Dispose();

    private void ReadRow()
    {
        Cells.Clear();
        var number = reader.GetAttribute("r") is { } given ? Whole(given) : Row + 1;
        if (number <= Row || number > MaxRows)
        {
            throw Corrupt();
        }
        Row = number;
        if (reader.IsEmptyElement)
        {
            return;
        }
        var depth = reader.Depth;
        var column = -1;
        while (XlsxWorkbook.Next(reader) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "c")
            {
                continue;
            }
            var next = reader.GetAttribute("r") is { } cell ? Column(cell) : column + 1;
            if (next <= column || next >= MaxColumns)
            {
                throw Corrupt();
            }
            column = next;
            var value = ReadCell();
            if (value.Length > 0)
            {
                while (Cells.Count < column)
                {
                    Cells.Add("");
                }
                Cells.Add(value);
            }
        }
    }

    private string ReadCell()
    {
        var (type, format) = (reader.GetAttribute("t"), reader.GetAttribute("s"));
        if (reader.IsEmptyElement)
        {
            return "";
        }
        text.Clear();
        formula.Clear();
        var (depth, hasValue, reading) = (reader.Depth, false, 0);
        StringBuilder? target = null;
        while (XlsxWorkbook.Next(reader) && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName is "v" or "t":
                    hasValue = true;
                    target = reader.IsEmptyElement || reading > 0 ? null : text;
                    break;
                case XmlNodeType.Element when reader.LocalName == "f":
                    // A shared formula stands in its first cell only.
                    formula.Append('=');
                    target = reader.IsEmptyElement ? null : formula;
                    break;
                case XmlNodeType.Element when reader.LocalName == "rPh" && !reader.IsEmptyElement:
                    reading++;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "rPh":
                    reading--;
                    break;
                case XmlNodeType.EndElement:
                    target = null;
                    break;
                case XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.SignificantWhitespace
                or XmlNodeType.Whitespace when target is not null:
                    target.Append(reader.Value);
                    break;
                default:
                    break;
            }
        }
        if (text.Length > LongestText)
        {
            throw Corrupt();
        }
        return !hasValue && formula.Length > 0
            ? SheetText.NoValue + SheetText.Clean(formula.ToString(0, Math.Min(formula.Length, ShownFormula)))
            : Value(type, format, text.ToString());
    }

    private string Value(string? type, string? format, string value) =>
        type switch
        {
            "s" => workbook.Text(value),
            "str" or "inlineStr" => SheetText.Clean(value),
            "b" => value == "1" ? "TRUE" : "FALSE",
            "e" => SheetText.NoValue + SheetText.Clean(value),
            "d" => SheetText.IsoDate(value, style),
            _ when value.Length == 0 => "",
            _ => workbook.IsDate(format)
                ? SheetText.Date(value, workbook.Is1904, style)
                : SheetText.Number(value, style),
        };

    /// <summary>The column of a cell's address: 0 for A17, 26 for AA17.</summary>
    private static int Column(string cell)
    {
        var column = 0;
        foreach (var letter in cell.TakeWhile(char.IsAsciiLetterUpper))
        {
            column = Math.Min(column * 26 + (letter - 'A' + 1), MaxColumns + 1);
        }
        return column - 1;
    }

    private static int Whole(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private ImportRefusedException Corrupt() =>
        new(new ImportError(Math.Max(1, Row), null, null, "xlsx.corrupt") { Sheet = workbook.Sheet });
}
