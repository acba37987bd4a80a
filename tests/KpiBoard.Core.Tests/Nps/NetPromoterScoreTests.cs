using KpiBoard.Core.Nps;
using KpiBoard.Core.Statistics;
using Xunit;

namespace KpiBoard.Core.Tests.Nps;

public sealed class NetPromoterScoreTests
{
    [Theory]
    [InlineData(8, 13, 15, 19.4444, -5.8813, 44.7702, -6.2803, 42.1777)]
    [InlineData(30, 20, 50, 20, 2.9134, 37.0866, 2.6531, 36.1819)]
    [InlineData(150, 300, 550, 40, 35.4455, 44.5545, 35.3311, 44.4296)]
    public void Of_PublishedCounts_HasBothIntervals(
        long detractors,
        long passives,
        long promoters,
        double value,
        double waldLower,
        double waldUpper,
        double adjustedLower,
        double adjustedUpper
    )
    {
        var counts = new NpsCounts(detractors, passives, promoters);
        AssertEstimate(NetPromoterScore.Wald(counts), value, waldLower, waldUpper);
        AssertEstimate(NetPromoterScore.AdjustedWald(counts), value, adjustedLower, adjustedUpper);
        AssertEstimate(NetPromoterScore.Of(counts).Estimate, value, adjustedLower, adjustedUpper);
    }

    [Fact]
    public void Of_AllPromoters_IsClampedAtHundred()
    {
        var counts = new NpsCounts(0, 0, 10);
        Assert.Equal(0, NetPromoterScore.Wald(counts).StandardError);
        var adjusted = NetPromoterScore.AdjustedWald(counts);
        Assert.Equal((47.50, 106.34), (Math.Round(adjusted.Lower!.Value, 2), Math.Round(adjusted.Upper!.Value, 2)));
        Assert.Equal(100, NetPromoterScore.Of(counts).Estimate.Upper);
        Assert.Equal(100, NetPromoterScore.Of(counts).Estimate.Value);
    }

    [Fact]
    public void Change_PublishedSamples_HasBothPValues()
    {
        var (later, earlier) = (new NpsCounts(8, 13, 15), new NpsCounts(12, 7, 12));
        var wald = NetPromoterScore.WaldChange(later, earlier);
        Assert.Equal(20.4134, wald.StandardError!.Value, 4);
        Assert.Equal(0.340826, wald.PValue, 6);
        var adjusted = NetPromoterScore.Change(NetPromoterScore.Of(later), NetPromoterScore.Of(earlier))!;
        Assert.Equal(0.352970, adjusted.PValue, 6);
        Assert.Equal(19.4444, adjusted.Difference, 4);
        Assert.InRange(adjusted.Difference, adjusted.Lower, adjusted.Upper);
    }

    [Fact]
    public void Change_OneWithoutAnswers_IsNone() =>
        Assert.Null(NetPromoterScore.Change(NetPromoterScore.Of(new NpsCounts(1, 1, 1)), NetPromoterScore.Of([])));

    [Fact]
    public void SampleSize_TenPoints_Is385() => Assert.Equal(385, NetPromoterScore.SampleSize(10));

    [Fact]
    public void Of_AirportCounts_HasTheirScore() => Assert.Equal(39.839767, new NpsCounts(342, 968, 1436).Value, 6);

    [Fact]
    public void Of_AirportSurvey_HasBothScores()
    {
        var answers = SharedData
            .ReadCsv(SharedData.Require("sfo-survey/2017.csv"))
            .Where(row => row("NETPRO").Trim() is not ("" or "11"))
            .Select(row => new NpsAnswer((int)SharedData.Number(row("NETPRO")), SharedData.Number(row("WEIGHT"))))
            .ToList();
        var weighted = NetPromoterScore.Of(answers);
        Assert.Equal(new(342, 968, 1436), weighted.Counts);
        Assert.Equal(39.839767, weighted.Unweighted!.Value, 6);
        Assert.Equal(40.398436, weighted.Estimate.Value!.Value, 6);
        Assert.Equal(1.4457, weighted.Estimate.StandardError!.Value, 4);
        answers.Reverse();
        Assert.Equal(weighted, NetPromoterScore.Of(answers));
    }

    [Fact]
    public void Of_NoAnswers_IsAbsent()
    {
        Assert.Equal(AbsenceReason.NoResponses, NetPromoterScore.Of([]).Estimate.Reason);
        Assert.Null(NetPromoterScore.Of([]).Estimate.Value);
        Assert.Equal(AbsenceReason.WeightsNotPositive, NetPromoterScore.Of([new(9, 0)]).Estimate.Reason);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    public void Of_ScoreOutside_Throws(int score) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NetPromoterScore.Of([new(score)]));

    [Fact]
    public void Of_EachCustomerOnce_IsAsUnclustered()
    {
        int[] scores = [0, 7, 9, 10, 8, 6];
        Assert.Equal(
            NetPromoterScore.Of(NpsCounts.Of(scores)),
            NetPromoterScore.Of([.. scores.Select((score, i) => new NpsAnswer(score, null, i))])
        );
    }

    [Fact]
    public void Of_RepeatedCustomers_HasTheErrorOfTheirSums()
    {
        NpsAnswer[] answers = [new(10, null, 1), new(9, null, 1), new(3, null, 2), new(8, null, 2), new(9), new(0)];
        var result = NetPromoterScore.Of(answers);
        // R = 1/6; customers' sums of v - R: 2 - 2/6, -1 - 2/6, 1 - 1/6, -1 - 1/6.
        double[] influence = [10.0 / 6, -8.0 / 6, 5.0 / 6, -7.0 / 6];
        var variance = 4.0 / 3 * influence.Sum(e => e * e / 36);
        Assert.Equal(100.0 / 6, result.Estimate.Value!.Value, 10);
        Assert.Equal(100 * Math.Sqrt(variance), result.Estimate.StandardError!.Value, 10);
        Assert.Null(result.Unweighted);
    }

    [Fact]
    public void LastPerCustomer_SeveralAnswers_KeepsTheLastAndTheUnidentified()
    {
        (long? Customer, int At, int Score)[] answers =
        [
            (1, 5, 3),
            (1, 9, 10),
            (null, 1, 7),
            (2, 2, 8),
            (null, 1, 7),
            (1, 7, 0),
        ];
        var kept = RelationshipAnswers.LastPerCustomer(answers, answer => answer.Customer, answer => answer.At);
        Assert.Equal([7, 7, 8, 10], kept.Select(answer => answer.Score).Order());
    }

    private static void AssertEstimate(Estimate estimate, double value, double lower, double upper)
    {
        Assert.Equal(value, estimate.Value!.Value, 4);
        Assert.Equal(lower, estimate.Lower!.Value, 4);
        Assert.Equal(upper, estimate.Upper!.Value, 4);
    }
}
