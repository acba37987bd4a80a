using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>What of [Evidence] says how strong it is.</summary>
public sealed class EvidenceItemRow
{
    public long InitiativeId { get; init; }
    public string Kind { get; init; } = "";
    public string Grade { get; init; } = "";
    public DateOnly FoundOn { get; init; }
    public bool IsAgainst { get; init; }

    public EvidenceItem ToItem() => new(EvidenceKeys.Kind(Kind), EvidenceKeys.Grade(Grade), FoundOn, IsAgainst);
}
