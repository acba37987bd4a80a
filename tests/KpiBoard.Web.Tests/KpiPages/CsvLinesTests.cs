using KpiBoard.Core;
using KpiBoard.Web.Features.Kpis.Pages;
using KpiBoard.Web.Infrastructure.Localisation;
using Xunit;

namespace KpiBoard.Web.Tests.KpiPages;

public sealed class CsvLinesTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+47 22", "'+47 22")]
    [InlineData("-3", "'-3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("Bo-Bedre A/S", "Bo-Bedre A/S")]
    [InlineData("", "")]
    public void Text_WhatASpreadsheetWouldCompute_StaysText(string typed, string expected) =>
        Assert.Equal(expected, CsvLines.Text(typed));

    [Fact]
    public void Line_English_HasCommasAndPoints() =>
        Assert.Equal("\"A, B\",-1234.50,\"say \"\"x\"\"\"", Line(Language.English));

    [Theory]
    [InlineData("da")]
    [InlineData("nb")]
    public void Line_Nordic_HasSemicolonsAndDecimalCommas(string language) =>
        Assert.Equal("A, B;-1234,50;\"say \"\"x\"\"\"", Line(Language.Find(language)!));

    private static string Line(Language language)
    {
        var csv = new CsvLines(language);
        return csv.Line(["A, B", csv.Number(Money.FromDecimal(-1234.5m)), "say \"x\""]);
    }
}
