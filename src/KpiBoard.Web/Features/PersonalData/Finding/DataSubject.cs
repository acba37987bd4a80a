namespace KpiBoard.Web.Features.PersonalData.Finding;

/// <summary>One customer as a person: all numbers that are counted as the same, and the names they were described by.</summary>
/// <param name="Id">The product's own number of the one who was asked for.</param>
/// <param name="Others">Who was merged with them once and parted again: others, and named so that nobody is forgotten.</param>
public sealed record DataSubject(
    long Id,
    IReadOnlyList<PersonNumber> Numbers,
    IReadOnlyList<string> Names,
    IReadOnlyList<PersonNumber> Others
)
{
    public IReadOnlyList<long> Ids => [.. Numbers.Select(number => number.Id)];

    public string Number => Numbers.First(number => number.Id == Id).Number;

    public bool IsErased => Numbers.First(number => number.Id == Id).IsErased;

    /// <summary>What to look for, with what somebody adds.</summary>
    public PersonTerms Terms(IEnumerable<string> also) =>
        new(Numbers.Where(number => !number.IsErased).Select(number => number.Number), Names.Concat(also));
}

public sealed record PersonNumber
{
    public long Id { get; init; }

    /// <summary>In other systems; of one who was erased the pseudonym.</summary>
    public string Number { get; init; } = "";

    public string? Name { get; init; }

    public bool IsErased { get; init; }
}
