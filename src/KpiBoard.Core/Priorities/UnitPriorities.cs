namespace KpiBoard.Core.Priorities;

/// <summary>What a unit makes of its part in an initiative.</summary>
public enum Commitment
{
    /// <summary>It does its part.</summary>
    Committed,

    /// <summary>It does its part when nothing else needs the people.</summary>
    IfRoom,

    /// <summary>It does not do its part.</summary>
    Cannot,
}

/// <summary>Where a unit stands on an initiative.</summary>
/// <param name="Place">Among the unit's own initiatives, 1 the first; none when it has given it none.</param>
/// <param name="Commitment">None when the unit has said nothing.</param>
public sealed record UnitStand(string Unit, int? Place, Commitment? Commitment);

/// <summary>How far the units of one initiative are from each other; the worst first.</summary>
public enum UnitConflict
{
    /// <summary>One counts on it and another cannot: it needs both.</summary>
    Broken,

    /// <summary>One counts on it and another takes part only if there is room.</summary>
    Loose,

    /// <summary>All have spoken and nobody is committed.</summary>
    Orphaned,

    /// <summary>All are committed, and their places for it are far from each other.</summary>
    Apart,

    /// <summary>Nothing of the above yet, and some unit has said nothing.</summary>
    Silent,

    /// <summary>All are committed, and it stands at about the same place.</summary>
    Agreed,
}

/// <summary>Whether the units that an initiative needs want the same.</summary>
public static class UnitPriorities
{
    /// <summary>Places that differ by so many are far from each other.</summary>
    public const int FarApart = 3;

    /// <summary>How far the units of an initiative are from each other.</summary>
    /// <param name="stands">Of every unit that takes part, each once; two or more.</param>
    public static UnitConflict Between(IReadOnlyCollection<UnitStand> stands)
    {
        bool Any(Commitment? commitment) => stands.Any(stand => stand.Commitment == commitment);
        if (Any(Commitment.Committed) && Any(Commitment.Cannot))
        {
            return UnitConflict.Broken;
        }
        if (Any(Commitment.Committed) && Any(Commitment.IfRoom))
        {
            return UnitConflict.Loose;
        }
        if (Any(null))
        {
            return UnitConflict.Silent;
        }
        return !Any(Commitment.Committed) ? UnitConflict.Orphaned
            : Distance(stands) >= FarApart ? UnitConflict.Apart
            : UnitConflict.Agreed;
    }

    /// <summary>How far the places lie from each other; 0 when fewer than two have given one.</summary>
    public static int Distance(IReadOnlyCollection<UnitStand> stands)
    {
        var places = stands.Select(stand => stand.Place).OfType<int>().ToList();
        return places.Count < 2 ? 0 : places.Max() - places.Min();
    }
}
