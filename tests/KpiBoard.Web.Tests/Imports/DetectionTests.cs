using System.Text;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class DetectionTests
{
    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public async Task Import_WithAnyDelimiter_FindsIt(string delimiter)
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync(
            "revenue",
            "booked_on,customer_id,amount,currency\n2026-01-05,A,12.50,DKK\n".Replace(",", delimiter)
        );

        Assert.Equal(ImportAnswer.Imported, answer.Status);
        Assert.Equal(delimiter, answer.Detected!.Delimiter);
    }

    [Theory]
    [InlineData("utf-8", "utf-8", false)]
    [InlineData("utf-8", "utf-8", true)]
    [InlineData("utf-16", "utf-16", true)]
    [InlineData("utf-16", "utf-16", false)]
    [InlineData("utf-16BE", "utf-16be", true)]
    [InlineData("utf-16BE", "utf-16be", false)]
    [InlineData("windows-1252", "windows-1252", false)]
    public async Task Import_InAnyEncoding_KeepsTheLetters(string encoding, string detected, bool withMark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding(encoding);
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync(
            "customers",
            [
                .. withMark ? bytes.GetPreamble() : [],
                .. bytes.GetBytes("customer_id;name;segment\r\nK1;Søndergård & Ødegård;Små\r\n"),
            ]
        );

        Assert.Equal(detected, answer.Detected!.Encoding);
        Assert.Equal("Søndergård & Ødegård", await lab.ScalarAsync<string>("SELECT [Name] FROM [CustomerVersion]"));
    }

    [Fact]
    public async Task Import_OfANordicExport_IsReadAsItWasMeant()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync(
            "revenue",
            Encoding.Latin1.GetBytes("Booked_On;Amount;Product;currency\r\n21.11.2026 08:15;1234,50;Rugbrød;dkk\r\n")
        );

        Assert.Equal(ImportAnswer.Imported, answer.Status);
        Assert.Equal(new DetectedFormat(";", "windows-1252", ",", "dd.MM.yyyy HH:mm"), answer.Detected);
        Assert.Equal([" " + " 20261121 12345000"], await lab.LinesAsync());
    }

    [Fact]
    public async Task Import_WithExcelsSeparatorLine_SkipsIt()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("customers", "sep=;\ncustomer_id;name\nA;Alma\n");

        Assert.Equal(1, answer.Rows.New);
    }

    [Theory]
    [InlineData("01/02/2026", "31/01/2026", "dd/MM/yyyy")]
    [InlineData("01/02/2026", "01/31/2026", "MM/dd/yyyy")]
    public async Task Import_WithOneTellingDate_UnderstandsAll(string first, string last, string format)
    {
        await using var lab = await ImportLab.CreateAsync();
        var rows = string.Concat(Enumerable.Repeat($"{first},1.50,DKK\n", 3_000));

        var answer = await lab.ImportAsync("revenue", $"booked_on,amount,currency\n{rows}{last},1.50,DKK\n");

        Assert.Equal(format, answer.Detected!.DateFormat);
        Assert.Equal(3_001, answer.Rows.New);
    }

    [Fact]
    public async Task Import_WithOnlyAmbiguousDates_IsRefusedWithTheChoices()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("revenue", "booked_on,amount,currency\n01/02/2026,1.50,DKK\n");

        var error = Assert.Single(answer.Errors!);
        Assert.Equal(
            (2, "booked_on", "01/02/2026", "date.ambiguous"),
            (error.Line, error.Column, error.Value, error.Code)
        );
        Assert.Contains("dd/MM/yyyy", error.Message, StringComparison.Ordinal);
        Assert.Contains("MM/dd/yyyy", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dd/MM/yyyy", 20260201)]
    [InlineData("MM/dd/yyyy", 20260102)]
    public async Task Import_WithTheFormatGiven_IsNotAmbiguous(string format, int day)
    {
        await using var lab = await ImportLab.CreateAsync();

        await lab.ImportAsync(
            "revenue",
            "booked_on,amount,currency\n01/02/2026,1.50,DKK\n",
            $$"""{"kind":"revenue","dateFormat":"{{format}}"}"""
        );

        Assert.Equal([$"  {day} 15000"], await lab.LinesAsync());
    }

    [Theory]
    [InlineData("1.234", "1.234")]
    [InlineData("\"1,234\"", "1,234")]
    public async Task Import_WithOnlyAmbiguousNumbers_IsRefusedWithTheChoices(string amount, string shown)
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("revenue", $"booked_on,amount,currency\n2026-01-02,{amount},DKK\n");

        var error = Assert.Single(answer.Errors!);
        Assert.Equal((2, "amount", shown, "number.ambiguous"), (error.Line, error.Column, error.Value, error.Code));
    }

    [Fact]
    public async Task Import_WithTheDecimalSignGiven_IsNotAmbiguous()
    {
        await using var lab = await ImportLab.CreateAsync();

        await lab.ImportAsync("revenue", "booked_on,amount,currency\n2026-01-02,1.234,DKK\n", """{"decimal":"."}""");

        Assert.Equal(["  20260102 12340"], await lab.LinesAsync());
    }

    [Fact]
    public async Task Import_WithUnknownColumns_ReportsThemAndKeepsThemOut()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("customers", "customer_id,colour,,name\nA,red,,Alma\n");

        Assert.Equal(["colour"], answer.IgnoredColumns);
    }

    [Fact]
    public async Task Import_OfAPackedFile_IsTheSameFile()
    {
        await using var lab = await ImportLab.CreateAsync();
        var text = Encoding.UTF8.GetBytes("customer_id,name\nA,Alma\n");

        var plain = await lab.ImportAsync("customers", text);
        var packed = await lab.ImportAsync("customers", Packed.Gzip(text), name: "file.csv.gz");

        Assert.Equal(ImportAnswer.AlreadyImported, packed.Status);
        Assert.Equal(plain.Hash, packed.Hash);
    }
}
