using System.IO.Compression;
using System.Text;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>Files in .xlsx: the same rows, rules and answers as in .csv, and nothing a hostile one could do.</summary>
public sealed class WorkbookTests
{
    private static readonly string Header = Workbook.Texts(
        1,
        "line_id",
        "booked_on",
        "amount",
        "customer_id",
        "currency"
    );

    [DatabaseTheory]
    public async Task Import_OfAWorkbook_TakesNumbersDatesAndTexts(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);

        var answer = await ImportAsync(
            lab,
            new Workbook
            {
                HasHiddenSheet = true,
                Strings = ["<t>DKK</t>", "<r><t>K</t></r><r><t xml:space=\"preserve\">;1</t></r><rPh><t>ka</t></rPh>"],
                Rows =
                    Header
                    + """
                    <row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>46027</v></c><c r="C2" s="3"><v>1234.5600000000001</v></c><c r="D2" t="s"><v>1</v></c><c r="E2" t="s"><v>0</v></c></row>
                    <row r="4" spans="1:5"><c r="A4" t="str"><f>1+1</f><v>2</v></c><c r="B4" s="2"><v>46028.25</v></c><c r="C4"><v>-1.5E3</v></c><c r="E4" t="s"><v>0</v></c><c r="H4" s="1"/></row>
                    <row r="5"><c r="A5"><v>3</v></c><c r="B5" t="d"><v>2026-01-07T00:00:00</v></c><c r="C5"><v>1.234</v></c><c r="D5" t="b"><v>1</v></c><c r="E5" t="inlineStr"><is><t>DKK</t></is></c></row>
                    """,
            }
        );

        Assert.Equal(ImportAnswer.Imported, answer.Status);
        Assert.Equal("Ark1", answer.Detected!.Sheet);
        Assert.Equal(
            ["1 K;1 20260105 12345600", "2  20260106 -15000000", "3 TRUE 20260107 12340"],
            await lab.LinesAsync()
        );
    }

    [Fact]
    public async Task Import_OfAWorkbookFrom1904_CountsItsDaysFromThere()
    {
        await using var lab = await ImportLab.CreateAsync();

        await ImportAsync(
            lab,
            new Workbook
            {
                Is1904 = true,
                Rows =
                    Header
                    + """<row r="2"><c><v>1</v></c><c s="1"><v>44565</v></c><c><v>2</v></c><c/><c t="str"><v>DKK</v></c></row>""",
            }
        );

        Assert.Equal(["1  20260105 20000"], await lab.LinesAsync());
    }

    [Fact]
    public async Task Import_WithWrongCells_NamesSheetRowAndColumn()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await ImportAsync(
            lab,
            new Workbook
            {
                SheetName = "Salg",
                Rows =
                    Header
                    + """
                    <row r="7"><c><v>1</v></c><c s="1"><v>46027</v></c><c t="e"><v>#DIV/0!</v></c><c t="e"><v>#N/A</v></c><c t="str"><v>DKK</v></c></row>
                    <row r="9"><c><v>1</v></c><c s="1"><v>60</v></c><c><f>B9*2</f></c><c/><c t="str"><v>DKK</v></c></row>
                    """,
            }
        );

        Assert.Equal(ImportAnswer.Refused, answer.Status);
        Assert.Equal(
            [
                ("Salg", 7, "amount", "#DIV/0!"),
                ("Salg", 7, "customer_id", "#N/A"),
                ("Salg", 9, "booked_on", "1900-02-29"),
                ("Salg", 9, "amount", "=B9*2"),
            ],
            answer.Errors!.Select(error => (error.Sheet, error.Line, error.Column, error.Value))
        );
        Assert.All(answer.Errors!, error => Assert.Equal("xlsx.noValue", error.Code));
    }

    [Fact]
    public async Task Import_WithDanishTextsAmongNumbers_ReadsBothByTheProfile()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync(
            "revenue",
            new Workbook
            {
                SheetName = "Poster",
                Rows =
                    Workbook.Texts(1, "Bilag", "Dato", "Beløb", "Valuta")
                    + Workbook.Texts(2, "1", "05.01.2026", "1234,5", "DKK")
                    + """<row r="3"><c><v>2</v></c><c s="1"><v>46028</v></c><c><v>0.125</v></c><c t="str"><v>DKK</v></c></row>""",
            }.ToBytes(),
            """
            {"sheet":"poster","encoding":"windows-1252","delimiter":",","decimal":",",
             "columns":{"line_id":"bilag","booked_on":"dato","amount":"beløb","currency":"valuta"}}
            """,
            name: "poster.xlsx"
        );

        Assert.Equal(("Poster", "dd.MM.yyyy"), (answer.Detected!.Sheet, answer.Detected.DateFormat));
        Assert.Equal(["1  20260105 12345000", "2  20260106 1250"], await lab.LinesAsync());
    }

    [Fact]
    public async Task Import_OfTheSameRowsSavedAgain_IsAlreadyThere()
    {
        await using var lab = await ImportLab.CreateAsync();
        var rows = Header + Workbook.Texts(2, "1", "2026-01-05", "1", "A", "DKK");
        await ImportAsync(lab, new Workbook { Rows = rows });

        var again = await ImportAsync(lab, new Workbook { Rows = rows, Strings = ["<t>left over</t>"] });

        Assert.Equal(ImportAnswer.AlreadyImported, again.Status);
    }

    [Fact]
    public async Task Quarantine_OfAWorkbook_ComesBackAsText()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await ImportAsync(
            lab,
            new Workbook
            {
                Rows =
                    Header
                    + Workbook.Texts(2, "1", "2026-01-05", "1", "A", "DKK")
                    + """<row r="3"><c><v>2</v></c><c s="1"><v>46027</v></c><c t="e"><v>#N/A</v></c><c/><c t="str"><v>DKK</v></c></row>""",
            },
            request => request with { Quarantine = true }
        );
        var file = await lab.Get<QuarantineDownload>().OpenAsync(answer.Id!.Value, default);
        using var reader = new StreamReader(file!.Content);
        var text = await reader.ReadToEndAsync();

        Assert.Equal(1, answer.Rows.Quarantined);
        Assert.Contains("2;2026-01-05;#N/A;;DKK;", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithADocumentType_IsRefused()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await ImportAsync(
            lab,
            new Workbook
            {
                Prolog = """<!DOCTYPE worksheet [<!ENTITY file SYSTEM "file:///etc/passwd">]>""",
                Rows = Header + Workbook.Texts(2, "1", "2026-01-05", "1", "&file;", "DKK"),
            }
        );

        Assert.Equal((ImportAnswer.Refused, "xlsx.corrupt"), (answer.Status, answer.Errors![0].Code));
    }

    [Fact]
    public async Task Import_OfABomb_IsRefusedBeforeItIsUnpacked()
    {
        await using var lab = await ImportLab.CreateAsync();
        var row = $"""<c t="str"><v>{new string(' ', 20_000)}</v></c>""";

        var answer = await ImportAsync(
            lab,
            new Workbook
            {
                Rows = Header + string.Concat(Enumerable.Range(2, 4_000).Select(i => $"<row r=\"{i}\">{row}</row>")),
            },
            name: "bomb.xlsx"
        );

        Assert.Equal("xlsx.bomb", answer.Errors![0].Code);
    }

    [Theory]
    [InlineData("Imports:MaxSharedStrings", "2", "xlsx.tooManyStrings")]
    [InlineData("Imports:MaxSharedStringCharacters", "5", "xlsx.tooManyStrings")]
    [InlineData("Imports:MaxSheets", "0", "xlsx.tooManySheets")]
    [InlineData("Imports:MaxContentBytes", "300", "file.tooLarge")]
    public async Task Import_BeyondALimit_SaysWhich(string key, string value, string code)
    {
        await using var lab = await ImportLab.CreateAsync(
            configuration: new Dictionary<string, string?> { [key] = value }
        );

        var answer = await ImportAsync(
            lab,
            new Workbook { Strings = ["<t>one</t>", "<t>two</t>", "<t>three</t>"], Rows = Header }
        );

        Assert.Equal((ImportAnswer.Refused, code), (answer.Status, answer.Errors![0].Code));
    }

    [Fact]
    public async Task Import_OfAWorkbookWithADamagedPart_IsRefused()
    {
        await using var lab = await ImportLab.CreateAsync();
        var workbook = new Workbook { Rows = Header }.ToBytes();
        foreach (var (what, to) in new[] { ("PK\u0003\u0004", "PK\u0003\u0005"), ("PK\u0001\u0002", "PK\u0001\u0003") })
        {
            // Every header of its kind, so that the part that is read has one of them.
            var damaged = Encoding.Latin1.GetBytes(
                Encoding.Latin1.GetString(workbook).Replace(what, to, StringComparison.Ordinal)
            );

            var answer = await lab.ImportAsync("revenue", damaged, name: "damaged.xlsx");

            Assert.Equal(ImportAnswer.Refused, answer.Status);
            Assert.NotEmpty(answer.Errors!);
        }
    }

    [Theory]
    [InlineData("<row r=\"3\"/><row r=\"2\"/>", "xlsx.corrupt")]
    [InlineData("<row r=\"1048577\"/>", "xlsx.corrupt")]
    [InlineData("<row r=\"2\"><c r=\"XFE2\"><v>1</v></c></row>", "xlsx.corrupt")]
    [InlineData("<row r=\"2\"><c t=\"s\"><v>7</v></c></row>", "xlsx.corrupt")]
    [InlineData("", "file.headerOnly")]
    public async Task Import_OfADamagedSheet_IsRefused(string rows, string code)
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await ImportAsync(lab, new Workbook { Rows = Header + rows });

        Assert.Equal((ImportAnswer.Refused, code), (answer.Status, answer.Errors![0].Code));
    }

    [Fact]
    public async Task Import_OfOtherArchives_SaysThatTheyAreNoWorkbook()
    {
        await using var lab = await ImportLab.CreateAsync();
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("revenue.csv");
        }

        var other = await lab.ImportAsync("revenue", zip.ToArray());
        var cut = await lab.ImportAsync("revenue", new Workbook { Rows = Header }.ToBytes()[..400]);
        var old = await lab.ImportAsync(
            "revenue",
            [0xD0, 0xCF, 0x11, 0xE0, .. Encoding.ASCII.GetBytes(new string('x', 99))]
        );

        Assert.Equal(
            ["xlsx.notWorkbook", "xlsx.corrupt", "file.spreadsheet"],
            new[] { other, cut, old }.Select(answer => answer.Errors![0].Code)
        );
    }

    [Fact]
    public async Task Command_WithASheetThatIsNotThere_NamesTheOnesThatAre()
    {
        await using var lab = await ImportLab.CreateAsync();
        var path = lab.Write(
            "book.xlsx",
            new Workbook { Rows = Header + Workbook.Texts(2, "1", "2026-01-05", "x", "A", "DKK") }.ToBytes()
        );

        var missing = await lab.CommandAsync($"import revenue {path} --sheet Other");
        var wrong = await lab.CommandAsync($"import revenue {path} --sheet ark1");

        Assert.Contains("no sheet \"Other\". It has: Ark1", missing.Out, StringComparison.Ordinal);
        Assert.Contains(
            "sheet \"Ark1\" row 2, amount \"x\": This is not a number.",
            wrong.Out,
            StringComparison.Ordinal
        );
    }

    private static Task<ImportAnswer> ImportAsync(
        ImportLab lab,
        Workbook workbook,
        Func<ImportRequest, ImportRequest>? change = null,
        string name = "book.xlsx"
    ) => lab.ImportAsync("revenue", workbook.ToBytes(), change: change, name: name);
}
