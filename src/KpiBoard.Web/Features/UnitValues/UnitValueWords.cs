using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.UnitValues.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>What is said about unit values, in the reader's language.</summary>
public sealed class UnitValueWords(
    IStringLocalizer<UnitValuesText> text,
    FigureWords figures,
    KpiBook book,
    UnitValueBook values,
    DateOnly today
)
{
    /// <summary>From here on three digits say enough.</summary>
    private const decimal LeastShort = 1_000;

    public FigureWords Figures => figures;

    public string Currency => figures.Context.Currency;

    private Formats Formats => figures.Context.Formats;

    public string Name(string kpi) => book.TryGet(kpi, out var known) ? figures.Name(known) : kpi;

    public string Who(UnitValueKey key) =>
        key.Dimension.Length == 0 ? text["Everybody"] : figures.NameOfMember(key.Member);

    /// <summary>"Customer churn, Mid-size".</summary>
    public string Subject(UnitValueKey key) =>
        key.Dimension.Length == 0 ? Name(key.Kpi) : $"{Name(key.Kpi)}, {figures.NameOfMember(key.Member)}";

    /// <summary>"one percentage point".</summary>
    public string Unit(KpiUnit unit) =>
        unit == KpiUnit.Money ? Formats.MoneyShort(Money.FromDecimal(1), Currency) : text[$"Unit.{unit.Text()}"];

    /// <summary>"DKK 1.6 m"; what is small with its decimals.</summary>
    public string Amount(decimal amount, string currency) =>
        Math.Abs(amount) < LeastShort
            ? Formats.MoneyExact(Money.FromDecimal(Math.Round(amount, 2)), currency)
            : Formats.MoneyShort(Money.FromDecimal(amount), currency);

    public string Amount(decimal amount) => Amount(amount, Currency);

    /// <summary>"One percentage point is worth DKK 1.6 m a year", or that nobody has said.</summary>
    public string Worth(UnitWorth worth) =>
        worth.Amount is not { } amount ? text["Worth.None"]
        : worth.Unit == KpiUnit.Money ? text["Worth.Money", Unit(worth.Unit), Amount(amount)]
        : Sentence(text["Worth", Unit(worth.Unit), Amount(amount)]);

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>What people wrote that a set value rests on, in their own language; empty for others.</summary>
    public static string Typed(UnitWorth worth) => worth.Origin == UnitWorthOrigin.Set ? worth.Set!.Source : "";

    /// <summary>Where a value comes from, in a sentence.</summary>
    public string Source(UnitValueKey key, UnitWorth worth) =>
        worth.Origin switch
        {
            UnitWorthOrigin.Set => Source(worth.Set!),
            UnitWorthOrigin.Computed => Formula(key, worth.Computed!),
            UnitWorthOrigin.CompanyShare when worth.Unit != KpiUnit.Money => text[
                "Source.Share",
                Amount(worth.Set!.Amount.ToDecimal()),
                Formats.Percent((double)worth.Share!)
            ],
            UnitWorthOrigin.CompanyShare => text["Source.Company"],
            _ => text[worth.Set is null ? "Source.None" : "Source.Currency", worth.Set?.Currency ?? ""],
        };

    public string Source(UnitValueRow row) =>
        row.Owner is { } owner
            ? text["Source.Set", owner, Formats.Date(row.AsOf)]
            : text["Source.NoOwner", Formats.Date(row.AsOf)];

    /// <summary>"Set", "Computed", "The company's".</summary>
    public string Origin(UnitWorth worth) => text[$"Origin.{worth.Origin}"];

    public bool IsStale(UnitWorth worth) =>
        worth is { Origin: UnitWorthOrigin.Set or UnitWorthOrigin.CompanyShare, Set: { } row } && row.IsStale(today);

    /// <summary>"2 years old" would say less than the day that it is of.</summary>
    public string Stale(UnitValueRow row) => text["Stale", Formats.Date(row.AsOf)];

    /// <summary>The formula with the numbers in it.</summary>
    public string Formula(UnitValueKey key, UnitEstimate estimate)
    {
        var inputs = values.Inputs(key.Dimension, key.Member)!;
        var basis = estimate.IsEarnings ? "Earnings" : "Revenue";
        var share = Formats.Percent((double)(inputs.MarginShare ?? 0));
        return key.Kpi switch
        {
            KpiCodes.ExistingRevenueGrowth => text[$"Formula.Stayed.{basis}", Short(inputs.ExistingStart), share],
            KpiCodes.ExistingMarginGrowth => text["Formula.StayedMargin", Short(inputs.MarginExistingStart)],
            KpiCodes.LogoChurn => Customers(inputs, estimate, share),
            KpiCodes.ShareOfWallet => text[
                $"Formula.Wallet.{basis}",
                Short(inputs.CategorySpend),
                Formats.Whole(inputs.CategoryCustomers),
                share
            ],
            KpiCodes.ExistingRevenue => text[$"Formula.Krone.{basis}", share],
            KpiCodes.ExistingMargin => text["Formula.Margin"],
            _ => text[$"Formula.Start.{basis}", Short(inputs.Start), share],
        };
    }

    private string Customers(UnitValueInputs inputs, UnitEstimate estimate, string share)
    {
        var customers = Formats.Whole(inputs.ChurnCustomers ?? inputs.Customers);
        return inputs is { MarginStart: { Units: > 0 } margin, MarginCustomers: > 0 }
            ? text["Formula.Customers.Margin", customers, Amount(margin.ToDecimal() / inputs.MarginCustomers)]
            : text[
                estimate.IsEarnings ? "Formula.Customers.Earnings" : "Formula.Customers.Revenue",
                customers,
                Amount(inputs.Start.ToDecimal() / inputs.Customers),
                share
            ];
    }

    /// <summary>"+4 points (2 to 7)"; of a share that is steered by the month how often a year it comes, too.</summary>
    public string Change(LinkRow link) =>
        link.TimesAYear == 1
            ? ChangeOnce(link)
            : text["Change.Times", ChangeOnce(link), Formats.Whole(link.TimesAYear)];

    private string ChangeOnce(LinkRow link)
    {
        if (!book.TryGet(link.Kpi, out var kpi))
        {
            return Formats.Change(link.ChangeLikely, 1);
        }
        var digits = new[] { link.ChangeLow, link.ChangeLikely, link.ChangeHigh }
            .Select(value => FigureNumbers.OfTyped(kpi, figures.Context, value))
            .MaxBy(numbers => numbers.Digits)!;
        return text[
            "Change",
            digits.Change(link.ChangeLikely),
            Formats.Interval(digits.ChangeNumber(link.ChangeLow), digits.ChangeNumber(link.ChangeHigh))
        ];
    }

    /// <summary>"+DKK 1.2 m (+DKK 0.4 m to +DKK 2.0 m)", the smaller end first.</summary>
    public string WorthOf(double low, double likely, double high) =>
        text[
            "Change",
            Formats.MoneyShortChange(AsMoney(likely), Currency),
            Formats.Interval(
                Formats.MoneyShortChange(AsMoney(Math.Min(low, high)), Currency),
                Formats.MoneyShortChange(AsMoney(Math.Max(low, high)), Currency)
            )
        ];

    public string MoneyChange(double amount) => Formats.MoneyShortChange(AsMoney(amount), Currency);

    private static Money AsMoney(double amount) => Money.FromDecimal((decimal)amount);

    private string Short(Money? amount) => Formats.MoneyShort(amount ?? Money.Zero, Currency);
}
