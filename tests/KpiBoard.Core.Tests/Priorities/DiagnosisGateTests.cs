using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class DiagnosisGateTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly EvidenceStanding Assumption = new(EvidenceGrade.Assumption, 0.3, null, false);
    private static readonly EvidenceStanding Known = new(EvidenceGrade.Qualitative, 0.5, Today.AddDays(90), false);

    private static readonly GateCase Proven = new(true, Known, false, null, false, false);
    private static readonly GateCase Bet = new(false, Assumption, true, Today.AddDays(1), true, true);

    [Fact]
    public void Judge_DiagnosedWithEvidence_Opens() => Assert.Empty(Judge(Proven).Gaps);

    [Fact]
    public void Judge_EvidenceThatIsStale_StillIsBetterThanAnAssumption() =>
        Assert.True(Judge(Proven with { Standing = Known with { IsStale = true } }).IsOpen);

    [Fact]
    public void Judge_EvidenceThatIsStale_SaysSinceWhen()
    {
        var stale = Known with { FreshUntil = Today.AddDays(-10), IsStale = true };

        Assert.Equal(Today.AddDays(-9), Judge(Proven with { Standing = stale }).StaleSince);
        Assert.Null(Judge(Proven).StaleSince);
        Assert.Null(Judge(Bet with { Standing = stale }, One(1, true, 10), One(2, false, 990)).StaleSince);
    }

    [Fact]
    public void Judge_OnAssumptionsAlone_SaysEverythingThatIsMissing()
    {
        var bare = new GateCase(false, Assumption, false, null, false, false);

        Assert.Equal([GateGap.Diagnosis, GateGap.Evidence], Judge(bare).Gaps);
        Assert.Equal([GateGap.Evidence], Judge(bare with { HasDiagnosis = true }).Gaps);
        Assert.Equal([GateGap.Diagnosis], Judge(bare with { Standing = Known }).Gaps);
    }

    [Fact]
    public void Judge_BetWithoutItsTerms_SaysWhichOnes()
    {
        Assert.Equal(
            [GateGap.ProofDate, GateGap.KillCriterion, GateGap.Budget],
            Judge(new(true, Assumption, true, null, false, false), One(1, true, 10), One(2, false, 990)).Gaps
        );
        Assert.Empty(Judge(Bet, One(1, true, 10), One(2, false, 990)).Gaps);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Judge_ProofDate_MustLieAhead(int days, bool isOpen) =>
        Assert.Equal(
            isOpen,
            Judge(Bet with { ProofDate = Today.AddDays(days) }, One(1, true, 1), One(2, false, 99)).IsOpen
        );

    [Theory]
    [InlineData(100_000, 900_000, true)]
    [InlineData(100_001, 900_000, false)]
    [InlineData(99_999, 900_000, true)]
    public void Judge_Cap_IsKeptWhenItIsMetExactly(long bet, long rest, bool fits) =>
        Assert.Equal(
            fits ? [] : [GateGap.Cap],
            Judge(Bet, new(1, true, new Money(bet)), new OpenBudget(2, false, new Money(rest))).Gaps
        );

    [Fact]
    public void Judge_OtherBets_CountTowardsTheCap()
    {
        var verdict = Judge(Bet, One(1, true, 60), One(2, true, 60), One(3, false, 880));

        Assert.Equal([GateGap.Cap], verdict.Gaps);
        Assert.Equal(0.12, verdict.BetShare!.Value, 12);
    }

    [Fact]
    public void Judge_NobodyHasABudget_LetsABetThatCostsNothingPass()
    {
        var verdict = Judge(Bet, One(1, true, 0), One(2, false, 0));

        Assert.True(verdict.IsOpen);
        Assert.Equal(0, verdict.BetShare);
    }

    [Fact]
    public void Judge_OnlyTheBetHasABudget_IsAllOfIt()
    {
        var verdict = Judge(Bet, One(1, true, 5), One(2, false, 0));

        Assert.Equal([GateGap.Cap], verdict.Gaps);
        Assert.Equal(1, verdict.BetShare);
    }

    [Fact]
    public void Judge_BetInACurrencyWithoutRate_CannotBeHeldAgainstTheCap()
    {
        var verdict = Judge(Bet, new OpenBudget(1, true, null), One(2, false, 990));

        Assert.Equal([GateGap.Currency], verdict.Gaps);
        Assert.Null(verdict.BetShare);
    }

    [Fact]
    public void Judge_OtherBudgetWithoutRate_IsLeftOutOfWhatThereIs() =>
        Assert.Equal(
            [GateGap.Cap],
            Judge(Bet, One(1, true, 10), One(2, false, 80), new OpenBudget(3, false, null)).Gaps
        );

    [Fact]
    public void Judge_NoBetsAllowed_OpensForEvidenceOnly()
    {
        var open = new[] { One(1, true, 1), One(2, false, 999) };

        Assert.Equal([GateGap.Cap], DiagnosisGate.Judge(Bet, open, 0, Today).Gaps);
        Assert.True(DiagnosisGate.Judge(Proven, open, 0, Today).IsOpen);
    }

    private static OpenBudget One(long id, bool isBet, decimal left) => new(id, isBet, Money.FromDecimal(left));

    private static GateVerdict Judge(GateCase asked, params OpenBudget[] open) =>
        DiagnosisGate.Judge(asked, open, 0.10m, Today);
}
