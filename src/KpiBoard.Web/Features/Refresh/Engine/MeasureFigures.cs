using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// The values of one of the company's own figures and one member at one grain: what a file gives, else what follows from
/// the parts of the period.
/// </summary>
internal sealed class MeasureFigures(KpiDefinition kpi, MeasureSeries series, PeriodAxis axis, FigureBasis basis)
{
    private readonly PeriodRule rule = kpi.Own!.AddsUp;

    public IEnumerable<KpiRow> Rows(string segment)
    {
        var found = Enumerable.Range(0, axis.Count).Select(slot => Of(axis.Periods[slot])).ToList();
        var first = found.FindIndex(value => value is { Value: not null });
        var last = found.FindLastIndex(value => value is { Value: not null });
        if (first < 0)
        {
            return [];
        }
        var rows = new FigureRows(kpi.Code, axis);
        for (var slot = first; slot <= last; slot++)
        {
            if (found[slot] is { } known)
            {
                var dimension = segment.Length == 0 ? KpiDimensions.Total : KpiDimensions.Segment;
                rows.Add(Filled(rows.Row(dimension, segment, slot), known), slot);
            }
        }
        return rows.Compared(_ => true, slot => IsComplete(slot, found[slot]), Change);
    }

    private bool IsComplete(int slot, Found? found) =>
        found is not { IsPartial: true } && basis.IsMeasured(axis.Periods[slot]);

    private KpiRow Filled(KpiRow row, Found found)
    {
        if (found.Value is not { } measured)
        {
            return row with { Reason = found.Reason, IsGap = found.Reason == AbsenceReason.NoData };
        }
        var isMoney = kpi.Unit == KpiUnit.Money;
        return row with
        {
            Value = isMoney ? null : (double)measured.Value,
            MoneyValue = isMoney ? Money.FromDecimal(measured.Value).Units : null,
            Lower = measured.Lower,
            Upper = measured.Upper,
            StandardError = (measured.Upper - measured.Lower) / (2 * Normal.TwoSidedQuantile(basis.IntervalLevel)),
            N = measured.N,
        };
    }

    /// <summary>None for a period of which nothing is to be said.</summary>
    private Found? Of(Period period)
    {
        if (series.Of(period) is { } given)
        {
            return new(given);
        }
        if (period.Grain == Grain.Month)
        {
            return series.Has(Grain.Month) ? new(null) { Reason = AbsenceReason.NoData } : null;
        }
        // The twelve months to the end of a year are the year.
        if (
            period.Grain == Grain.R12
            && basis.Calendar.Containing(period.Last, Grain.Year) is var year
            && year.Last == period.Last
            && series.Of(year) is { } ofYear
        )
        {
            return new(ofYear);
        }
        return FromParts(period, Grain.Month) ?? FromParts(period, Grain.Quarter) ?? Missing(period);
    }

    /// <summary>From its months, or its quarters; of a period that still runs, or whose last file has not come, so far.</summary>
    private Found? FromParts(Period period, Grain grain)
    {
        if (grain == period.Grain || !series.Has(grain))
        {
            return null;
        }
        var parts = basis.Calendar.Range(grain, period.First, period.Last).ToList();
        // Windows of twelve months need not begin with a quarter.
        if (parts[0].First != period.First || parts[^1].Last != period.Last)
        {
            return null;
        }
        var known = parts.Select(part => (Part: part, Value: series.Of(part))).ToList();
        var values = known.Where(part => part.Value is not null).Select(part => part.Value!).ToList();
        if (rule == PeriodRule.Last ? known[^1].Value is not null : values.Count == parts.Count)
        {
            return new(rule.Combine(rule == PeriodRule.Last ? [known[^1].Value!] : values));
        }
        var begun = known.TakeWhile(part => part.Value is not null).Count();
        var isSoFar =
            period.Grain != Grain.R12
            && values.Count > 0
            && (begun == values.Count || rule == PeriodRule.Last)
            && series.IsAfterLast(known.First(part => part.Value is null && part.Part > LastKnown(known)).Part);
        return isSoFar ? new(rule.Combine(values)) { IsPartial = true } : null;
    }

    private static Period LastKnown(List<(Period Part, MeasuredValue? Value)> parts) =>
        parts.Last(part => part.Value is not null).Part;

    /// <summary>A hole between others: without any part a gap, else a period that cannot be told from what is there.</summary>
    private Found? Missing(Period period) =>
        period.Grain == Grain.R12 && !series.Has(Grain.Month) ? null
        : IsBegun(period) ? new(null) { Reason = AbsenceReason.PartsMissing }
        : new(null) { Reason = AbsenceReason.NoData };

    private bool IsBegun(Period period) =>
        new[] { Grain.Month, Grain.Quarter }
            .Where(grain => grain < period.Grain)
            .SelectMany(grain => basis.Calendar.Range(grain, period.First, period.Last))
            .Any(part => series.Of(part) is not null);

    private ChangeTest? Change(KpiRow later, KpiRow earlier) =>
        ChangeTest.Between(later.Estimate, earlier.Estimate, basis.IntervalLevel);

    private sealed record Found(MeasuredValue? Value)
    {
        public string? Reason { get; init; }

        /// <summary>Whether parts of it are still to come.</summary>
        public bool IsPartial { get; init; }
    }
}
