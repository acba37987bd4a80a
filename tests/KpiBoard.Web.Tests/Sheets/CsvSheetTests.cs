using KpiBoard.Core;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Sheets;
using Xunit;

namespace KpiBoard.Web.Tests.Sheets;

public sealed class CsvSheetTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+47 22", "'+47 22")]
    [InlineData("-3", "'-3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\uff1d1+1", "'\uff1d1+1")]
    [InlineData("Bo-Bedre A/S", "Bo-Bedre A/S")]
    [InlineData("", "")]
    public void Line_TextThatASpreadsheetWouldCompute_StaysText(string typed, string expected) =>
        Assert.Equal(expected, new CsvSheet(Language.English, TimeZoneInfo.Utc).Line([typed]));

    [Fact]
    public void Line_English_HasCommasAndPoints() =>
        Assert.Equal("\"A, B\",-1234.50,\"say \"\"x\"\"\",-0.25,2026-11-21,true,", Line(Language.English));

    [Theory]
    [InlineData("da")]
    [InlineData("nb")]
    public void Line_Nordic_HasSemicolonsAndDecimalCommas(string language) =>
        Assert.Equal("A, B;-1234,50;\"say \"\"x\"\"\";-0,25;2026-11-21;true;", Line(Language.Find(language)!));

    private static string Line(Language language) =>
        new CsvSheet(language, TimeZoneInfo.Utc).Line([
            "A, B",
            Money.FromDecimal(-1234.5m),
            "say \"x\"",
            -0.25,
            new DateOnly(2026, 11, 21),
            true,
            null,
        ]);
}
