using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class EvidenceLedgerTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly HalfLives HalfLives = new();

    [Fact]
    public void Assess_WithoutEvidence_IsAnAssumption()
    {
        var standing = EvidenceLedger.Assess([], Today, HalfLives);

        Assert.Equal(new(EvidenceGrade.Assumption, 0.2, null, IsStale: false), standing);
        Assert.True(standing.IsGuesswork);
    }

    [Fact]
    public void Assess_AfterOneHalfLife_HalfOfWhatItAddedIsLeft()
    {
        var found = Today.AddDays(-HalfLives.Survey);

        var standing = EvidenceLedger.Assess(
            [new(EvidenceKind.Survey, EvidenceGrade.Quantitative, found)],
            Today,
            HalfLives
        );

        Assert.Equal(0.35, standing.Chance, 12);
        Assert.Equal(Today, standing.FreshUntil);
        Assert.False(standing.IsStale);
        Assert.True(
            EvidenceLedger
                .Assess([new(EvidenceKind.Survey, EvidenceGrade.Quantitative, found)], Today.AddDays(1), HalfLives)
                .IsGuesswork
        );
    }

    [Fact]
    public void Assess_OfSeveral_TheStrongestDecides()
    {
        EvidenceItem[] items =
        [
            new(EvidenceKind.Interview, EvidenceGrade.Qualitative, Today),
            new(EvidenceKind.Experiment, EvidenceGrade.Tested, Today),
            new(EvidenceKind.Other, EvidenceGrade.Assumption, Today),
        ];

        var standing = EvidenceLedger.Assess(items, Today, HalfLives);

        Assert.Equal((EvidenceGrade.Tested, 0.7), (standing.Grade, Math.Round(standing.Chance, 12)));
    }

    [Fact]
    public void Assess_WithAsMuchAgainst_IsAnAssumptionAgain()
    {
        EvidenceItem[] items =
        [
            new(EvidenceKind.Survey, EvidenceGrade.Quantitative, Today),
            new(EvidenceKind.Survey, EvidenceGrade.Quantitative, Today, IsAgainst: true),
        ];

        Assert.True(EvidenceLedger.Assess(items, Today, HalfLives).IsAssumption);
    }

    [Fact]
    public void Assess_WithWeakerAgainst_LosesWhatThatAdds()
    {
        EvidenceItem[] items =
        [
            new(EvidenceKind.Experiment, EvidenceGrade.Tested, Today),
            new(EvidenceKind.Interview, EvidenceGrade.Qualitative, Today, IsAgainst: true),
        ];

        Assert.Equal(0.55, EvidenceLedger.Assess(items, Today, HalfLives).Chance, 12);
    }

    [Theory]
    [InlineData(1000, null, 25, 750)]
    [InlineData(1000, 400, 25, 600)]
    [InlineData(1000, 1200, 90, 0)]
    [InlineData(1000, null, 100, 0)]
    [InlineData(0, null, 0, 0)]
    public void RemainingBudget_GoesByWhatWasSpent_ElseByProgress(int budget, int? spent, int progress, int left) =>
        Assert.Equal(
            Money.FromDecimal(left),
            Remaining.Budget(Money.FromDecimal(budget), spent is { } gone ? Money.FromDecimal(gone) : null, progress)
        );

    [Fact]
    public void RemainingDays_AreThoseNotDone() => Assert.Equal(60, Remaining.Days(80, 25));
}
