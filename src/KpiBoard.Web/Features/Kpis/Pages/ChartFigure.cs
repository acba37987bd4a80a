using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Sheets;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>A chart that stands on its table: the script reads the figures from the table beneath it.</summary>
/// <param name="Kind">series, xmr or bridge.</param>
/// <param name="Title">What was found, as a sentence.</param>
/// <param name="Meta">Measure, unit and method.</param>
/// <param name="Alt">For who cannot see the chart.</param>
public sealed record ChartFigure(string Kind, string Title, string Meta, string Alt)
{
    public int Digits { get; init; }
    public string Unit { get; init; } = "";

    /// <summary>What a stored value is divided by to be shown.</summary>
    public double Divide { get; init; } = 1;
    public double? Cut { get; init; }
    public double? Centre { get; init; }
    public double? Lower { get; init; }
    public double? Upper { get; init; }
    public bool FromZero { get; init; } = true;
    public IReadOnlyList<ChartKey> Key { get; init; } = [];
    public required string TableTitle { get; init; }
    public required IReadOnlyList<ChartColumn> Columns { get; init; }
    public required IReadOnlyList<ChartRow> Rows { get; init; }
    public IReadOnlyList<ChartRow> Foot { get; init; } = [];

    /// <summary>Links to what lies behind the parts of the chart.</summary>
    public IReadOnlyList<(string Text, string Address)> Links { get; init; } = [];
    public string LinksTitle { get; init; } = "";

    /// <summary>What happened, as letters on a chart in time.</summary>
    public ChartMarks Marks { get; init; } = ChartMarks.None;

    /// <summary>Whether the letters are explained under another chart.</summary>
    public bool AreMarksAbove { get; init; }

    /// <summary>The table as a file.</summary>
    public TableFiles? Files { get; init; }
}

/// <summary>A mark of the chart and what it means.</summary>
/// <param name="Mark">line, band, usual, signal, rise or fall.</param>
public sealed record ChartKey(string Mark, string Text);

/// <summary>A column of the table under the chart.</summary>
/// <param name="Reads">What the script reads the column as; none for one that only people read.</param>
public sealed record ChartColumn(string Title, string? Reads = null, bool IsNumber = true);

/// <summary>A cell as people read it and as the script does.</summary>
/// <param name="Value">The unrounded value where the script reads it; empty for an absent one.</param>
public sealed record ChartCell(string Text, string? Value = null, string? Short = null)
{
    /// <summary>Where the cell leads, from the root of the site; the point of the chart leads there too.</summary>
    public string? Address { get; init; }

    /// <summary>How many comments lie there: the point of the chart carries the number.</summary>
    public int Comments { get; init; }
}

public sealed record ChartRow(params IReadOnlyList<ChartCell> Cells)
{
    /// <summary>better or worse, on a point that is a signal.</summary>
    public string? Signal { get; init; }

    /// <summary>up or down.</summary>
    public string? Direction { get; init; }

    /// <summary>total, rise or fall, in a bridge.</summary>
    public string? Kind { get; init; }

    public bool IsRunning { get; init; }

    /// <summary>Where the customers are that moved this bar of a bridge.</summary>
    public string? Address { get; init; }
}
