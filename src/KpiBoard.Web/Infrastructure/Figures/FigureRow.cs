using KpiBoard.Core;
using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>One stored value, of the company or of one member.</summary>
public class FigureRow
{
    public string Kpi { get; init; } = "";
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public string Period { get; init; } = "";
    public int LastMonth { get; init; }
    public double? Value { get; init; }
    public Money? MoneyValue { get; init; }
    public double? Lower { get; init; }
    public double? Upper { get; init; }
    public double? Unweighted { get; init; }
    public long N { get; init; }
    public string? Reason { get; init; }
    public bool IsComplete { get; init; }
    public bool IsGap { get; init; }
    public string? ComparedWith { get; init; }
    public double? Difference { get; init; }
    public double? DifferenceLower { get; init; }
    public double? DifferenceUpper { get; init; }
    public double? PValue { get; init; }

    public FigurePoint ToPoint(PeriodCalendar calendar) =>
        new FigurePoint(calendar.Parse(Period))
        {
            Value = Value ?? MoneyValue?.ToDouble(),
            Money = MoneyValue,
            Lower = Lower,
            Upper = Upper,
            Unweighted = Unweighted,
            N = N,
            Reason = Reason,
            IsComplete = IsComplete,
            IsGap = IsGap,
        }.WithChange(
            ComparedWith is null ? null : calendar.Parse(ComparedWith),
            Difference,
            DifferenceLower,
            DifferenceUpper,
            PValue
        );
}
