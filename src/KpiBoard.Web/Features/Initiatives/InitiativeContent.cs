using KpiBoard.Core;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>What people write of an initiative: all that an edit may change, and what a version keeps.</summary>
public sealed record InitiativeContent
{
    public long ThemeId { get; init; }
    public string Title { get; init; } = "";
    public string Why { get; init; } = "";
    public string CustomersWords { get; init; } = "";
    public string BriefCustomers { get; init; } = "";
    public string BriefNeed { get; init; } = "";
    public string BriefSituation { get; init; } = "";
    public string BriefDifference { get; init; } = "";
    public long OwnerId { get; init; }
    public long? SponsorId { get; init; }
    public string Status { get; init; } = InitiativeStatus.Idea;
    public DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public int? EffortDays { get; init; }

    /// <summary>In ten-thousandths of the currency unit: exact in a stored version too.</summary>
    public long? BudgetUnits { get; init; }
    public string? BudgetCurrency { get; init; }

    /// <summary>One of <see cref="ApproachKey"/>; null while it is not said.</summary>
    public string? Approach { get; init; }

    /// <summary>Why the gap exists that it is to close.</summary>
    public string Diagnosis { get; init; } = "";

    /// <summary>It is to be tried without proof, until a day and within limits.</summary>
    public bool IsBet { get; init; }
    public DateOnly? ProofDate { get; init; }
    public string KillCriterion { get; init; } = "";
    public IReadOnlyList<string> Units { get; init; } = [];
    public IReadOnlyList<LinkContent> Links { get; init; } = [];

    public Money? Budget() => BudgetUnits is { } units ? new Money(units) : null;

    /// <summary>What a bet was approved on.</summary>
    public (bool IsBet, DateOnly? ProofDate, string KillCriterion) BetTerms() => (IsBet, ProofDate, KillCriterion);
}

/// <summary>The change that is meant for one figure, in the figure's own unit.</summary>
public sealed record LinkContent
{
    public string Kpi { get; init; } = "";

    /// <summary>Empty for the company as a whole.</summary>
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public double ChangeLow { get; init; }
    public double ChangeLikely { get; init; }
    public double ChangeHigh { get; init; }
    public DateOnly ByWhen { get; init; }
}

/// <summary>One field of an initiative: how two versions of it are compared and one is taken over.</summary>
public sealed record ContentField(
    string Name,
    Func<InitiativeContent, InitiativeContent, bool> AreSame,
    Func<InitiativeContent, InitiativeContent, InitiativeContent> Take
)
{
    public static readonly IReadOnlyList<ContentField> All =
    [
        Of(nameof(InitiativeContent.Title), c => c.Title, (to, from) => to with { Title = from.Title }),
        Of(nameof(InitiativeContent.ThemeId), c => c.ThemeId, (to, from) => to with { ThemeId = from.ThemeId }),
        Of(nameof(InitiativeContent.Status), c => c.Status, (to, from) => to with { Status = from.Status }),
        Of(nameof(InitiativeContent.Approach), c => c.Approach, (to, from) => to with { Approach = from.Approach }),
        Of(nameof(InitiativeContent.Diagnosis), c => c.Diagnosis, (to, from) => to with { Diagnosis = from.Diagnosis }),
        Of(nameof(InitiativeContent.IsBet), c => c.IsBet, (to, from) => to with { IsBet = from.IsBet }),
        Of(nameof(InitiativeContent.ProofDate), c => c.ProofDate, (to, from) => to with { ProofDate = from.ProofDate }),
        Of(
            nameof(InitiativeContent.KillCriterion),
            c => c.KillCriterion,
            (to, from) => to with { KillCriterion = from.KillCriterion }
        ),
        Of(nameof(InitiativeContent.Why), c => c.Why, (to, from) => to with { Why = from.Why }),
        Of(
            nameof(InitiativeContent.CustomersWords),
            c => c.CustomersWords,
            (to, from) => to with { CustomersWords = from.CustomersWords }
        ),
        Of(
            nameof(InitiativeContent.BriefCustomers),
            c => c.BriefCustomers,
            (to, from) => to with { BriefCustomers = from.BriefCustomers }
        ),
        Of(nameof(InitiativeContent.BriefNeed), c => c.BriefNeed, (to, from) => to with { BriefNeed = from.BriefNeed }),
        Of(
            nameof(InitiativeContent.BriefSituation),
            c => c.BriefSituation,
            (to, from) => to with { BriefSituation = from.BriefSituation }
        ),
        Of(
            nameof(InitiativeContent.BriefDifference),
            c => c.BriefDifference,
            (to, from) => to with { BriefDifference = from.BriefDifference }
        ),
        Of(nameof(InitiativeContent.OwnerId), c => c.OwnerId, (to, from) => to with { OwnerId = from.OwnerId }),
        Of(nameof(InitiativeContent.SponsorId), c => c.SponsorId, (to, from) => to with { SponsorId = from.SponsorId }),
        Of(nameof(InitiativeContent.StartsOn), c => c.StartsOn, (to, from) => to with { StartsOn = from.StartsOn }),
        Of(nameof(InitiativeContent.EndsOn), c => c.EndsOn, (to, from) => to with { EndsOn = from.EndsOn }),
        Of(
            nameof(InitiativeContent.EffortDays),
            c => c.EffortDays,
            (to, from) => to with { EffortDays = from.EffortDays }
        ),
        Of(
            nameof(InitiativeContent.Budget),
            c => (c.BudgetUnits, c.BudgetCurrency),
            (to, from) => to with { BudgetUnits = from.BudgetUnits, BudgetCurrency = from.BudgetCurrency }
        ),
        new(
            nameof(InitiativeContent.Units),
            (a, b) => a.Units.Order().SequenceEqual(b.Units.Order()),
            (to, from) => to with { Units = from.Units }
        ),
        new(
            nameof(InitiativeContent.Links),
            (a, b) => a.Links.SequenceEqual(b.Links),
            (to, from) => to with { Links = from.Links }
        ),
    ];

    private static ContentField Of<T>(
        string name,
        Func<InitiativeContent, T> value,
        Func<InitiativeContent, InitiativeContent, InitiativeContent> take
    ) => new(name, (a, b) => EqualityComparer<T>.Default.Equals(value(a), value(b)), take);

    /// <summary>The fields in which two versions differ.</summary>
    public static IReadOnlyList<ContentField> Between(InitiativeContent before, InitiativeContent after) =>
        [.. All.Where(field => !field.AreSame(before, after))];
}

/// <summary>Two people changed the same version: what each of them made of it.</summary>
/// <param name="Base">What both had before them.</param>
/// <param name="Stored">What the other one has stored meanwhile.</param>
/// <param name="Mine">What this person sent.</param>
public sealed record EditConflict(InitiativeContent Base, InitiativeContent Stored, InitiativeContent Mine)
{
    /// <summary>Fields whose stored value is not what this person sent.</summary>
    public IReadOnlyList<ContentField> Differing => ContentField.Between(Stored, Mine);

    /// <summary>True where both changed the field, and differently: only a person can decide.</summary>
    public bool IsContested(ContentField field) => !field.AreSame(Base, Stored) && !field.AreSame(Base, Mine);

    /// <summary>What each changed alone, together; of what both changed, this person's.</summary>
    public InitiativeContent Merged =>
        Differing.Where(one => one.AreSame(Base, Mine)).Aggregate(Mine, (merged, one) => one.Take(merged, Stored));
}
