using KpiBoard.Core.Kpis;
using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

/// <summary>Worked by hand: 480 m at start, 420 m of it from who stayed, margin share 30%, 2,000 customers.</summary>
public sealed class UnitValuesTests
{
    private static readonly UnitValueInputs Company = new()
    {
        Start = Kroner(480_000_000),
        ExistingStart = Kroner(420_000_000),
        Customers = 2_000,
        MarginStart = Kroner(150_000_000),
        MarginExistingStart = Kroner(130_000_000),
        MarginCustomers = 1_900,
        MarginShare = 0.30m,
        CategorySpend = Kroner(260_000_000),
        CategoryCustomers = 610,
    };

    private static readonly UnitValueInputs WithoutCosts = Company with
    {
        MarginStart = null,
        MarginExistingStart = null,
        MarginCustomers = 0,
        MarginShare = null,
    };

    [Theory]
    [InlineData(KpiCodes.NetRevenueRetention, 1_440_000)] // 1% x 480 m x 30%
    [InlineData(KpiCodes.GrossRevenueRetention, 1_440_000)]
    [InlineData(KpiCodes.RevenueChurn, 1_440_000)]
    [InlineData(KpiCodes.ExistingRevenueGrowth, 1_260_000)] // 1% x 420 m x 30%
    [InlineData(KpiCodes.ExistingMarginGrowth, 1_300_000)] // 1% x 130 m
    [InlineData(KpiCodes.ShareOfWallet, 780_000)] // 1% x 260 m x 30%
    [InlineData(KpiCodes.ExistingRevenue, 0.3)] // one krone x 30%
    [InlineData(KpiCodes.ExistingMargin, 1)]
    public void Of_WithCosts_IsEarnings(string kpi, double amount) =>
        Assert.Equal(new UnitEstimate((decimal)amount, IsEarnings: true), UnitValues.Of(kpi, Company));

    [Theory]
    [InlineData(KpiCodes.RevenueChurn, 4_800_000)]
    [InlineData(KpiCodes.ExistingRevenueGrowth, 4_200_000)]
    [InlineData(KpiCodes.LogoChurn, 4_800_000)] // 20 customers x 240,000 each
    [InlineData(KpiCodes.ShareOfWallet, 2_600_000)]
    [InlineData(KpiCodes.ExistingRevenue, 1)]
    public void Of_WithoutCosts_IsRevenue(string kpi, double amount) =>
        Assert.Equal(new UnitEstimate((decimal)amount, IsEarnings: false), UnitValues.Of(kpi, WithoutCosts));

    [Fact]
    public void OfLogoChurn_WithCosts_TakesTheAverageOfCustomersWithACost()
    {
        // 1% of 2,000 customers are 20; 150 m over 1,900 customers are 78,947.368... each.
        var value = UnitValues.Of(KpiCodes.LogoChurn, Company)!;

        Assert.Equal(1_578_947.3684m, decimal.Round(value.Amount, 4));
        Assert.True(value.IsEarnings);
    }

    [Fact]
    public void OfLogoChurn_WithAnotherDefinitionOfChurn_CountsItsCustomers()
    {
        var value = UnitValues.Of(KpiCodes.LogoChurn, WithoutCosts with { ChurnCustomers = 1_500 })!;

        Assert.Equal(3_600_000m, value.Amount); // 15 x 240,000
    }

    [Fact]
    public void OfLogoChurn_WithCostsOnlyThisYear_TakesRevenueTimesTheShare()
    {
        var value = UnitValues.Of(KpiCodes.LogoChurn, WithoutCosts with { MarginShare = 0.3m })!;

        Assert.Equal(new UnitEstimate(1_440_000m, IsEarnings: true), value); // 20 x 240,000 x 30%
    }

    [Theory]
    [InlineData(KpiCodes.NpsRelationship)]
    [InlineData(KpiCodes.NpsJourney)]
    [InlineData("own.hours")]
    public void Of_WhatDoesNotFollow_IsNone(string kpi) => Assert.Null(UnitValues.Of(kpi, Company));

    [Fact]
    public void Of_WithoutAStartOrAtALoss_IsNone()
    {
        Assert.Null(UnitValues.Of(KpiCodes.NetRevenueRetention, WithoutCosts with { Start = Money.Zero }));
        Assert.Null(UnitValues.Of(KpiCodes.LogoChurn, new UnitValueInputs()));
        Assert.Null(UnitValues.Of(KpiCodes.RevenueChurn, Company with { MarginShare = -0.05m }));
        Assert.Null(UnitValues.Of(KpiCodes.ShareOfWallet, Company with { CategorySpend = null }));
        Assert.Null(UnitValues.Of(KpiCodes.ExistingMarginGrowth, WithoutCosts));
    }

    [Fact]
    public void MarginShare_IsMarginOverTheRevenueItWasMadeOn()
    {
        Assert.Equal(0.25m, UnitValues.MarginShare(Kroner(30), Kroner(120)));
        Assert.Null(UnitValues.MarginShare(Kroner(30), Money.Zero));
    }

    [Fact]
    public void PerWhole_OfARatio_IsAHundredPoints()
    {
        Assert.Equal(144_000_000, UnitValues.PerWhole(KpiUnit.Ratio, 1_440_000m));
        Assert.Equal(620_000, UnitValues.PerWhole(KpiUnit.Points, 620_000m));
        Assert.Equal(1.8, UnitValues.Units(KpiUnit.Ratio, 0.018), 12);
        Assert.Equal(4, UnitValues.Units(KpiUnit.Points, 4));
    }

    private static Money Kroner(decimal amount) => Money.FromDecimal(amount);
}
