using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

/// <summary>Churn rose from 2.0% to 4.0% in October 2026, really, with an interval from 3.6% to 4.4%.</summary>
public sealed class TiedFiguresTests
{
    private static readonly Month October = new(2026, 10);

    [Fact]
    public void Say_OnTrackWhileTheFigureIsWorse_SaysSoPlainly()
    {
        var said = Say(isSaidOnTrack: true);

        Assert.Equal("On track, says the owner. The figures say otherwise: Customer churn.", said.Against);
        Assert.Equal("Worse +2.0", said.Figures[0].Change.Text);
        Assert.Equal("4.0% (Oct 2026)", said.Figures[0].Value);
        Assert.Null(said.Figures[0].Target);
    }

    [Fact]
    public void Say_OffTrackWhileTheFigureIsWorse_AgreesWithIt() => Assert.Null(Say(isSaidOnTrack: false).Against);

    [Theory]
    [InlineData(0.05, null, "Target met", "Target 5.00%, Oct 2026")]
    [InlineData(0.03, null, "Target missed", "Target 3.00%, Oct 2026")]
    [InlineData(0.03, 0.038, "Too close to call", "Target 3.00%, threshold 3.80%, Oct 2026")]
    public void Say_TargetOfTheLatestPeriod_IsMetMissedOrOpen(double goal, double? limit, string status, string text)
    {
        var target = Say(false, Target(October, goal, limit)).Figures[0].Target!;

        Assert.Equal((status, text), (target.Badge.Text, target.Goal));
    }

    [Theory]
    [InlineData(0.08, "On its path")]
    [InlineData(0.01, "Behind its path")]
    public void Say_OnTheWayToALaterTarget_SaysWhetherItKeepsUp(double goal, string status)
    {
        var later = Target(October + 10, goal, null, start: (October - 10, 0.02));

        Assert.Equal(status, Say(false, later).Figures[0].Target!.Badge.Text);
    }

    [Fact]
    public void Say_TargetAheadWithoutAPathOrAtAnotherGrain_IsNotDue()
    {
        var later = Target(October + 12, 0.015, null);
        var quarter = new TargetRow
        {
            Kpi = KpiCodes.LogoChurn,
            Grain = "quarter",
            Period = "2026-Q4",
            LastMonth = new Month(2026, 12).Key,
            Value = 0.05,
        };

        Assert.Equal("Target 1.5%, Oct 2027", Say(false, later).Figures[0].Target!.Goal);
        Assert.Equal("Not due yet", Say(false, quarter).Figures[0].Target!.Badge.Text);
        Assert.Equal("Target 5%, Q4 2026", Say(false, quarter).Figures[0].Target!.Goal);
    }

    [Fact]
    public void Say_TargetThatHasPassed_KeepsWhatBecameOfIt()
    {
        var target = Say(false, Target(October - 1, 0.03, null)).Figures[0].Target!;

        Assert.Equal(("Target met", "2.0%. Target 3.00%, Sep 2026"), (target.Badge.Text, target.Goal));
    }

    [Fact]
    public void Say_TargetOfAnotherGrainThanShown_NamesTheValueThatItIsHeldAgainst()
    {
        var target = Say(Grain.R12, false, Target(October, 0.03, null)).Figures[0].Target!;

        Assert.Equal(("Target missed", "4.0%. Target 3.00%, Oct 2026"), (target.Badge.Text, target.Goal));
    }

    private static FiguresSay Say(bool isSaidOnTrack, params TargetRow[] targets) =>
        Say(Grain.Month, isSaidOnTrack, targets);

    private static FiguresSay Say(Grain shown, bool isSaidOnTrack, params TargetRow[] targets)
    {
        var words = Speaking.Figures("en");
        var rows = BoardRows.Series(KpiCodes.LogoChurn, 0.02, 0.04, 0.004, 0.0001, 2_000);
        var tied = new TiedFigures(rows, KpiBook.BuiltIn, new TargetBook(targets), shown, words.Context.Calendar);
        return tied.Say([(KpiCodes.LogoChurn, "", "")], isSaidOnTrack, words);
    }

    private static TargetRow Target(
        Month due,
        double value,
        double? limit,
        (Month Month, double Value)? start = null
    ) =>
        new()
        {
            Kpi = KpiCodes.LogoChurn,
            Grain = "month",
            Period = due.ToString(),
            LastMonth = due.Key,
            Value = value,
            Threshold = limit,
            StartMonth = start?.Month.Key,
            StartValue = start?.Value,
        };
}
