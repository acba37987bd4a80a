using KpiBoard.Web.Features.Board;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class SourceFreshnessTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 3, false)] // from Friday to Monday
    [InlineData(1, 4, true)]
    [InlineData(7, 14, false)]
    [InlineData(7, 15, true)]
    [InlineData(365, 418, false)]
    [InlineData(365, 731, true)]
    public void IsStale_PromisedRhythm_LateAtAboutTwiceIt(int promised, int age, bool stale) =>
        Assert.Equal(stale, Of(promised, age).IsStale);

    [Fact]
    public void Of_NothingPromised_LearnsTheMedianGapOfDeliveries()
    {
        var source = Of(null, 20, 27, 34, 48);

        Assert.Equal(7, source.CadenceDays);
        Assert.False(source.IsPromised);
        Assert.Equal(20, source.AgeDays);
        Assert.True(source.IsStale);
    }

    [Fact]
    public void Of_ManyFilesOfOneDay_HaveNoRhythmAndAreNotStale()
    {
        var source = Of(null, 400, 400, 400, 400);

        Assert.Null(source.CadenceDays);
        Assert.False(source.IsStale);
    }

    private static SourceFreshness Of(int? promised, params int[] ages) =>
        SourceFreshness.Of(
            "revenue",
            "default",
            promised,
            [.. ages.Select(age => Now.AddDays(-age))],
            null,
            Now,
            instant => DateOnly.FromDateTime(instant.UtcDateTime)
        );
}
