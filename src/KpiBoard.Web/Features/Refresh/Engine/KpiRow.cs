using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Which value: the figure, grain, member and period, as the table has them.</summary>
internal readonly record struct KpiKey(string Kpi, string Grain, string Dimension, string Member, string Period);

/// <summary>One figure of one member and period, as it is stored: a value with its interval, or none with a reason.</summary>
internal sealed record KpiRow(KpiKey Key, int LastMonth)
{
    public double? Value { get; init; }

    public long? MoneyValue { get; init; }

    public double? Lower { get; init; }

    public double? Upper { get; init; }

    public double? StandardError { get; init; }

    /// <summary>The middle of the interval before clamping, by which scores are compared.</summary>
    public double? Centre { get; init; }

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

    public Estimate Estimate => new(Value, StandardError, Lower, Upper, N, Reason);

    public KpiRow With(Estimate estimate) =>
        this with
        {
            Value = estimate.Value,
            StandardError = estimate.StandardError,
            Lower = estimate.Lower,
            Upper = estimate.Upper,
            N = estimate.N,
            Reason = estimate.Reason,
        };

    public KpiRow With(string comparedWith, ChangeTest change) =>
        this with
        {
            ComparedWith = comparedWith,
            Difference = change.Difference,
            DifferenceLower = change.Lower,
            DifferenceUpper = change.Upper,
            PValue = change.PValue,
        };
}

/// <summary>A row in force and the run that wrote it.</summary>
internal sealed record StoredKpiRow(KpiRow Row, long FromRun);

/// <summary>Values to compute anew: of these figures at this grain, in the periods with these last months.</summary>
internal sealed record KpiScope(IReadOnlyList<string> Kpis, Grain Grain, IReadOnlyCollection<int> LastMonths);
