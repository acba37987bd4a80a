using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Board;
using KpiBoard.Web.Infrastructure.Figures;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class SinceNewsTests
{
    private const double Certain = 0.0001;
    private const double Noise = 0.6;

    [Fact]
    public void Of_ANewMonth_TellsMoneyFirstThenWhatElseIsRealAndFoldsNoiseAway()
    {
        IReadOnlyList<FigureRow> now =
        [
            .. BoardRows.Series(KpiCodes.NpsRelationship, 30, 31, 3, Noise, 1842),
            .. BoardRows.Series(KpiCodes.NpsJourney, 19, 27, 4, Certain, 1204),
            .. BoardRows.Series(KpiCodes.LogoChurn, 0.013, 0.022, 0.006, Certain / 2, 2047),
            .. BoardRows.Series(KpiCodes.NetRevenueRetention, 0.988, 0.958, 0.01, Certain * 9, 2047),
            .. BoardRows.Series(KpiCodes.GrossRevenueRetention, 0.95, 0.90, 0.01, Certain, 2047),
        ];

        var news = Of([.. now.Where(row => row.Period != BoardRows.Latest)], now, 1_000_000);

        Assert.Equal(
            [
                (KpiCodes.GrossRevenueRetention, SinceWeight.Money),
                (KpiCodes.NetRevenueRetention, SinceWeight.Money),
                (KpiCodes.LogoChurn, SinceWeight.Real),
                (KpiCodes.NpsJourney, SinceWeight.Real),
                (KpiCodes.NpsRelationship, SinceWeight.Noise),
            ],
            news.Figures.Select(figure => (figure.Now.Kpi.Code, figure.Weight))
        );
        Assert.Equal(-50_000m, Math.Round(news.Figures[0].Worth!.Value.ToDecimal(), 2));
    }

    [Fact]
    public void Of_ACorrectedValue_IsLoudOnlyBeyondTheDoubtOfThen()
    {
        IReadOnlyList<FigureRow> then = [.. BoardRows.Series(KpiCodes.NpsJourney, 19, 20, 4, Noise, 1204)];

        var within = Of(then, [.. BoardRows.Series(KpiCodes.NpsJourney, 19, 23, 4, Noise, 1210)]);
        var beyond = Of(then, [.. BoardRows.Series(KpiCodes.NpsJourney, 19, 25, 4, Noise, 1210)]);

        Assert.Equal(SinceWeight.Noise, Assert.Single(within.Figures).Weight);
        Assert.Equal(SinceWeight.Real, Assert.Single(beyond.Figures).Weight);
        Assert.False(beyond.Figures[0].IsNewPeriod);
    }

    [Fact]
    public void Of_AChangeThatIsNoLongerReal_SaysThatItIsTakenBack()
    {
        var news = Of(
            [.. BoardRows.Series(KpiCodes.NpsJourney, 19, 27, 4, Certain, 1204)],
            [.. BoardRows.Series(KpiCodes.NpsJourney, 19, 26, 4, Noise, 1204)]
        );

        Assert.True(Assert.Single(news.Figures).IsTakenBack);
        Assert.Equal(SinceWeight.Real, news.Figures[0].Weight);
    }

    [Fact]
    public void Of_AFigureThatWentSilent_TellsSo()
    {
        IReadOnlyList<FigureRow> now = [.. BoardRows.GoneSilent(KpiCodes.NpsTransaction)];

        var news = Of([now[0]], now);

        Assert.True(Assert.Single(news.Figures).IsGone);
    }

    [Fact]
    public void Of_TheSameFigures_IsNoNews()
    {
        IReadOnlyList<FigureRow> rows =
        [
            .. BoardRows.Series(KpiCodes.NpsJourney, 19, 27, 4, Certain, 1204),
            BoardRows.Absent(KpiCodes.ShareOfWallet, "no estimates"),
        ];

        Assert.True(Of(rows, rows).IsEmpty);
    }

    [Fact]
    public void Of_ATargetThatIsMissedNow_TellsItOnce()
    {
        IReadOnlyList<FigureRow> now = [.. BoardRows.Series(KpiCodes.LogoChurn, 0.013, 0.03, 0.006, Certain, 2047)];
        var data = new SinceData(new BoardChoice(Grain.Month))
        {
            Then = [.. now.Where(row => row.Period != BoardRows.Latest)],
            Now = now,
            Targets = new TargetBook([
                new TargetRow
                {
                    Kpi = KpiCodes.LogoChurn,
                    Grain = "month",
                    Period = BoardRows.Latest,
                    LastMonth = 202610,
                    Value = 0.02,
                },
            ]),
        };

        var news = SinceNews.Of(data, SeededCompany.Calendar);

        Assert.Equal(KpiStatus.Off, Assert.Single(news.Targets).Status);
        Assert.Empty(SinceNews.Of(data with { Then = now }, SeededCompany.Calendar).Targets);
    }

    [Fact]
    public void Of_CheckIns_TellsOnlyWhatTheOwnerSaysOtherwise()
    {
        var data = new SinceData(new BoardChoice(Grain.Month))
        {
            CheckIns =
            [
                CheckIn(1, "on-track", "on-track", false, false),
                CheckIn(2, "on-track", "at-risk", false, false),
                CheckIn(3, "on-track", "on-track", false, true),
            ],
        };

        Assert.Equal([2, 3], SinceNews.Of(data, SeededCompany.Calendar).CheckIns.Select(row => row.Id));
    }

    [Fact]
    public void Of_Initiatives_TellsWhatStartedOrEndedTheMostMoneyFirst()
    {
        var data = new SinceData(new BoardChoice(Grain.Month))
        {
            Shifts =
            [
                Shift(1, "running", "idea", 10),
                Shift(2, "closed", "running", 40),
                Shift(3, "running", "paused", 90),
                Shift(4, "stopped", "idea", null),
                Shift(5, "running", null, 20),
                Shift(6, "idea", null, 70),
            ],
        };

        var news = SinceNews.Of(data, SeededCompany.Calendar);

        Assert.Equal(
            [(2, SinceTurn.Closed), (5, SinceTurn.Started), (1, SinceTurn.Started), (4, SinceTurn.Stopped)],
            news.Shifts.Select(shift => (shift.Row.Id, shift.Turn))
        );
        Assert.False(news.IsEmpty);
    }

    private static SinceShiftRow Shift(long id, string status, string? before, decimal? budget) =>
        new()
        {
            Id = id,
            Status = status,
            Before = before is null ? null : $$"""{"status":"{{before}}","title":"One way in"}""",
            Budget = budget is { } amount ? Money.FromDecimal(amount) : null,
        };

    private static SinceCheckInRow CheckIn(long id, string before, string after, bool neededHelp, bool needsHelp) =>
        new()
        {
            Id = id,
            Before = before,
            After = after,
            NeededHelp = neededHelp,
            NeedsHelp = needsHelp,
        };

    private static SinceNews Of(IReadOnlyList<FigureRow> then, IReadOnlyList<FigureRow> now, decimal? start = null) =>
        SinceNews.Of(
            new SinceData(new BoardChoice(Grain.Month))
            {
                Then = then,
                Now = now,
                Starts = start is { } amount
                    ?
                    [
                        new BridgeStartRow
                        {
                            Measure = "revenue",
                            Period = BoardRows.Latest,
                            Start = Money.FromDecimal(amount),
                        },
                    ]
                    : [],
            },
            SeededCompany.Calendar
        );
}
