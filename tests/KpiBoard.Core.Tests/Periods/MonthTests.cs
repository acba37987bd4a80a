using KpiBoard.Core.Periods;
using Xunit;

namespace KpiBoard.Core.Tests.Periods;

public sealed class MonthTests
{
    [Theory]
    [InlineData(2026, 1, 202601, "2026-01", 31)]
    [InlineData(2024, 2, 202402, "2024-02", 29)]
    [InlineData(1999, 12, 199912, "1999-12", 31)]
    public void Month_ByYearAndMonth_HasKeyTextAndDays(int year, int month, int key, string text, int lastDay)
    {
        var it = new Month(year, month);
        Assert.Equal((year, month), (it.Year, it.MonthOfYear));
        Assert.Equal((key, text), (it.Key, it.ToString()));
        Assert.Equal(new DateOnly(year, month, 1), it.FirstDay);
        Assert.Equal(new DateOnly(year, month, lastDay), it.LastDay);
        Assert.Equal(it, Month.FromKey(key));
        Assert.Equal(it, Month.Parse(text));
        Assert.Equal(it, Month.FromDate(it.LastDay));
        Assert.Equal(it, Month.FromDateKey(DateKey.ToKey(it.LastDay)));
    }

    [Fact]
    public void Month_AcrossTheYear_AddsAndSubtracts()
    {
        var december = new Month(2025, 12);
        Assert.Equal(new Month(2026, 1), december + 1);
        Assert.Equal(new Month(2024, 12), december - 12);
        Assert.Equal(13, december + 13 - december);
        Assert.True(december < december + 1);
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("2026")]
    [InlineData("")]
    public void Parse_NotAMonth_Throws(string text) => Assert.Throws<FormatException>(() => Month.Parse(text));

    [Fact]
    public void Month_ThirteenthOfTheYear_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Month(2026, 13));

    [Fact]
    public void DateKey_ThereAndBack_IsTheDate()
    {
        Assert.Equal(20261109, DateKey.ToKey(new DateOnly(2026, 11, 9)));
        Assert.Equal(new DateOnly(2026, 11, 9), DateKey.FromKey(20261109));
        Assert.Throws<ArgumentOutOfRangeException>(() => DateKey.FromKey(20260230));
    }
}
