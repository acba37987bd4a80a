using KpiBoard.Core.Kpis;

namespace KpiBoard.Core.Priorities;

/// <summary>
/// What the bridges of the last twelve months against the twelve before (<c>r12</c>) hold of a company or of one member,
/// in the company's currency.
/// </summary>
public sealed record UnitValueInputs
{
    /// <summary>Revenue of the starting twelve months.</summary>
    public Money Start { get; init; }

    /// <summary>The part of it that came from customers who are still there.</summary>
    public Money ExistingStart { get; init; }

    /// <summary>Customers present in the starting twelve months.</summary>
    public long Customers { get; init; }

    /// <summary>The customers that <c>churn.logo</c> is a share of, as the company defines it; none where it is absent.</summary>
    public long? ChurnCustomers { get; init; }

    /// <summary>Margin of the starting twelve months, over lines with a cost; none where no line has one.</summary>
    public Money? MarginStart { get; init; }

    /// <summary>The part of it that came from customers who are still there.</summary>
    public Money? MarginExistingStart { get; init; }

    /// <summary>Customers with a line that has a cost in the starting twelve months.</summary>
    public long MarginCustomers { get; init; }

    /// <summary>Margin of the last twelve months over the revenue of its lines; none where no line has a cost.</summary>
    public decimal? MarginShare { get; init; }

    /// <summary>What customers have said they spend in the category in a year; none where nobody has.</summary>
    public Money? CategorySpend { get; init; }

    /// <summary>How many have said it.</summary>
    public long CategoryCustomers { get; init; }
}

/// <summary>A unit value that follows from the company's own figures.</summary>
/// <param name="Amount">
/// In the company's currency and a year: of a ratio what one percentage point is worth, of money what one unit is.
/// </param>
/// <param name="IsEarnings">Whether it is counted in earnings; else in revenue, as no cost is known.</param>
public sealed record UnitEstimate(decimal Amount, bool IsEarnings);

/// <summary>
/// What one unit of a figure is worth in a year, where that follows from the figure's own definition: a percentage
/// point of a ratio is one hundredth of what it is a share of. The ratios are those of kpis.md, over twelve months.
/// </summary>
public static class UnitValues
{
    private const decimal Point = 0.01m;

    /// <summary>Margin over the revenue that it was made on; none where that is not positive.</summary>
    public static decimal? MarginShare(Money margin, Money revenue) =>
        revenue.Units <= 0 ? null : margin.ToDecimal() / revenue.ToDecimal();

    /// <summary>
    /// The value of one unit of a figure, positive for an improvement; none for figures of which it does not follow
    /// (what customers say, the company's own), and where what it is a share of is not positive.
    /// </summary>
    public static UnitEstimate? Of(string kpi, UnitValueInputs inputs) =>
        kpi switch
        {
            KpiCodes.NetRevenueRetention or KpiCodes.GrossRevenueRetention or KpiCodes.RevenueChurn => OfRevenue(
                Point * inputs.Start.ToDecimal(),
                inputs.MarginShare
            ),
            // Growth is measured over who is there in both years, so a point of it is one of what these began with.
            KpiCodes.ExistingRevenueGrowth => OfRevenue(Point * inputs.ExistingStart.ToDecimal(), inputs.MarginShare),
            KpiCodes.ExistingMarginGrowth => OfEarnings(Point * inputs.MarginExistingStart?.ToDecimal()),
            KpiCodes.LogoChurn => OfCustomers(inputs),
            KpiCodes.ShareOfWallet => OfRevenue(Point * inputs.CategorySpend?.ToDecimal(), inputs.MarginShare),
            KpiCodes.ExistingRevenue => OfRevenue(1, inputs.MarginShare),
            KpiCodes.ExistingMargin => OfEarnings(1),
            _ => null,
        };

    /// <summary>What one unit as people speak of it makes of one whole unit of the figure: a ratio of 1 is 100 points.</summary>
    public static double PerWhole(KpiUnit unit, decimal amount) =>
        (double)(unit == KpiUnit.Ratio ? amount / Point : amount);

    /// <summary>How many units as people speak of them a change of the figure is: 0.02 of a ratio is 2 points.</summary>
    public static double Units(KpiUnit unit, double change) => unit == KpiUnit.Ratio ? change / (double)Point : change;

    /// <summary>
    /// One percentage point of the customers at start, each worth what the average one earned us in the starting
    /// twelve months: margin where costs are known, else revenue, times the margin share where that is known.
    /// </summary>
    private static UnitEstimate? OfCustomers(UnitValueInputs inputs)
    {
        var lost = Point * (inputs.ChurnCustomers ?? inputs.Customers);
        return inputs is { MarginStart: { Units: > 0 } margin, MarginCustomers: > 0 }
                ? OfEarnings(lost * margin.ToDecimal() / inputs.MarginCustomers)
            : inputs.Customers > 0 ? OfRevenue(lost * inputs.Start.ToDecimal() / inputs.Customers, inputs.MarginShare)
            : null;
    }

    private static UnitEstimate? OfRevenue(decimal? revenue, decimal? marginShare) =>
        marginShare is { } share ? OfEarnings(revenue * share)
        : revenue > 0 ? new(revenue.Value, IsEarnings: false)
        : null;

    /// <summary>What loses money is worth nothing more of it: then none is given.</summary>
    private static UnitEstimate? OfEarnings(decimal? earnings) =>
        earnings > 0 ? new(earnings.Value, IsEarnings: true) : null;
}
