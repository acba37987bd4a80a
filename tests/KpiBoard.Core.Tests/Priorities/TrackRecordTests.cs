using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class TrackRecordTests
{
    private const double Level = 0.95;
    private const double Z = 1.959963984540054;

    private static readonly Goal Churn = new("churn", IsHigherBetter: false, 1_000, 0.04, 0.003, null);
    private static readonly Goal Nps = new("nps", IsHigherBetter: true, 200, 30, 3, null);

    /// <summary>As people type it: the least of a fall may stand on either side.</summary>
    private static readonly EffectLink Fall = new("churn", -0.02, -0.012, -0.005, 6);
    private static readonly EffectLink Rise = new("nps", 4, 6, 9, 6);

    [Theory]
    // Down by 0.02 with an error of 0.005 together: surely better.
    [InlineData(0.02, 0.004, TrackOutcome.Came)]
    // Up: the good end is -0.0002, below the least.
    [InlineData(0.05, 0.004, TrackOutcome.DidNotCome)]
    // Down by 0.004: from -0.0138 to +0.0058 in the bad direction.
    [InlineData(0.036, 0.004, TrackOutcome.Unclear)]
    public void Of_AFigureThatIsGoodWhenDown_JudgesTheFall(double value, double error, TrackOutcome outcome)
    {
        var record = EffectRecord.Of(Churn, Fall, new(value, error), isDue: true, Level);

        Assert.Equal(outcome, record.Outcome);
        var (change, reach) = (value - 0.04, Z * 0.005);
        Assert.Equal(change, record.Change!.Value.Value, 1e-12);
        Assert.Equal(change - reach, record.Change.Value.Lower!.Value, 1e-12);
        Assert.Equal(change + reach, record.Change.Value.Upper!.Value, 1e-12);
        // The good direction is down: money and its ends turn round.
        Assert.Equal(-change * 1_000, record.Worth!.Value.Value, 1e-9);
        Assert.Equal((-change - reach) * 1_000, record.Worth.Value.Lower!.Value, 1e-9);
        Assert.Equal((-change + reach) * 1_000, record.Worth.Value.Upper!.Value, 1e-9);
    }

    [Theory]
    // A little better for sure is better, even when more was expected.
    [InlineData(31, TrackOutcome.Came)]
    [InlineData(30, TrackOutcome.DidNotCome)]
    [InlineData(29, TrackOutcome.DidNotCome)]
    public void Of_ExactFigures_HasAnIntervalWithoutWidth(double value, TrackOutcome outcome)
    {
        var exact = Nps with { StandardError = 0 };

        var record = EffectRecord.Of(exact, Rise, new(value, 0), isDue: true, Level);

        Assert.Equal(outcome, record.Outcome);
        Assert.Equal(new Ranged(value - 30, value - 30, value - 30), record.Change);
    }

    [Fact]
    public void Of_ExactlyTheLeast_IsNotBelowIt() =>
        Assert.Equal(
            TrackOutcome.Unclear,
            EffectRecord
                .Of(Nps with { StandardError = 0 }, Rise with { Low = 0 }, new(30, 0), isDue: true, Level)
                .Outcome
        );

    [Theory]
    [InlineData(null, 3.0)]
    [InlineData(3.0, null)]
    public void Of_FiguresWithoutAnError_CannotBeTold(double? then, double? later)
    {
        var record = EffectRecord.Of(Nps with { StandardError = then }, Rise, new(60, later), isDue: true, Level);

        Assert.Equal(TrackOutcome.Unclear, record.Outcome);
        Assert.Equal(new Ranged(30, null, null), record.Change);
        Assert.Equal(new Ranged(6_000, null, null), record.Worth);
    }

    [Fact]
    public void Of_WhatIsNotDue_IsTooEarlyAndMeasuredSoFar()
    {
        var record = EffectRecord.Of(Nps, Rise, new(60, 3), isDue: false, Level);

        Assert.Equal(TrackOutcome.TooEarly, record.Outcome);
        Assert.Equal(30, record.Change!.Value.Value);
        Assert.Null(EffectRecord.Of(Nps, Rise, null, isDue: false, Level).Change);
    }

    [Fact]
    public void Of_WhatIsAbsentThenOrLater_IsNotMeasured()
    {
        var never = EffectRecord.Of(Nps with { Estimate = null }, Rise, new(60, 3), isDue: true, Level);
        var later = EffectRecord.Of(Nps, Rise, new(null, null), isDue: true, Level);
        var nothing = EffectRecord.Of(Nps with { Estimate = null }, Rise, null, isDue: false, Level);

        Assert.Equal(new EffectRecord(TrackOutcome.NotMeasured, null, null), never);
        Assert.Equal(never, later);
        Assert.Equal(never, nothing);
    }

    [Fact]
    public void Together_Promises_SpeakWithOneVoice()
    {
        Assert.Equal(TrackOutcome.Came, Of(TrackOutcome.Came, TrackOutcome.Unclear, TrackOutcome.TooEarly));
        Assert.Equal(TrackOutcome.DidNotCome, Of(TrackOutcome.NotMeasured, TrackOutcome.DidNotCome));
        Assert.Equal(TrackOutcome.Unclear, Of(TrackOutcome.Came, TrackOutcome.DidNotCome));
        Assert.Equal(TrackOutcome.Unclear, Of(TrackOutcome.TooEarly, TrackOutcome.Unclear));
        Assert.Equal(TrackOutcome.TooEarly, Of(TrackOutcome.NotMeasured, TrackOutcome.TooEarly));
        Assert.Equal(TrackOutcome.NotMeasured, Of());

        static TrackOutcome Of(params TrackOutcome[] outcomes) => EffectRecord.Together(outcomes);
    }

    [Fact]
    public void Forecast_OfWhatCannotBeTold_CountsNeitherWay()
    {
        Assert.Equal(new Forecast(0.7, true), EffectRecord.Forecast(0.7, TrackOutcome.Came));
        Assert.Equal(new Forecast(0.7, false), EffectRecord.Forecast(0.7, TrackOutcome.DidNotCome));
        Assert.Null(EffectRecord.Forecast(0.7, TrackOutcome.Unclear));
        Assert.Null(EffectRecord.Forecast(0.7, TrackOutcome.TooEarly));
        Assert.Null(EffectRecord.Forecast(0.7, TrackOutcome.NotMeasured));
        Assert.Null(EffectRecord.Forecast(null, TrackOutcome.Came));
    }

    [Fact]
    public void Calls_SaidOneWayOrTheOther_AreRightOrWrong() =>
        Assert.Equal((2, 3), EffectRecord.Calls([new(0.8, true), new(0.3, false), new(0.6, false), new(0.5, true)]));
}
