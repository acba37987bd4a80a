using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// The business units whose own figures a person may see. The figures of the whole company are for everybody who reads
/// the board; who has been given units sees, beside them, those of these units only.
/// </summary>
/// <param name="Only">The units; null for all.</param>
public sealed record VisibleUnits(IReadOnlyList<string>? Only)
{
    public static readonly VisibleUnits All = new((IReadOnlyList<string>?)null);

    public bool Includes(string unit) => Only is null || Only.Contains(unit);

    /// <summary>Whether the person sees the figures of a member; only those of units are not for everybody.</summary>
    public bool Includes(string dimension, string member) =>
        dimension != KpiDimensions.BusinessUnit || Includes(member);

    /// <summary>The same text for people who see the same units: for what is cached.</summary>
    public string Key => Only is null ? "*" : string.Join('\n', Only.Order(StringComparer.Ordinal));
}
