using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Targets;

/// <summary>All targets in force, by figure.</summary>
/// <param name="Removed">The target that was just removed, to bring it back.</param>
public sealed record TargetList(IReadOnlyList<TargetGroup> Groups, TargetVersion? Removed, string RemovedName)
{
    /// <summary>The years that something is aimed at for, the last first.</summary>
    public required IReadOnlyList<int> Years { get; init; }

    /// <summary>The one whose targets are listed, all of them.</summary>
    public int? Year { get; init; }
}

public sealed record TargetGroup(string Name, IReadOnlyList<TargetLine> Lines)
{
    private const int Coming = 2;

    /// <summary>The figure's page; a budget has none.</summary>
    public string? Address { get; init; }

    public bool IsBudget { get; init; }

    /// <summary>Nothing is folded away.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The last that was due for each, and the next to come: that is what people ask about.</summary>
    public IReadOnlyList<TargetLine> Current => [.. Lines.Except(Earlier).Except(Later)];

    /// <summary>Those that later ones of the same kind have followed.</summary>
    public IReadOnlyList<TargetLine> Earlier => Folded(isDue: true, kind => kind.SkipLast(1));

    /// <summary>Those beyond the next ones of the same kind.</summary>
    public IReadOnlyList<TargetLine> Later => Folded(isDue: false, kind => kind.Skip(Coming));

    private TargetLine[] Folded(bool isDue, Func<IEnumerable<TargetLine>, IEnumerable<TargetLine>> which) =>
        IsWhole
            ? []
            :
            [
                .. Lines
                    .Where(line => line.Status is not null == isDue)
                    .GroupBy(line => (line.Who, line.Grain))
                    .SelectMany(which),
            ];
}

/// <summary>One target in the list.</summary>
/// <param name="Address">Its page; of a planned one, the import that brought it.</param>
/// <param name="Now">The figure's last complete value.</param>
public sealed record TargetLine(string Address, string Period, string Who, string Goal, string Threshold, string Now)
{
    public required string Origin { get; init; }
    public required bool IsPlanned { get; init; }
    public required Grain Grain { get; init; }

    /// <summary>Once the period is complete: whether it was met.</summary>
    public Badge? Status { get; init; }
}

/// <summary>The form for a new target.</summary>
public sealed record NewTargetPage(TargetForm Form)
{
    public required IReadOnlyList<TargetOption> Kpis { get; init; }
    public required IReadOnlyList<(string Group, IReadOnlyList<TargetOption> Options)> Members { get; init; }
    public required IReadOnlyList<(string Group, IReadOnlyList<TargetOption> Options)> Periods { get; init; }

    /// <summary>The target that is set already for what was chosen.</summary>
    public long? Other { get; init; }
}

public sealed record TargetOption(string Value, string Text, bool IsSelected);

/// <summary>One target: the way to it drawn, the form to change it, and its versions.</summary>
public sealed record TargetPage(TargetVersion Version, KpiDefinition Kpi, TargetForm Form)
{
    public bool IsSaved { get; init; }
    public required string Name { get; init; }
    public required string Who { get; init; }
    public required string Period { get; init; }
    public required string Goal { get; init; }
    public required string Lead { get; init; }
    public Badge? Status { get; init; }
    public required string FigureAddress { get; init; }
    public required TargetChart Chart { get; init; }

    /// <summary>What happened on the way.</summary>
    public required ChartMarks Marks { get; init; }
    public required IReadOnlyList<TargetHistory> History { get; init; }
}

/// <summary>The way from the past over today to the target, as the table that the chart reads.</summary>
public sealed record TargetChart(IReadOnlyList<TargetChartRow> Rows)
{
    public int Digits { get; init; }
    public string Unit { get; init; } = "";
    public double Divide { get; init; } = 1;
    public bool FromZero { get; init; }
    public bool HasInterval { get; init; }
    public bool HasThreshold { get; init; }
    public string Alt { get; init; } = "";
}

public sealed record TargetChartRow(string Period, string Short)
{
    public required Period At { get; init; }
    public TargetCell Value { get; init; } = TargetCell.None;
    public TargetCell Lower { get; init; } = TargetCell.None;
    public TargetCell Upper { get; init; } = TargetCell.None;
    public TargetCell Target { get; init; } = TargetCell.None;
    public TargetCell Threshold { get; init; } = TargetCell.None;
    public string Status { get; init; } = "";
    public bool IsRunning { get; init; }
}

/// <summary>A figure as people read it and as the chart does.</summary>
public sealed record TargetCell(string Text, string Exact)
{
    public static readonly TargetCell None = new("", "");
}

public sealed record TargetHistory(string Version, string Goal, string SetBy, string Ended, bool IsInForce);
