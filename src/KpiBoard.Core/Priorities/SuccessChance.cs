using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Priorities;

/// <summary>How an initiative came to be believed in.</summary>
public enum EvidenceGrade
{
    Assumption,
    Qualitative,
    Quantitative,
    Tested,
}

/// <summary>
/// How probable success is. Of ideas that nobody had tested, some one in five to one in three did what they were meant to
/// when they were put to the test (Kohavi, Tang and Xu 2020, Trustworthy Online Controlled Experiments, chapter 1); the
/// company's own track record replaces these numbers in time.
/// </summary>
public static class SuccessChance
{
    /// <summary>What nobody can be surer of, however good the evidence and however confident the owner.</summary>
    public const double Most = 0.95;

    /// <summary>The confidence that changes nothing, and that an owner who has not said counts as having.</summary>
    public const double NeutralConfidence = 0.5;

    /// <summary>The chance that fresh evidence of a grade gives.</summary>
    public static double Of(EvidenceGrade grade) =>
        grade switch
        {
            EvidenceGrade.Qualitative => 0.35,
            EvidenceGrade.Quantitative => 0.5,
            EvidenceGrade.Tested => 0.7,
            _ => 0.2,
        };

    /// <summary>The chance that evidence gives which has aged: what it adds to an assumption halves with each half-life.</summary>
    /// <param name="days">Its age; not below 0.</param>
    /// <param name="halfLifeDays">Above 0.</param>
    public static double Of(EvidenceGrade grade, double days, double halfLifeDays)
    {
        var least = Of(EvidenceGrade.Assumption);
        return least + ((Of(grade) - least) * Reproducible.PowerOf2(-Math.Min(days / halfLifeDays, 100)));
    }

    /// <summary>
    /// The chance with the owner's confidence: none of it halves what the evidence gives, all of it gives half as much
    /// again, and 50% leaves it as it is.
    /// </summary>
    public static double With(double evidenceChance, double? confidence) =>
        Math.Min(evidenceChance * (0.5 + (confidence ?? NeutralConfidence)), Most);
}
