using System.Globalization;
using KpiBoard.Core.Periods;
using Xunit;

namespace KpiBoard.Core.Tests.Periods;

public sealed class CompletenessTests
{
    [Theory]
    [InlineData("2026-11", "2026-12-01", "2026-11-30", false, PeriodState.Complete)]
    [InlineData("2026-11", "2026-12-01", "2026-11-29", false, PeriodState.SoFar)]
    [InlineData("2026-11", "2026-12-01", "2026-11-29", true, PeriodState.Complete)]
    [InlineData("2026-11", "2026-11-30", "2026-11-30", false, PeriodState.SoFar)]
    [InlineData("2026-11", "2026-12-01", "2026-10-31", true, PeriodState.NoDataYet)]
    [InlineData("2026-11", "2026-12-01", null, false, PeriodState.NoDataYet)]
    [InlineData("2026-Q4", "2026-11-12", "2026-10-05", false, PeriodState.SoFar)]
    [InlineData("R12-2026-11", "2026-11-12", "2026-10-31", false, PeriodState.NoDataYet)]
    [InlineData("R12-2026-11", "2026-11-12", "2026-11-11", false, PeriodState.SoFar)]
    public void Of_PeriodTodayAndSource_Tells(
        string period,
        string today,
        string? sourceLastDay,
        bool closed,
        PeriodState expected
    ) =>
        Assert.Equal(
            expected,
            Completeness.Of(new PeriodCalendar().Parse(period), Date(today)!.Value, Date(sourceLastDay), closed)
        );

    private static DateOnly? Date(string? text) =>
        text is null ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
