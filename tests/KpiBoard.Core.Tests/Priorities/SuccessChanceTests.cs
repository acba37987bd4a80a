using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class SuccessChanceTests
{
    [Fact]
    public void Of_Grades_RisesFromAssumptionToTested()
    {
        var chances = Enum.GetValues<EvidenceGrade>().Select(SuccessChance.Of).ToList();
        Assert.Equal(chances.Order().Distinct(), chances);
    }

    [Theory]
    [InlineData(0, 0.7)]
    [InlineData(365, 0.45)]
    [InlineData(730, 0.325)]
    [InlineData(1_000_000, 0.2)]
    public void Of_EvidenceThatAges_HalvesWhatItAddsWithEachHalfLife(double days, double chance) =>
        Assert.Equal(chance, SuccessChance.Of(EvidenceGrade.Tested, days, halfLifeDays: 365), 1e-12);

    [Theory]
    [InlineData(0.4, null, 0.4)]
    [InlineData(0.4, 0.5, 0.4)]
    [InlineData(0.4, 0.0, 0.2)]
    [InlineData(0.4, 1.0, 0.6)]
    [InlineData(0.7, 1.0, 0.95)]
    public void With_Confidence_MovesTheChanceByHalfOfItAtMost(double evidence, double? confidence, double chance) =>
        Assert.Equal(chance, SuccessChance.With(evidence, confidence), 1e-12);
}
