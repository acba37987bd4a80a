namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Which initiatives are shown, as the address says it; nothing chosen shows all.</summary>
public sealed record InitiativeFilter
{
    public long? Theme { get; init; }
    public long? Owner { get; init; }
    public string? Unit { get; init; }
    public string? Status { get; init; }

    /// <summary>One of <see cref="ApproachKey"/>, or <c>none</c> for those that do not say.</summary>
    public string? Approach { get; init; }

    public const string NoApproach = "none";

    public bool IsEmpty =>
        Theme is null
        && Owner is null
        && string.IsNullOrEmpty(Unit)
        && string.IsNullOrEmpty(Status)
        && string.IsNullOrEmpty(Approach);

    public bool Admits(InitiativeRow row, IEnumerable<string> units) =>
        (Theme is not { } theme || row.ThemeId == theme)
        && (Owner is not { } owner || row.OwnerId == owner)
        && (string.IsNullOrEmpty(Status) || row.Status == Status)
        && (string.IsNullOrEmpty(Approach) || (row.Approach ?? NoApproach) == Approach)
        && (string.IsNullOrEmpty(Unit) || units.Contains(Unit));
}
