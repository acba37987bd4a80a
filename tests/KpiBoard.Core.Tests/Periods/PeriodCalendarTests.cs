using KpiBoard.Core.Periods;
using Xunit;

namespace KpiBoard.Core.Tests.Periods;

public sealed class PeriodCalendarTests
{
    private static readonly PeriodCalendar Calendar = new();
    private static readonly PeriodCalendar FiscalFromJuly = new(7, fiscal: true);

    [Theory]
    [InlineData("2026-11", Grain.Month, "2026-11", "2026-11-01", "2026-11-30")]
    [InlineData("2026-11", Grain.Quarter, "2026-Q4", "2026-10-01", "2026-12-31")]
    [InlineData("2026-01", Grain.Quarter, "2026-Q1", "2026-01-01", "2026-03-31")]
    [InlineData("2026-11", Grain.Year, "2026", "2026-01-01", "2026-12-31")]
    [InlineData("2026-11", Grain.R12, "R12-2026-11", "2025-12-01", "2026-11-30")]
    public void Containing_Calendar_IsWrittenAndRead(
        string month,
        Grain grain,
        string text,
        string firstDay,
        string lastDay
    ) => AssertPeriod(Calendar, month, grain, text, firstDay, lastDay);

    [Theory]
    [InlineData("2025-07", Grain.Quarter, "FY2026-Q1", "2025-07-01", "2025-09-30")]
    [InlineData("2026-06", Grain.Quarter, "FY2026-Q4", "2026-04-01", "2026-06-30")]
    [InlineData("2025-12", Grain.Year, "FY2026", "2025-07-01", "2026-06-30")]
    [InlineData("2025-12", Grain.Month, "2025-12", "2025-12-01", "2025-12-31")]
    public void Containing_Fiscal_IsNamedByTheYearInWhichItEnds(
        string month,
        Grain grain,
        string text,
        string firstDay,
        string lastDay
    ) => AssertPeriod(FiscalFromJuly, month, grain, text, firstDay, lastDay);

    [Fact]
    public void Text_EveryMonthGrainAndStart_ReadsBack()
    {
        for (var start = 1; start <= 12; start++)
        {
            var calendar = new PeriodCalendar(start, fiscal: true);
            foreach (var grain in Grains.All)
            {
                for (var month = new Month(2023, 1); month <= new Month(2026, 12); month++)
                {
                    var period = calendar.Containing(month, grain);
                    Assert.True(period.Contains(month));
                    Assert.Equal(period, calendar.Parse(calendar.Text(period)));
                    Assert.Equal(period.NextInSeries, calendar.Containing(period.NextInSeries.Last, grain));
                }
            }
        }
    }

    [Theory]
    [InlineData("2026-Q5")]
    [InlineData("2026-q1")]
    [InlineData("FY2026")]
    [InlineData("R12-2026")]
    [InlineData("26")]
    [InlineData("0000")]
    [InlineData("")]
    public void Parse_NotAPeriodOfTheCalendar_ThrowsWithExamples(string text)
    {
        var error = Assert.Throws<FormatException>(() => Calendar.Parse(text));
        Assert.EndsWith("2026-11, 2026-Q4, 2026 or R12-2026-11.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_CalendarQuarterInFiscalCalendar_Throws() =>
        Assert.Throws<FormatException>(() => FiscalFromJuly.Parse("2026-Q1"));

    [Fact]
    public void Predecessor_OfR12_IsTheTwelveMonthsBefore()
    {
        var period = Calendar.Parse("R12-2026-11");
        Assert.Equal("R12-2025-11", Calendar.Text(period.Predecessor));
        Assert.Equal(period.Predecessor, period.YearAgo);
        Assert.Equal("R12-2026-10", Calendar.Text(period.PreviousInSeries));
        Assert.Equal("R12-2026-12", Calendar.Text(period.NextInSeries));
        Assert.Equal(period, period.Predecessor.Successor);
    }

    [Fact]
    public void Predecessor_OfQuarter_IsTheQuarterBefore()
    {
        var period = Calendar.Parse("2026-Q1");
        Assert.Equal("2025-Q4", Calendar.Text(period.Predecessor));
        Assert.Equal(period.Predecessor, period.PreviousInSeries);
        Assert.Equal("2025-Q1", Calendar.Text(period.YearAgo));
    }

    [Fact]
    public void AllContaining_R12_AreTheTwelveWindowsThatHoldTheMonth()
    {
        var month = new Month(2026, 1);
        var windows = Calendar.AllContaining(month, Grain.R12).ToList();
        Assert.Equal(12, windows.Count);
        Assert.All(windows, window => Assert.True(window.Contains(month)));
        Assert.Equal("R12-2026-01", Calendar.Text(windows[0]));
        Assert.Equal("R12-2026-12", Calendar.Text(windows[^1]));
        Assert.Equal([Calendar.Parse("2026-Q1")], Calendar.AllContaining(month, Grain.Quarter));
    }

    [Fact]
    public void Range_OverGrains_HasBothEnds()
    {
        string[] Texts(Grain grain) =>
            [.. Calendar.Range(grain, new Month(2025, 11), new Month(2026, 4)).Select(Calendar.Text)];

        Assert.Equal(["2025-Q4", "2026-Q1", "2026-Q2"], Texts(Grain.Quarter));
        Assert.Equal(["2025", "2026"], Texts(Grain.Year));
        Assert.Equal(6, Texts(Grain.Month).Length);
        Assert.Equal(["R12-2025-11", "R12-2026-04"], [Texts(Grain.R12)[0], Texts(Grain.R12)[^1]]);
    }

    [Theory]
    [InlineData(Grain.Month, "month")]
    [InlineData(Grain.Quarter, "quarter")]
    [InlineData(Grain.Year, "year")]
    [InlineData(Grain.R12, "r12")]
    public void Grain_Text_ReadsBack(Grain grain, string text)
    {
        Assert.Equal(text, grain.Text());
        Assert.Equal(grain, Grains.Parse(text));
        Assert.Throws<FormatException>(() => Grains.Parse(text + "s"));
    }

    private static void AssertPeriod(
        PeriodCalendar calendar,
        string month,
        Grain grain,
        string text,
        string firstDay,
        string lastDay
    )
    {
        var period = calendar.Containing(Month.Parse(month), grain);
        Assert.Equal(text, calendar.Text(period));
        Assert.Equal(period, calendar.Parse(text));
        Assert.Equal((firstDay, lastDay), ($"{period.FirstDay:O}", $"{period.LastDay:O}"));
    }
}
