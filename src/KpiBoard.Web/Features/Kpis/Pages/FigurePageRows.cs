using KpiBoard.Core;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>A refresh run that is done: a state of knowledge that one can go back to.</summary>
public sealed class KnownRunRow
{
    public const string Done = "done";

    public long Id { get; init; }
    public DateTimeOffset FinishedAt { get; init; }
}

public sealed class MemberRow
{
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
}

/// <summary>One bridge as stored.</summary>
public sealed class BridgeRow
{
    public string Measure { get; init; } = "";
    public string Period { get; init; } = "";
    public Money Start { get; init; }
    public Money New { get; init; }
    public Money Reactivated { get; init; }
    public Money Expansion { get; init; }
    public Money Contraction { get; init; }
    public Money Churned { get; init; }
    public Money End { get; init; }
    public long CustomersStart { get; init; }
    public long CustomersNew { get; init; }
    public long CustomersReactivated { get; init; }
    public long CustomersExpanded { get; init; }
    public long CustomersContracted { get; init; }
    public long CustomersChurned { get; init; }
    public long CustomersEnd { get; init; }
    public Money Moved { get; init; }
    public Money Unidentified { get; init; }
    public Money CoveredAmount { get; init; }
    public Money TotalAmount { get; init; }
}

/// <summary>A value that a later run put in the place of another.</summary>
public sealed class RestatedRow
{
    public string Period { get; init; } = "";
    public double? Before { get; init; }
    public Money? MoneyBefore { get; init; }
    public double? After { get; init; }
    public Money? MoneyAfter { get; init; }
    public DateTimeOffset FinishedAt { get; init; }
}

/// <summary>All that one page of a figure shows, as stored and as known at one run.</summary>
/// <param name="Figures">Every figure of the choice over time: the changes that are shown together are judged together.</param>
public sealed record FigurePageData(
    KnownRunRow? Run,
    IReadOnlyList<KnownRunRow> Runs,
    IReadOnlyList<FigureRow> Figures,
    IReadOnlyList<FigureRow> Members,
    IReadOnlyList<MemberRow> MemberNames,
    IReadOnlyList<BridgeRow> Bridges,
    IReadOnlyList<RestatedRow> Restated
)
{
    /// <summary>Whether what is shown is all that is known now.</summary>
    public bool IsNow => Run?.Id == Runs.FirstOrDefault()?.Id;
}
