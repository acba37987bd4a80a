using KpiBoard.Core;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>Of which figure, of the company or of one member, a unit is valued.</summary>
public sealed record UnitValueKey(string Kpi, string Dimension, string Member)
{
    public string Text => Dimension.Length == 0 ? "" : $"{Dimension}:{Member}";
}

/// <summary>What one unit is said to be worth, by whom it is answered for, and what it rests on.</summary>
public sealed record UnitValueContent(
    Money Amount,
    string Currency,
    string? Through,
    long? OwnerId,
    string Source,
    DateOnly AsOf
);

/// <summary>One version of a unit value.</summary>
public sealed record UnitValueVersion : UnitValueRow
{
    public int Version { get; init; }
    public DateTimeOffset SetAt { get; init; }
    public string SetBy { get; init; } = "";
    public DateTimeOffset? EndedAt { get; init; }
    public string? EndedBy { get; init; }

    public bool IsInForce => EndedAt is null;

    public UnitValueKey Key => new(Kpi, Dimension, Member);

    public UnitValueContent Content => new(Amount, Currency, Through, OwnerId, Source, AsOf);
}

/// <summary>What came of writing: the version now in force, or the one that stands in the way.</summary>
/// <param name="IsDone">False when somebody else has set or changed it meanwhile, or it is gone.</param>
public sealed record UnitValueWrite(bool IsDone, long? Id);

public sealed class PersonRow
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
}

public sealed class MemberRow
{
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";

    public string Text => $"{Dimension}:{Member}";
}
