using KpiBoard.Core.Kpis;
using KpiBoard.Core.Statistics;
using Xunit;

namespace KpiBoard.Core.Tests.Kpis;

public sealed class KpiTests
{
    [Fact]
    public void Catalogue_Codes_AreListedOnceAndFound()
    {
        string[] codes =
        [
            "nps.relationship",
            "nps.journey",
            "nps.transaction",
            "nrr",
            "grr",
            "churn.logo",
            "churn.revenue",
            "revenue.existing",
            "revenue.existing.growth",
            "margin.existing",
            "margin.existing.growth",
            "sow",
        ];
        Assert.Equal(codes, KpiCatalogue.All.Select(kpi => kpi.Code));
        Assert.All(KpiCatalogue.All, kpi => Assert.Same(kpi, KpiCatalogue.Get(kpi.Code)));
        Assert.False(KpiCatalogue.TryGet("sales", out _));
    }

    [Fact]
    public void Catalogue_Definitions_AreThoseOfTheTable()
    {
        Assert.All(KpiCatalogue.All, kpi => Assert.Equal(30, kpi.MinimumN));
        Assert.Equal(
            ["churn.logo", "churn.revenue"],
            KpiCatalogue.All.Where(kpi => kpi.Good == GoodDirection.Down).Select(kpi => kpi.Code)
        );
        Assert.Equal("points", KpiCatalogue.Get(KpiCodes.NpsJourney).Unit.Text());
        Assert.Equal("money", KpiCatalogue.Get(KpiCodes.ExistingMargin).Unit.Text());
        Assert.Equal("ratio", KpiCatalogue.Get(KpiCodes.ExistingMarginGrowth).Unit.Text());
        Assert.Equal("customers say", KpiCatalogue.Get(KpiCodes.NpsTransaction).Group.Text());
        Assert.Equal("customers do", KpiCatalogue.Get(KpiCodes.LogoChurn).Group.Text());
        Assert.Equal(IntervalMethod.Proportion, KpiCatalogue.Get(KpiCodes.LogoChurn).Interval);
    }

    [Theory]
    [InlineData(GoodDirection.Up, .90, .95, 100, .90, .80, "on target")]
    [InlineData(GoodDirection.Up, .89, .95, 100, .90, .80, "undecided")]
    [InlineData(GoodDirection.Up, .70, .79, 100, .90, .80, "off")]
    [InlineData(GoodDirection.Up, .70, .80, 100, .90, .80, "undecided")]
    [InlineData(GoodDirection.Up, .70, .79, 29, .90, .80, "too few")]
    [InlineData(GoodDirection.Up, .70, .79, 100, null, .80, "undecided")]
    [InlineData(GoodDirection.Up, .70, .89, 100, .90, null, "off")]
    [InlineData(GoodDirection.Up, null, null, 100, .90, .80, "undecided")]
    [InlineData(GoodDirection.Down, .02, .05, 100, .05, .10, "on target")]
    [InlineData(GoodDirection.Down, .02, .06, 100, .05, .10, "undecided")]
    [InlineData(GoodDirection.Down, .11, .20, 100, .05, .10, "off")]
    public void Status_IntervalTargetThreshold_Decides(
        GoodDirection good,
        double? lower,
        double? upper,
        long n,
        double? target,
        double? threshold,
        string expected
    ) => Assert.Equal(expected, KpiStatuses.Of(good, lower, upper, n, 30, target, threshold).Text());

    [Fact]
    public void Arrows_ManyChanges_PointOnlyWhereReal()
    {
        ChangeTest Change(double difference, double p) => new(difference, null, 0, 0, p);

        Assert.Equal(
            [Arrow.Better, Arrow.Worse, Arrow.Unknown, Arrow.NoRealChange, Arrow.Worse],
            ArrowSelection.Of([
                (GoodDirection.Up, Change(1, .001)),
                (GoodDirection.Down, Change(1, .001)),
                (GoodDirection.Up, null),
                // Alone it would pass at 5%; among four it does not.
                (GoodDirection.Up, Change(1, .051)),
                (GoodDirection.Up, Change(-1, .03)),
            ])
        );
    }
}
