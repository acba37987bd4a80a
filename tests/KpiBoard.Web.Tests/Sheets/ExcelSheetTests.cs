using System.IO.Compression;
using System.Xml.Linq;
using KpiBoard.Core;
using KpiBoard.Web.Infrastructure.Sheets;
using Xunit;

namespace KpiBoard.Web.Tests.Sheets;

public sealed class ExcelSheetTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Fact]
    public async Task Write_EveryKindOfValue_KeepsItsType()
    {
        using var book = await WriteAsync(
            Sheet.Of(
                "t",
                ["text", "money", "number", "day", "instant", "flag", "nothing"],
                [
                    [
                        "Ærø & <Søn>\u0001 _x0041_",
                        Money.FromDecimal(-1234.5678m),
                        -0.25,
                        new DateOnly(2026, 11, 21),
                        new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
                        true,
                        null,
                    ],
                ]
            )
        );

        var cells = Cells(book, "sheet1").Last();

        Assert.Equal("Ærø & <Søn> _x005F_x0041_", cells[0].Value);
        Assert.Equal("inlineStr", cells[0].Attribute("t")!.Value);
        Assert.Equal(["-1234.5678", "-0.25", "46347", "46347.5", "1", ""], cells.Skip(1).Select(cell => cell.Value));
        Assert.All(cells.Skip(1).Take(4), cell => Assert.Null(cell.Attribute("t")));
    }

    [Fact]
    public async Task Write_WhatLooksLikeAFormula_IsTypedTextAndNeverAFormula()
    {
        using var book = await WriteAsync(
            Sheet.Of(
                "t",
                ["text"],
                [
                    ["=HYPERLINK(\"http://x\")"],
                    ["-3"],
                ]
            )
        );

        var styles = Part(book, "xl/styles.xml").Descendants(Main + "cellXfs").Elements().ToList();

        Assert.Empty(Part(book, "xl/worksheets/sheet1.xml").Descendants(Main + "f"));
        Assert.All(
            Cells(book, "sheet1").Skip(1),
            row => Assert.Equal("1", styles[(int)row[0].Attribute("s")!].Attribute("quotePrefix")?.Value)
        );
    }

    [Fact]
    public async Task Write_WithWhatItIsAbout_HasASecondPage()
    {
        using var book = await WriteAsync(
            Sheet.Of(
                "t",
                ["a"],
                [
                    ["x"],
                ]
            ) with
            {
                About = [("Company", "Aldervik"), ("Money in", "DKK")],
            }
        );

        var names = Part(book, "xl/workbook.xml")
            .Descendants(Main + "sheet")
            .Select(page => page.Attribute("name")!.Value);

        Assert.Equal(["Table", "About"], names);
        Assert.Equal(["Money in", "DKK"], Cells(book, "sheet2")[1].Select(cell => cell.Value));
    }

    private static async Task<ZipArchive> WriteAsync(Sheet sheet)
    {
        var stream = new MemoryStream();
        await ExcelSheet.WriteAsync(stream, sheet, "Table", "About", TestContext.Current.CancellationToken);
        return new ZipArchive(stream, ZipArchiveMode.Read);
    }

    private static XDocument Part(ZipArchive book, string path)
    {
        using var stream = book.GetEntry(path)!.Open();
        return XDocument.Load(stream);
    }

    private static List<List<XElement>> Cells(ZipArchive book, string page) =>
        [.. Part(book, $"xl/worksheets/{page}.xml").Descendants(Main + "row").Select(row => row.Elements().ToList())];
}
