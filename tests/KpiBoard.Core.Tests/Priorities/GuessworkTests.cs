using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class GuessworkTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly HalfLives HalfLives = new();

    private static readonly EvidenceStanding Assumed = EvidenceLedger.Assess([], Today, HalfLives);
    private static readonly EvidenceStanding Fresh = Rests(daysAgo: 10);
    private static readonly EvidenceStanding Stale = Rests(daysAgo: HalfLives.Survey + 1);

    [Fact]
    public void Of_EachInitiative_IsCountedOnceByWhatItRestsOn()
    {
        var sum = Guesswork.Of([
            new(new(100), IsBet: false, Assumed),
            new(new(200), IsBet: false, Stale),
            new(new(300), IsBet: false, Fresh),
            new(new(400), IsBet: true, Assumed),
            new(new(500), IsBet: true, Stale),
        ]);

        Assert.Equal(new(new(1500), new(100), new(200), new(900)), sum);
        Assert.Equal((new Money(300), new Money(300)), (sum.Guessed, sum.Known));
        Assert.Equal(0.2, sum.Share!.Value, 12);
        Assert.Equal(0.6, sum.BetShare!.Value, 12);
    }

    [Fact]
    public void Share_WithoutBudgetLeft_IsNoneInsteadOfZero()
    {
        Assert.Null(Guesswork.Of([]).Share);
        Assert.Null(Guesswork.Of([new(Money.Zero, IsBet: false, Assumed)]).Share);
        Assert.Null(Guesswork.None.BetShare);
    }

    [Fact]
    public void Of_AmountsWithManyDigits_IsExact()
    {
        var most = new Money(long.MaxValue / 3);

        var sum = Guesswork.Of([new(most, false, Assumed), new(most, false, Fresh), new(new(1), false, Stale)]);

        Assert.Equal(new Money((2 * (long.MaxValue / 3)) + 1), sum.Remaining);
        Assert.Equal(new Money((long.MaxValue / 3) + 1), sum.Guessed);
        Assert.Throws<OverflowException>(() =>
            Guesswork.Of([
                new(most, false, Assumed),
                new(most, false, Fresh),
                new(most, true, Stale),
                new(most, true, Stale),
            ])
        );
    }

    [Fact]
    public void AgeOf_AroundHalfAndWholeHalfLife_TurnsTheDayAfter()
    {
        EvidenceAge After(int days) => EvidenceLedger.AgeOf(Today.AddDays(-days), Today, 180);

        Assert.Equal(
            [EvidenceAge.Fresh, EvidenceAge.Fresh, EvidenceAge.Ageing, EvidenceAge.Ageing, EvidenceAge.Stale],
            new[] { -3, 90, 91, 180, 181 }.Select(After)
        );
    }

    [Fact]
    public void Assess_WithEvidence_NamesTheStrongest()
    {
        EvidenceItem survey = new(EvidenceKind.Survey, EvidenceGrade.Quantitative, Today.AddDays(-10));
        EvidenceItem opinion = new(EvidenceKind.Other, EvidenceGrade.Qualitative, Today);

        Assert.Same(survey, EvidenceLedger.Assess([opinion, survey], Today, HalfLives).Strongest);
        Assert.Null(Assumed.Strongest);
    }

    private static EvidenceStanding Rests(int daysAgo) =>
        EvidenceLedger.Assess(
            [new(EvidenceKind.Survey, EvidenceGrade.Quantitative, Today.AddDays(-daysAgo))],
            Today,
            HalfLives
        );
}
