using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Imports.Kinds;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class ImportProfileTests
{
    private static readonly ImportKind Revenue = ImportKind.Find("revenue")!;

    [Fact]
    public void Parse_OfAWholeProfile_ReadsEachPart()
    {
        var profile = ImportProfile.Parse(
            """{"kind":"revenue","source":"erp","delimiter":";","encoding":"windows-1252","decimal":",","dateFormat":"dd.MM.yyyy HH:mm","columns":{"booked_on":"Dato"},"constants":{"currency":"GBP"},"missing":{"customer_id":["-","0"]}}""",
            Revenue
        );

        Assert.Equal(
            ("erp", ';', "windows-1252", ','),
            (profile.Source, profile.Delimiter, profile.Encoding!.Name, profile.Decimal)
        );
        Assert.Equal(
            ("dd.MM.yyyy", "Dato", "GBP"),
            (profile.Date!.Pattern, profile.Columns["booked_on"], profile.Constants["currency"])
        );
        Assert.Equal(["-", "0"], profile.Missing["customer_id"]);
    }

    [Theory]
    [InlineData("""{"kind":"surveys"}""", "profile.otherKind")]
    [InlineData("""{"seperator":";"}""", "profile.unknownKey")]
    [InlineData("""{"columns":{"amuont":"Beløb"}}""", "profile.unknownColumn")]
    [InlineData("""{"constants":{"vat":"25"}}""", "profile.unknownColumn")]
    [InlineData("""{"delimiter":"#"}""", "profile.delimiter")]
    [InlineData("""{"encoding":"ebcdic"}""", "profile.encoding")]
    [InlineData("""{"decimal":"'"}""", "profile.decimal")]
    [InlineData("""{"dateFormat":"dd MMM yy"}""", "profile.dateFormat")]
    [InlineData("""{"missing":{"amount":"x"}}""", "profile.json")]
    [InlineData("""["revenue"]""", "profile.json")]
    [InlineData("""not json""", "profile.json")]
    public void Parse_OfSomethingUnknown_IsRefusedByName(string json, string code) =>
        Assert.Equal(code, Assert.Throws<ImportUsageException>(() => ImportProfile.Parse(json, Revenue)).Reason.Code);

    [Fact]
    public void Hash_OfTheSameContentInAnotherOrder_IsTheSame()
    {
        var one = ImportProfile.Parse("""{"decimal":",","constants":{"currency":"GBP","product":"x"}}""", Revenue);
        var other = ImportProfile.Parse(
            """{ "constants": {"product":"x","currency":"GBP"}, "decimal":"," }""",
            Revenue
        );

        Assert.Equal(one.Hash(), other.Hash());
        Assert.NotEqual(one.Hash(), one.With(null, null, ".", null).Hash());
    }

    [Fact]
    public async Task Import_WithAColumnThatTheFileLacks_NamesIt()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync(
            "revenue",
            "booked_on,amount\n2026-01-05,1\n",
            """{"columns":{"product":"StockCode"},"constants":{"currency":"GBP"}}"""
        );

        Assert.Equal(("product", "header.mappedMissing"), (answer.Errors![0].Column, answer.Errors[0].Code));
        Assert.Contains("StockCode", answer.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithConstants_FillsAlsoRequiredColumns()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync(
            "surveys",
            "score;RESPNUM\n9;1\n",
            """{"columns":{"response_id":"RESPNUM"},"constants":{"answered_at":"2017-05-15T12:00:00","level":"journey"}}"""
        );

        Assert.Equal(ImportAnswer.Imported, answer.Status);
        Assert.Equal("journey", await lab.ScalarAsync<string>("SELECT [Level] FROM [SurveyResponse]"));
    }
}
