using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>One figure of one period as commands and endpoints show it; ratios are not percentages.</summary>
public sealed record KpiPoint
{
    public required string Kpi { get; init; }
    public required string Grain { get; init; }
    public required string Period { get; init; }
    public string? Dimension { get; init; }
    public string? Member { get; init; }

    /// <summary>A number; of money with its exact digits.</summary>
    public object? Value { get; init; }
    public double? Lower { get; init; }
    public double? Upper { get; init; }
    public long N { get; init; }
    public required string Unit { get; init; }
    public bool Complete { get; init; }

    /// <summary>None for a period that is not complete.</summary>
    public string? Status { get; init; }
    public string? Reason { get; init; }

    /// <summary>What the status is told by: set for the period, or on the path to a later target.</summary>
    public double? Target { get; init; }
    public double? Threshold { get; init; }
    public bool TargetOnPath { get; init; }
    public double? StandardError { get; init; }
    public double? Unweighted { get; init; }
    public bool Gap { get; init; }
    public string? ComparedWith { get; init; }
    public double? Difference { get; init; }
    public double? DifferenceLower { get; init; }
    public double? DifferenceUpper { get; init; }
    public double? PValue { get; init; }
    public DateTimeOffset ComputedAt { get; init; }
}

/// <summary>One bridge as commands and endpoints show it; money with its exact digits.</summary>
public sealed record BridgePoint
{
    public required string Measure { get; init; }
    public required string Grain { get; init; }
    public required string Period { get; init; }
    public string? Dimension { get; init; }
    public string? Member { get; init; }
    public required string Currency { get; init; }
    public decimal Start { get; init; }
    public decimal New { get; init; }
    public decimal Reactivated { get; init; }
    public decimal Expansion { get; init; }
    public decimal Contraction { get; init; }
    public decimal Churned { get; init; }
    public decimal End { get; init; }

    /// <summary>What customers carry to another member until the next period, and from others: next start - this end.</summary>
    public decimal Moved { get; init; }
    public long CustomersStart { get; init; }
    public long CustomersNew { get; init; }
    public long CustomersReactivated { get; init; }
    public long CustomersExpanded { get; init; }
    public long CustomersContracted { get; init; }
    public long CustomersFlat { get; init; }
    public long CustomersChurned { get; init; }
    public long CustomersEnd { get; init; }

    /// <summary>What has no customer: beside the total, and of no member.</summary>
    public decimal? Unidentified { get; init; }

    /// <summary>The period's revenue, and the part of it whose cost is known.</summary>
    public decimal TotalAmount { get; init; }
    public decimal CoveredAmount { get; init; }
    public bool Complete { get; init; }
    public bool Gap { get; init; }
    public DateTimeOffset ComputedAt { get; init; }
}

/// <summary>A stored value with all that the table of values says of it.</summary>
public sealed class KpiValueRow : FigureRow
{
    public string Grain { get; init; } = "";
    public double? StandardError { get; init; }
    public DateTimeOffset ComputedAt { get; init; }

    /// <summary>With its status against the target of its period, if there is one.</summary>
    public KpiPoint ToPoint(KpiDefinition kpi, FigureTarget? target)
    {
        var value = MoneyValue?.ToDouble() ?? Value;
        return new()
        {
            Kpi = Kpi,
            Grain = Grain,
            Period = Period,
            Dimension = Dimension.Length == 0 ? null : Dimension,
            Member = Dimension.Length == 0 ? null : Member,
            Value = MoneyValue is { } money ? money.ToDecimal() : Value,
            Lower = Lower,
            Upper = Upper,
            N = N,
            Unit = kpi.Unit.Text(),
            Complete = IsComplete,
            Status = IsComplete ? KpiStatuses.Of(kpi, value, Lower, Upper, N, target).Text() : null,
            Reason = Reason,
            Target = target?.Value,
            Threshold = target?.Threshold,
            TargetOnPath = target is { IsOnPath: true },
            StandardError = StandardError,
            Unweighted = Unweighted,
            Gap = IsGap,
            ComparedWith = ComparedWith,
            Difference = Difference,
            DifferenceLower = DifferenceLower,
            DifferenceUpper = DifferenceUpper,
            PValue = PValue,
            ComputedAt = ComputedAt,
        };
    }
}

/// <summary>A row of the table of bridges.</summary>
public sealed class BridgeValueRow
{
    public string Measure { get; init; } = "";
    public string Grain { get; init; } = "";
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public string Period { get; init; } = "";
    public Money Start { get; init; }
    public Money New { get; init; }
    public Money Reactivated { get; init; }
    public Money Expansion { get; init; }
    public Money Contraction { get; init; }
    public Money Churned { get; init; }
    public Money End { get; init; }
    public Money Moved { get; init; }
    public Money Unidentified { get; init; }
    public Money TotalAmount { get; init; }
    public Money CoveredAmount { get; init; }
    public long CustomersStart { get; init; }
    public long CustomersNew { get; init; }
    public long CustomersReactivated { get; init; }
    public long CustomersExpanded { get; init; }
    public long CustomersContracted { get; init; }
    public long CustomersFlat { get; init; }
    public long CustomersChurned { get; init; }
    public long CustomersEnd { get; init; }
    public bool IsComplete { get; init; }
    public bool IsGap { get; init; }
    public DateTimeOffset ComputedAt { get; init; }

    public BridgePoint ToPoint(string currency) =>
        new()
        {
            Measure = Measure,
            Grain = Grain,
            Period = Period,
            Dimension = Dimension.Length == 0 ? null : Dimension,
            Member = Dimension.Length == 0 ? null : Member,
            Currency = currency,
            Start = Start.ToDecimal(),
            New = New.ToDecimal(),
            Reactivated = Reactivated.ToDecimal(),
            Expansion = Expansion.ToDecimal(),
            Contraction = Contraction.ToDecimal(),
            Churned = Churned.ToDecimal(),
            End = End.ToDecimal(),
            Moved = Moved.ToDecimal(),
            CustomersStart = CustomersStart,
            CustomersNew = CustomersNew,
            CustomersReactivated = CustomersReactivated,
            CustomersExpanded = CustomersExpanded,
            CustomersContracted = CustomersContracted,
            CustomersFlat = CustomersFlat,
            CustomersChurned = CustomersChurned,
            CustomersEnd = CustomersEnd,
            Unidentified = Dimension.Length == 0 ? Unidentified.ToDecimal() : null,
            TotalAmount = TotalAmount.ToDecimal(),
            CoveredAmount = CoveredAmount.ToDecimal(),
            Complete = IsComplete,
            Gap = IsGap,
            ComputedAt = ComputedAt,
        };
}
