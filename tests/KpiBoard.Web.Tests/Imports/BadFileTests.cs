using System.Text;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>Every way in which a file can be wrong: where it says so, what it says, and that nothing is stored.</summary>
public sealed class BadFileTests
{
    private const string Header = "line_id,booked_on,amount,customer_id,currency\n";
    private const string Good = "1,2026-01-05,12.50,A,DKK\n";

    [Theory]
    [InlineData("3,2026-13-05,1.00,B,DKK", "booked_on", "date.impossible", "2026-13-05")]
    [InlineData("3,2026-02-30,1.00,B,DKK", "booked_on", "date.impossible", "2026-02-30")]
    [InlineData("3,soon,1.00,B,DKK", "booked_on", "date.invalid", "soon")]
    [InlineData("3,2026-01-05 25:00,1.00,B,DKK", "booked_on", "date.time", "2026-01-05 25:00")]
    [InlineData("3,,1.00,B,DKK", "booked_on", "value.required", "")]
    [InlineData("3,1026-01-05,1.00,B,DKK", "booked_on", "date.tooOld", "1026-01-05")]
    [InlineData("3,2026-11-23,1.00,B,DKK", "booked_on", "date.future", "2026-11-23")]
    [InlineData("3,2026-01-05,abc,B,DKK", "amount", "number.invalid", "abc")]
    [InlineData("3,2026-01-05,,B,DKK", "amount", "value.required", "")]
    [InlineData("3,2026-01-05,\"1,234.50\",B,DKK", "amount", "number.thousands", "1,234.50")]
    [InlineData("3,2026-01-05,(12.50),B,DKK", "amount", "number.brackets", "(12.50)")]
    [InlineData(
        "3,2026-01-05,1.23456789012345678901,B,DKK",
        "amount",
        "number.tooManyDecimals",
        "1.23456789012345678901"
    )]
    [InlineData("3,2026-01-05,922337203685477.5808,B,DKK", "amount", "number.overflow", "922337203685477.5808")]
    [InlineData("3,2026-01-05,1.00,B,KRONER", "currency", "currency.invalid", "KRONER")]
    [InlineData("3,2026-01-05,1.00,B,D1K", "currency", "currency.invalid", "D1K")]
    [InlineData("3,2026-01-05,1.00,B", null, "row.fields", null)]
    [InlineData("3,2026-01-05,1.00,B,DKK,extra", null, "row.fields", null)]
    [InlineData("3,2026-01-05,1.00,\"B\"x,DKK", null, "row.textAfterQuote", null)]
    [InlineData("1,2026-01-05,1.00,B,DKK", "line_id", "key.duplicate", "1")]
    public async Task Import_WithABadRow_IsRefusedWithLineAndColumn(
        string row,
        string? column,
        string code,
        string? value
    )
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("revenue", Header + Good + row + "\n2,2026-01-06,1.00,C,DKK\n");

        Assert.Equal(ImportAnswer.Refused, answer.Status);
        var error = Assert.Single(answer.Errors!);
        Assert.Equal((3, column, code, value), (error.Line, error.Column, error.Code, error.Value));
        Assert.NotEmpty(error.Message);
        await AssertNothingIsStoredAsync(lab);
    }

    [Theory]
    [InlineData("booked_on,customer_id\n2026-01-05,A\n", "amount", "header.missing")]
    [InlineData("amount,customer_id\n1.5,A\n", "booked_on", "header.missing")]
    [InlineData("booked_on,quantity\n2026-01-05,1\n", "unit_price", "header.missing")]
    [InlineData("booked_on,amount,Amount\n2026-01-05,1,2\n", "amount", "header.duplicate")]
    [InlineData("booked_on,amount,currency\n", null, "file.headerOnly")]
    [InlineData("", null, "file.empty")]
    [InlineData("\uFEFF", null, "file.empty")]
    [InlineData(" \n\n \n", null, "file.empty")]
    [InlineData("%PDF\u0001\u0002", null, "file.binary")]
    [InlineData("PK\u0003\u0004rest", null, "xlsx.corrupt")]
    public async Task Import_OfAFileThatIsNoTable_IsRefused(string text, string? column, string code)
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("revenue", text);

        Assert.Equal(ImportAnswer.Refused, answer.Status);
        var error = Assert.Single(answer.Errors!);
        Assert.Equal((1, column, code), (error.Line, error.Column, error.Code));
        await AssertNothingIsStoredAsync(lab);
    }

    [Fact]
    public async Task Import_WithAQuoteLeftOpen_NamesTheLineWhereItOpens()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync(
            "revenue",
            Header + Good + "2,2026-01-05,\"1.00,B,DKK\n3,2026-01-06,1,C,DKK\n"
        );

        Assert.Equal((3, "row.openQuote"), (answer.Errors![0].Line, answer.Errors[0].Code));
        await AssertNothingIsStoredAsync(lab);
    }

    [Fact]
    public async Task Import_WithZeroBytesInTheMiddle_NamesTheLine()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("revenue", Header + Good + "2,2026-01-05,1.\00,B,DKK\n");

        Assert.Equal((3, "file.binary"), (answer.Errors![0].Line, answer.Errors[0].Code));
    }

    [Theory]
    [InlineData("windows-1252", "utf-8", "encoding.notUtf8", 3)]
    [InlineData("utf-8", "windows-1252", "encoding.isUtf8", 3)]
    [InlineData("utf-8", "utf-16", "encoding.notUtf16", 1)]
    [InlineData("utf-16", "utf-8", "encoding.utf16", 1)]
    public async Task Import_InAnotherEncodingThanTheProfiles_IsRefused(
        string actual,
        string declared,
        string code,
        int line
    )
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync(
            "customers",
            Encoding.GetEncoding(actual).GetBytes("customer_id,name\nA,Alma\nB,Bjørn\n"),
            $$"""{"encoding":"{{declared}}"}"""
        );

        Assert.Equal((line, code), (answer.Errors![0].Line, answer.Errors[0].Code));
    }

    [Fact]
    public async Task Import_OfATruncatedUtf16File_IsRefused()
    {
        await using var lab = await ImportLab.CreateAsync();
        var whole = Encoding.Unicode.GetBytes("\uFEFFcustomer_id,name\nA,Alma\nB,Bo \ud83d\ude00");

        var answer = await lab.ImportAsync("customers", whole[..^2]);

        Assert.Equal("encoding.undecodable", answer.Errors![0].Code);
    }

    [Fact]
    public async Task Import_OfAGzipBomb_IsRefusedBeforeItIsUnpacked()
    {
        await using var lab = await ImportLab.CreateAsync();
        var packed = Packed.Gzip(stream =>
        {
            var chunk = new string(' ', 1 << 20).ToCharArray().Select(character => (byte)character).ToArray();
            for (var i = 0; i < 120; i++)
            {
                stream.Write(chunk);
            }
        });

        var answer = await lab.ImportAsync("revenue", packed);

        Assert.Equal("gzip.bomb", answer.Errors![0].Code);
    }

    [Fact]
    public async Task Import_LargerThanTheLimit_IsRefused()
    {
        await using var lab = await ImportLab.CreateAsync(
            configuration: new Dictionary<string, string?> { ["Imports:MaxContentBytes"] = "1000" }
        );

        var answer = await lab.ImportAsync("revenue", Header + string.Concat(Enumerable.Repeat(Good, 100)));

        Assert.Equal("file.tooLarge", answer.Errors![0].Code);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task Import_OfAPackedFileCutShort_IsRefused(double kept)
    {
        await using var lab = await ImportLab.CreateAsync();
        var rows = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{i},2026-01-05,{i}.50,C{i % 70},DKK\n"));
        var packed = Packed.Gzip(Encoding.UTF8.GetBytes(Header + rows));

        var answer = await lab.ImportAsync("revenue", packed[..(int)(packed.Length * kept)]);

        Assert.Equal("gzip.corrupt", answer.Errors![0].Code);
        await AssertNothingIsStoredAsync(lab);
    }

    [Fact]
    public async Task Import_WithManyErrors_KeepsAThousandAndCountsAll()
    {
        await using var lab = await ImportLab.CreateAsync();
        var rows = string.Concat(Enumerable.Range(0, 1_500).Select(i => $"{i},2026-01-05,x,A,DKK\n"));

        var answer = await lab.ImportAsync("revenue", Header + rows);

        Assert.Equal((1_000, 1_500L), (answer.Errors!.Count, answer.ErrorCount));
        Assert.Equal(2, answer.Errors[0].Line);
    }

    [Fact]
    public async Task Import_WithSeveralThingsWrongInARow_NamesEach()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("revenue", Header + Good + "2,2026-13-05,abc,B,K\n");

        Assert.Equal(["booked_on", "amount", "currency"], answer.Errors!.Select(error => error.Column));
    }

    [Fact]
    public async Task Import_WithRecordsOverSeveralLines_CountsLinesOfTheFile()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("customers", "customer_id,name\r\nA,\"one\r\ntwo\"\r\n\r\n,Bo\r\n");

        Assert.Equal((5, "customer_id"), (answer.Errors![0].Line, answer.Errors[0].Column));
    }

    [Fact]
    public async Task Import_OfALongText_IsRefusedAndShownShortened()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("customers", $"customer_id,segment\nA,{new string('ø', 201)}\n");

        Assert.Equal(("segment", "text.tooLong"), (answer.Errors![0].Column, answer.Errors[0].Code));
        Assert.InRange(answer.Errors[0].Value!.Length, 1, 61);
    }

    [Theory]
    [InlineData("score,answered_at\n11,2026-01-05\n", "score", "score.range")]
    [InlineData("score,answered_at\n-1,2026-01-05\n", "score", "score.range")]
    [InlineData("score,answered_at\n7.5,2026-01-05\n", "score", "score.range")]
    [InlineData("score,answered_at\nten,2026-01-05\n", "score", "number.invalid")]
    [InlineData("score,answered_at,level\n7,2026-01-05,yearly\n", "level", "choice.invalid")]
    [InlineData("score,answered_at,audience\n7,2026-01-05,public\n", "audience", "choice.invalid")]
    [InlineData("score,answered_at,weight\n7,2026-01-05,-1\n", "weight", "weight.negative")]
    [InlineData("score,answered_at\n7,2026-11-24T00:00:00\n", "answered_at", "date.future")]
    public async Task Import_OfABadAnswer_IsRefused(string text, string column, string code)
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("surveys", text);

        Assert.Equal((column, code), (answer.Errors![0].Column, answer.Errors[0].Code));
    }

    [Theory]
    [InlineData("SEK,2026-13,0.65", "period", "period.invalid")]
    [InlineData("SEK,2026-1,0.65", "period", "period.invalid")]
    [InlineData("SEK,2026-01,0", "rate", "rate.positive")]
    [InlineData("SEK,2026-01,", "rate", "value.required")]
    [InlineData(",2026-01,0.65", "currency", "value.required")]
    public async Task Import_OfABadRate_IsRefused(string row, string column, string code)
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("rates", $"currency,period,rate\n{row}\n");

        Assert.Equal((column, code), (answer.Errors![0].Column, answer.Errors[0].Code));
    }

    private static async Task AssertNothingIsStoredAsync(ImportLab lab)
    {
        Assert.Equal(0, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [RevenueLine]"));
        Assert.Equal(0, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [Customer] WHERE [Id] <> 0"));
        Assert.Equal(0, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [ImportTotal]"));
        Assert.Empty(await lab.Get<ImportQueries>().LedgerAsync(CancellationToken.None));
    }
}
