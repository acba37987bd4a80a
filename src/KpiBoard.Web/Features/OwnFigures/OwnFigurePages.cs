using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Features.OwnFigures;

/// <summary>The company's own figures: those in use, and those that it has retired.</summary>
/// <param name="Done">What was just done, and to which figure.</param>
public sealed record OwnFigureList(
    IReadOnlyList<OwnFigureLine> Used,
    IReadOnlyList<OwnFigureLine> Retired,
    (string Action, OwnFigureLine Line)? Done
);

/// <summary>One figure in the list.</summary>
/// <param name="ValuesTo">The last period that has a value; empty without any.</param>
public sealed record OwnFigureLine(KpiDefinition Kpi, OwnFigureRow Row, string Name, string Unit, string ValuesTo);

/// <summary>The page of one definition: what it says, the form to change it, and what it said before.</summary>
public sealed record OwnFigurePage(OwnFigureLine Line, OwnFigureForm Form, IReadOnlyList<OwnFigureVersion> Versions)
{
    public bool IsRetired => Line.Kpi.Own!.IsRetired;

    /// <summary>What was just done.</summary>
    public string Done { get; init; } = "";

    /// <summary>Where the reader came from, when that is a page of this product.</summary>
    public string? Back { get; init; }
}
