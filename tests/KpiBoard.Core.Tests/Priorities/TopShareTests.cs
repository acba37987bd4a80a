using KpiBoard.Core.Priorities;
using KpiBoard.Core.Statistics;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class TopShareTests
{
    private static readonly double[] Means = [10, 9.5, 9, 7, 6, 4];
    private static readonly double[] Deviations = [4, 1, 2, 3, 0.5, 1];

    /// <summary>The check of kpis.md: the highest mean is not the likeliest to be in the top three.</summary>
    [Fact]
    public void Of_NormalContenders_IsThePublishedShare()
    {
        const int draws = 400_000;
        var values = Means
            .Zip(Deviations)
            .Select(
                (of, number) =>
                {
                    var luck = new DrawStream(2026, $"contender {number}");
                    return Enumerable
                        .Range(0, draws)
                        .Select(draw => of.First + (of.Second * Reproducible.NormalQuantile(luck.Uniform(draw))))
                        .ToArray();
                }
            )
            .ToList();
        double[] expected = [0.760, 0.935, 0.799, 0.412, 0.091, 0.004];
        Assert.All(TopShare.Of(values, 3).Zip(expected), of => Assert.Equal(of.Second, of.First[2], 0.003));
    }

    [Fact]
    public void Of_Contenders_SumsToTheLengthOfTheList()
    {
        var shares = TopShare.Of(
            [
                [1, 5, 2],
                [3, 3, 3],
                [2, 1, 3],
                [0, 0, 9],
            ],
            3
        );
        for (var most = 1; most <= 3; most++)
        {
            Assert.Equal(most, shares.Sum(of => of[most - 1]), 1e-12);
        }
        Assert.Equal([1.0 / 3, 1, 1], shares[1]);
    }

    [Fact]
    public void Of_Equals_PutsTheEarlierFirst()
    {
        var shares = TopShare.Of(
            [
                [7],
                [7],
                [7],
            ],
            2
        );
        Assert.Equal([1.0, 1], shares[0]);
        Assert.Equal([0.0, 1], shares[1]);
        Assert.Equal([0.0, 0], shares[2]);
    }

    [Fact]
    public void Of_FewerThanTheList_AreAllOnIt() =>
        Assert.All(
            TopShare.Of(
                [
                    [1, 2],
                    [2, 1],
                ],
                5
            ),
            of => Assert.Equal(1, of[4])
        );

    [Fact]
    public void Of_Nobody_IsNobody() => Assert.Empty(TopShare.Of([], 3));
}
