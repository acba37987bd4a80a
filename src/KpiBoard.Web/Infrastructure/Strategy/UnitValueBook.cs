using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>
/// What one unit of each figure is worth: set by people, or following from the figures. The one place that says which of
/// them counts, for the order of the initiatives and for the pages alike.
/// </summary>
public sealed class UnitValueBook
{
    private readonly Dictionary<(string, string, string), UnitValueRow> set;
    private readonly IReadOnlyDictionary<(string Dimension, string Member), UnitValueInputs> inputs;
    private readonly KpiBook figures;

    /// <summary>Takes what was read.</summary>
    /// <param name="set">The values in force.</param>
    /// <param name="inputs">By member what values can be computed from; the company's under two empty texts.</param>
    /// <param name="currency">The company's; a value that was set in another one is kept and does not count.</param>
    public UnitValueBook(
        IEnumerable<UnitValueRow> set,
        IReadOnlyDictionary<(string Dimension, string Member), UnitValueInputs> inputs,
        Month? asOf,
        KpiBook figures,
        string? currency
    )
    {
        this.set = set.ToDictionary(row => (row.Kpi, row.Dimension, row.Member));
        this.inputs = inputs;
        this.figures = figures;
        AsOf = asOf;
        Currency = currency;
    }

    /// <summary>The month in which the twelve months end that computed values are from; null before there are any.</summary>
    public Month? AsOf { get; }

    public string? Currency { get; }

    public IEnumerable<UnitValueRow> Set => set.Values;

    public UnitValueRow? SetFor(string kpi, string dimension, string member) =>
        set.GetValueOrDefault((kpi, dimension, member));

    /// <summary>Whether a value is counted: those in another currency than the company's are not.</summary>
    public bool Counts(UnitValueRow row) => row.Currency == Currency;

    public UnitValueInputs? Inputs(string dimension, string member) => inputs.GetValueOrDefault((dimension, member));

    /// <summary>
    /// What one unit is worth: what was set for just this, else what follows from its own figures, else the company's
    /// set value by the member's share of its revenue, so that the members' points add up to the company's.
    /// </summary>
    public UnitWorth Of(string kpi, string dimension, string member)
    {
        if (!figures.TryGet(kpi, out var figure) || figure.Good == GoodDirection.Neither)
        {
            return new(figure?.Unit ?? KpiUnit.Number, UnitWorthOrigin.None, null);
        }
        var own = SetFor(kpi, dimension, member);
        var computed = Inputs(dimension, member) is { } known ? UnitValues.Of(kpi, known) : null;
        if (own is not null && Counts(own))
        {
            return new(figure.Unit, UnitWorthOrigin.Set, own.Amount.ToDecimal()) { Set = own, Computed = computed };
        }
        if (computed is not null)
        {
            return new(figure.Unit, UnitWorthOrigin.Computed, computed.Amount) { Set = own, Computed = computed };
        }
        if (
            dimension.Length > 0
            && SetFor(kpi, "", "") is { } company
            && Counts(company)
            && Share(dimension, member) is { } share
        )
        {
            // A krone of one customer is a krone of the company; a point among some is only a part of one among all.
            var amount = company.Amount.ToDecimal() * (figure.Unit == KpiUnit.Money ? 1 : share);
            return new(figure.Unit, UnitWorthOrigin.CompanyShare, amount) { Set = company, Share = share };
        }
        return new(figure.Unit, UnitWorthOrigin.None, null) { Set = own };
    }

    /// <summary>The book as it would be with another value in the place of the one that there is.</summary>
    public UnitValueBook With(UnitValueRow row) =>
        new(
            set.Values.Where(other =>
                    (other.Kpi, other.Dimension, other.Member) != (row.Kpi, row.Dimension, row.Member)
                )
                .Append(row),
            inputs,
            AsOf,
            figures,
            Currency
        );

    /// <summary>The book as it would be without a value that was set.</summary>
    public UnitValueBook Without(UnitValueRow row) =>
        new(
            set.Values.Where(other =>
                (other.Kpi, other.Dimension, other.Member) != (row.Kpi, row.Dimension, row.Member)
            ),
            inputs,
            AsOf,
            figures,
            Currency
        );

    private decimal? Share(string dimension, string member) =>
        Inputs("", "") is { Start.Units: > 0 } all && Inputs(dimension, member) is { Start.Units: > 0 } part
            ? part.Start.ToDecimal() / all.Start.ToDecimal()
            : null;
}
