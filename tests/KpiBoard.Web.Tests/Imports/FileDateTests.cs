using System.Text;
using KpiBoard.Web.Features.Imports.Values;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class FileDateTests
{
    [Theory]
    [InlineData("yyyy-MM-dd", "2026-11-21", 20261121)]
    [InlineData("yyyy-MM-dd HH:mm:ss", "2026-11-21 08:26:00", 20261121)]
    [InlineData("dd.MM.yyyy", "1.2.2026", 20260201)]
    [InlineData("dd-MM-yyyy", "21-11-2026", 20261121)]
    [InlineData("dd/MM/yyyy", "01/02/2026", 20260201)]
    [InlineData("MM/dd/yyyy", "01/02/2026", 20260102)]
    [InlineData("yyyyMMdd", "20240229", 20240229)]
    public void Parse_InItsFormat_FindsTheDay(string pattern, string text, int expected)
    {
        Assert.Null(DateFormat.Find(pattern)!.Parse(Encoding.UTF8.GetBytes(text), out var date, out _));
        Assert.Equal(expected, date);
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "2026-13-05", "date.impossible")]
    [InlineData("yyyy-MM-dd", "2026-02-29", "date.impossible")]
    [InlineData("dd.MM.yyyy", "31.04.2026", "date.impossible")]
    [InlineData("dd.MM.yyyy", "00.04.2026", "date.impossible")]
    [InlineData("yyyy-MM-dd", "21.11.2026", "date.invalid")]
    [InlineData("dd.MM.yyyy", "21.11.26", "date.invalid")]
    [InlineData("yyyyMMdd", "202611210", "date.invalid")]
    [InlineData("yyyy-MM-dd", "yesterday", "date.invalid")]
    public void Parse_OfSomethingElse_SaysWhatItIs(string pattern, string text, string problem) =>
        Assert.Equal(problem, DateFormat.Find(pattern)!.Parse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Theory]
    [InlineData("", 0, null)]
    [InlineData(" 14:05", 14 * 60 + 5, null)]
    [InlineData("T14:05:00.250Z", 14 * 60 + 5, 0)]
    [InlineData(" 14.05.00+02:00", 14 * 60 + 5, 120)]
    [InlineData("T14:05:00-0530", 14 * 60 + 5, -330)]
    public void Time_AfterADate_IsRead(string text, int minutes, int? offset)
    {
        Assert.True(FileTime.TryParse(Encoding.UTF8.GetBytes(text), out var time));
        Assert.Equal(minutes, (int)time.Time.TotalMinutes);
        Assert.Equal(offset, (int?)time.Offset?.TotalMinutes);
    }

    [Theory]
    [InlineData(" 24:00")]
    [InlineData(" 12:60")]
    [InlineData("x14:05")]
    [InlineData(" 14:05 PM")]
    [InlineData(" 14:05+15:00")]
    [InlineData(" 1405")]
    public void Time_ThatIsNone_IsRefused(string text) =>
        Assert.False(FileTime.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("dd.MM.yy")]
    [InlineData("MMM d, yyyy")]
    [InlineData("")]
    public void Find_OfAnUnknownPattern_FindsNone(string pattern) => Assert.Null(DateFormat.Find(pattern));
}
