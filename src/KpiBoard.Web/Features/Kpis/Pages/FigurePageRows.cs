using System.Globalization;
using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>A refresh run that is done: a state of knowledge that one can go back to.</summary>
public sealed class KnownRunRow
{
    public const string Done = "done";

    public long Id { get; init; }
    public DateTimeOffset FinishedAt { get; init; }
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

/// <summary>All that one page of a figure shows, as known at one run.</summary>
/// <param name="Figures">Every figure of the choice over time: the changes that are shown together are judged together.</param>
/// <param name="Members">The figure of every member, in the period that the page is about.</param>
/// <param name="Growth">Of an exact sum: its members' growth, which can be tested.</param>
/// <param name="Bridges">Of that period: in the rates of the months, and at constant ones where there are any.</param>
public sealed record FigurePageData(
    KnownRunRow? Run,
    IReadOnlyList<KnownRunRow> Runs,
    IReadOnlyList<KpiPoint> Figures,
    IReadOnlyList<KpiPoint> Members,
    IReadOnlyList<KpiPoint> Growth,
    IReadOnlyList<BridgePoint> Bridges,
    IReadOnlyList<RestatedRow> Restated
)
{
    /// <summary>Which figures there are.</summary>
    public KpiBook Book { get; init; } = KpiBook.BuiltIn;

    /// <summary>Money that is in no figure for want of a rate.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>Without the figures of units that the person does not see.</summary>
    public FigurePageData SeenBy(VisibleUnits units) =>
        units.Only is null
            ? this
            : this with
            {
                Members = [.. Members.Where(point => IsSeen(point, units))],
                Growth = [.. Growth.Where(point => IsSeen(point, units))],
            };

    private static bool IsSeen(KpiPoint point, VisibleUnits units) =>
        units.Includes(point.Dimension ?? KpiDimensions.Total, point.Member ?? "");

    /// <summary>Whether what is shown is all that is known now.</summary>
    public bool IsNow => Run?.Id == Runs.FirstOrDefault()?.Id;
}

/// <summary>Figures as they are stored, for the pages to show.</summary>
internal static class FigurePoints
{
    public static FigurePoint ToFigure(this KpiPoint point, PeriodCalendar calendar) =>
        new FigurePoint(calendar.Parse(point.Period))
        {
            Value = point.Value is null ? null : Convert.ToDouble(point.Value, CultureInfo.InvariantCulture),
            Money = point.Value is decimal amount ? Money.FromDecimal(amount) : null,
            Lower = point.Lower,
            Upper = point.Upper,
            Unweighted = point.Unweighted,
            N = point.N,
            Reason = point.Reason,
            IsComplete = point.Complete,
            IsGap = point.Gap,
            Target = point.Target is { } target ? new FigureTarget(target, point.Threshold, point.TargetOnPath) : null,
        }.WithChange(
            point.ComparedWith is null ? null : calendar.Parse(point.ComparedWith),
            point.Difference,
            point.DifferenceLower,
            point.DifferenceUpper,
            point.PValue
        );
}
