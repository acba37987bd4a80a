using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Kpis.Pages;
using Xunit;

namespace KpiBoard.Web.Tests.KpiPages;

public sealed class FigureChoiceTests
{
    private static readonly PeriodCalendar Calendar = new();

    [Fact]
    public void ToQuery_EverythingChosen_LeadsBackToTheSameChoice()
    {
        var query = new FigureQuery
        {
            Grain = "quarter",
            Member = "segment:Small & medium: retail",
            From = "2025-Q1",
            To = "2026-Q3",
            AsKnownAt = "2026-10-12T05:12:00.250Z",
        };
        var choice = FigureChoice.Of(query, Calendar);

        Assert.Equal(
            "?grain=quarter&member=segment%3ASmall%20%26%20medium%3A%20retail&from=2025-Q1&to=2026-Q3"
                + "&as-known-at=2026-10-12T05%3A12%3A00.250Z",
            choice.ToQuery(Calendar)
        );
        Assert.Equal("Small & medium: retail", choice.Member);
    }

    [Fact]
    public void ToQuery_Defaults_IsEmpty() =>
        Assert.Equal("", FigureChoice.Of(new FigureQuery(), Calendar).ToQuery(Calendar));

    [Fact]
    public void Of_PeriodOfAnotherGrain_BecomesTheOneItEndsIn() =>
        Assert.Equal(
            "?grain=quarter&to=2026-Q2",
            FigureChoice.Of(new FigureQuery { Grain = "quarter", To = "2026-05" }, Calendar).ToQuery(Calendar)
        );

    [Fact]
    public void Of_Nonsense_IsLeftAtTheDefault() =>
        Assert.Equal(
            new FigureChoice(Grain.Month),
            FigureChoice.Of(
                new FigureQuery
                {
                    Grain = "week",
                    Member = "planet:Mars",
                    From = "soon",
                    AsKnownAt = "then",
                },
                Calendar
            )
        );
}
