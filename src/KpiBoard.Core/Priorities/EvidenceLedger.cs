namespace KpiBoard.Core.Priorities;

/// <summary>How something came to be known.</summary>
public enum EvidenceKind
{
    /// <summary>An analysis of customers in numbers.</summary>
    Quantitative,

    /// <summary>An analysis of what customers said and did, in words.</summary>
    Qualitative,

    /// <summary>An interview with people of the frontline.</summary>
    Interview,
    Observation,
    Experiment,
    Survey,
    Other,
}

/// <summary>How fast evidence ages: after so many days, half of what it adds to an assumption is gone.</summary>
/// <param name="Experiment">Ages slowest: what was tested was caused.</param>
/// <param name="Other">Ages fastest, as nobody says what it is.</param>
public sealed record HalfLives(
    int Quantitative = 540,
    int Qualitative = 540,
    int Interview = 365,
    int Observation = 365,
    int Experiment = 1095,
    int Survey = 365,
    int Other = 180
)
{
    /// <summary>In days.</summary>
    public int Of(EvidenceKind kind) =>
        kind switch
        {
            EvidenceKind.Quantitative => Quantitative,
            EvidenceKind.Qualitative => Qualitative,
            EvidenceKind.Interview => Interview,
            EvidenceKind.Observation => Observation,
            EvidenceKind.Experiment => Experiment,
            EvidenceKind.Survey => Survey,
            _ => Other,
        };

    /// <summary>The same but for one kind.</summary>
    public HalfLives With(EvidenceKind kind, int days) =>
        kind switch
        {
            EvidenceKind.Quantitative => this with { Quantitative = days },
            EvidenceKind.Qualitative => this with { Qualitative = days },
            EvidenceKind.Interview => this with { Interview = days },
            EvidenceKind.Observation => this with { Observation = days },
            EvidenceKind.Experiment => this with { Experiment = days },
            EvidenceKind.Survey => this with { Survey = days },
            _ => this with { Other = days },
        };
}

/// <summary>One thing that is known of why a gap exists.</summary>
/// <param name="IsAgainst">It speaks against the cause that the initiative goes for.</param>
public sealed record EvidenceItem(EvidenceKind Kind, EvidenceGrade Grade, DateOnly FoundOn, bool IsAgainst = false);

/// <summary>What an initiative rests on, all of it together.</summary>
/// <param name="Grade">That of the strongest evidence; an assumption without any, or when as much speaks against it.</param>
/// <param name="Chance">The chance of success that it gives, aged.</param>
/// <param name="FreshUntil">The last day before the strongest evidence is stale; none for an assumption.</param>
/// <param name="IsStale">The strongest evidence has outlived its half-life.</param>
public sealed record EvidenceStanding(EvidenceGrade Grade, double Chance, DateOnly? FreshUntil, bool IsStale)
{
    /// <summary>The evidence that decides; none for an assumption.</summary>
    public EvidenceItem? Strongest { get; init; }

    /// <summary>Nothing better than an assumption.</summary>
    public bool IsAssumption => Grade == EvidenceGrade.Assumption;

    /// <summary>What it rests on is a guess by now: an assumption, or evidence that is stale.</summary>
    public bool IsGuesswork => IsAssumption || IsStale;
}

/// <summary>How old evidence is against its half-life.</summary>
public enum EvidenceAge
{
    Fresh,

    /// <summary>Past half of its half-life: time to think of renewing it.</summary>
    Ageing,

    /// <summary>It has outlived its half-life.</summary>
    Stale,
}

/// <summary>Weighs evidence.</summary>
public static class EvidenceLedger
{
    /// <summary>What rests on nothing that is known.</summary>
    public static readonly EvidenceStanding Nothing = new(
        EvidenceGrade.Assumption,
        SuccessChance.Of(EvidenceGrade.Assumption),
        FreshUntil: null,
        IsStale: false
    );

    /// <summary>How old evidence of a day is; of a later day it counts as of today.</summary>
    /// <param name="halfLifeDays">Above 0.</param>
    public static EvidenceAge AgeOf(DateOnly foundOn, DateOnly today, int halfLifeDays)
    {
        var days = today.DayNumber - foundOn.DayNumber;
        return days > halfLifeDays ? EvidenceAge.Stale
            : 2 * days > halfLifeDays ? EvidenceAge.Ageing
            : EvidenceAge.Fresh;
    }

    /// <summary>
    /// The strongest evidence decides, as ten opinions are no experiment; what the strongest evidence against adds is
    /// taken from it. Evidence of a later day counts as of today.
    /// </summary>
    public static EvidenceStanding Assess(IEnumerable<EvidenceItem> items, DateOnly today, HalfLives halfLives)
    {
        var weighed = items
            .Select(item => (Item: item, Gain: Chance(item, today, halfLives) - Nothing.Chance))
            .ToLookup(one => one.Item.IsAgainst);
        var best = weighed[false]
            .OrderByDescending(one => one.Gain)
            .ThenByDescending(one => one.Item.FoundOn)
            .FirstOrDefault();
        var gain = best.Gain - weighed[true].Select(one => one.Gain).DefaultIfEmpty(0).Max();
        if (best.Item is null or { Grade: EvidenceGrade.Assumption } || gain <= 0)
        {
            return Nothing;
        }
        var until = best.Item.FoundOn.AddDays(halfLives.Of(best.Item.Kind));
        return new(best.Item.Grade, Nothing.Chance + gain, until, today > until) { Strongest = best.Item };
    }

    private static double Chance(EvidenceItem item, DateOnly today, HalfLives halfLives) =>
        SuccessChance.Of(item.Grade, Math.Max(today.DayNumber - item.FoundOn.DayNumber, 0), halfLives.Of(item.Kind));
}
