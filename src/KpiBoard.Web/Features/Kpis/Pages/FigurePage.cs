using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>The page of one figure, in the reader's language.</summary>
public sealed record FigurePage(KpiDefinition Kpi, FigureChoice Choice, string Query)
{
    /// <summary>What a link to this view says to others: the last period is named, so that it still shows it next month.</summary>
    public required string SharedQuery { get; init; }
    public required string Name { get; init; }
    public required string Group { get; init; }
    public required string About { get; init; }

    /// <summary>What leads to setting a target for what is shown.</summary>
    public string TargetQuery =>
        QueryString
            .Create(
                new Dictionary<string, string?>
                {
                    ["kpi"] = Kpi.Code,
                    ["grain"] = Choice.Grain.Text(),
                    ["member"] = Choice.IsTotal ? "" : FigureChoice.MemberText(Choice.Dimension, Choice.Member),
                }
            )
            .ToString();

    /// <summary>What people speak about here.</summary>
    public string Subject =>
        Choice.IsTotal
            ? $"figure:{Kpi.Code}"
            : $"figure:{Kpi.Code}/{FigureChoice.MemberText(Choice.Dimension, Choice.Member)}";

    /// <summary>What leads to noting an event that concerns what is shown.</summary>
    public string EventQuery =>
        QueryString
            .Create(
                new Dictionary<string, string?>
                {
                    ["kpi"] = Kpi.Code,
                    ["member"] = Choice.IsTotal ? "" : FigureChoice.MemberText(Choice.Dimension, Choice.Member),
                }
            )
            .ToString();

    public required FigureHero Hero { get; init; }
    public required FigureFilter Filter { get; init; }
    public required IReadOnlyList<FigureFact> Facts { get; init; }

    /// <summary>Says that one looks at the past, or that nothing was known then.</summary>
    public string? Known { get; init; }

    /// <summary>Money that is missing in the figure.</summary>
    public string? LeftOut { get; init; }
    public ChartFigure? Series { get; init; }
    public ChartFigure? Usual { get; init; }
    public IReadOnlyList<ChartFigure> Bridges { get; init; } = [];

    /// <summary>What must be known to read the bridge: that it adds up, and how much of it has a cost.</summary>
    public IReadOnlyList<string> BridgeNotes { get; init; } = [];
    public IReadOnlyList<MemberTable> Members { get; init; } = [];
    public required IReadOnlyList<string> Method { get; init; }
    public required IReadOnlyList<string> Restated { get; init; }
}

/// <summary>The latest value, large.</summary>
public sealed record FigureHero(string Period)
{
    public string Number { get; init; } = "";
    public string Unit { get; init; } = "";
    public bool IsUnitTight { get; init; }
    public Badge? Badge { get; init; }
    public string Certainty { get; init; } = "";
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Where the value stands against its target, and the target; neither without one.</summary>
    public Badge? Status { get; init; }
    public string? Target { get; init; }

    /// <summary>Why there is no value.</summary>
    public string? Absent { get; init; }
}

/// <summary>The form above the charts.</summary>
public sealed record FigureFilter
{
    public required IReadOnlyList<FilterOption> Grains { get; init; }
    public required IReadOnlyList<(string Group, IReadOnlyList<FilterOption> Members)> Members { get; init; }
    public required IReadOnlyList<FilterOption> From { get; init; }
    public required IReadOnlyList<FilterOption> To { get; init; }
    public required IReadOnlyList<FilterOption> Known { get; init; }
}

public sealed record FilterOption(string Value, string Text, bool IsSelected);
