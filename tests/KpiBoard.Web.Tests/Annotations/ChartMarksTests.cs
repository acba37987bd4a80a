using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using Xunit;

namespace KpiBoard.Web.Tests.Annotations;

public sealed class ChartMarksTests
{
    private static readonly FigureContext Context = new(
        Formats.Of(Language.English),
        new PeriodCalendar(),
        "DKK",
        0.95,
        TimeZoneInfo.Utc
    );

    [Fact]
    public void Of_DayPeriodAndWhatGoesOn_StandAtTheirFirstMonthAndReachTheirLast()
    {
        var marks = Of(
            Grain.Month,
            Event("letter", new(2026, 3, 6), new(2026, 3, 6)),
            Event("strike", new(2026, 4, 20), new(2026, 6, 2)),
            Event("competitor", new(2025, 1, 1), null)
        );

        Assert.Equal(
            [("A", "Jan 26", "Dec 26"), ("B", "Mar 26", null), ("C", "Apr 26", "Jun 26")],
            marks.All.Select(mark => (mark.Letter, mark.At, mark.Until))
        );
        Assert.Equal("C: strike", marks.TextAt(new Period(Grain.Month, new Month(2026, 4))));
        Assert.Equal("", marks.TextAt(new Period(Grain.Month, new Month(2026, 5))));
        Assert.Equal(
            ["1 Jan 2025", "6 Mar 2026", "20 Apr 2026 to 2 Jun 2026"],
            marks.All.Select(mark => mark.Items[0].When)
        );
    }

    [Theory]
    [InlineData(Grain.Month, "Aug 26")]
    [InlineData(Grain.Quarter, "Q3 26")]
    [InlineData(Grain.R12, "Aug 26")]
    public void Of_EachGrain_StandsWhereItsMonthShowsFirst(Grain grain, string at) =>
        Assert.Equal(at, Assert.Single(Of(grain, Event("x", new(2026, 8, 9), new(2026, 8, 9))).All).At);

    [Fact]
    public void Of_BeforeOrAfterTheChart_IsLeftOut() =>
        Assert.False(
            Of(
                Grain.Month,
                Event("before", new(2025, 12, 31), new(2025, 12, 31)),
                Event("after", new(2027, 1, 1), null)
            ).Any
        );

    [Fact]
    public void Of_TooMany_PutsTheClosestTogetherAndLosesNone()
    {
        var days = Enumerable.Range(1, 12).Select(month => new DateOnly(2026, month, 1));

        var marks = Of(Grain.Month, [.. days.Select(day => Event($"{day.Month}", day, day))]);

        Assert.Equal(8, marks.All.Count);
        Assert.Equal(
            Enumerable.Range(1, 12).Select(month => $"{month}"),
            marks.All.SelectMany(mark => mark.Items).Select(item => item.Title)
        );
    }

    private static Annotation Event(string title, DateOnly from, DateOnly? to) =>
        new(AnnotationKind.Event, from, to, title, "/events/1");

    private static ChartMarks Of(Grain grain, params IReadOnlyList<Annotation> found) =>
        ChartMarks.Of(found, [.. Context.Calendar.Range(grain, new Month(2026, 1), new Month(2026, 12))], Context);
}
