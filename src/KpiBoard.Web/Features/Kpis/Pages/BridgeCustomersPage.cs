using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>The customers behind one bar, a page at a time.</summary>
public sealed record BridgeCustomersPage(string Title, string Lead)
{
    public const int PageSize = 50;

    public required string Start { get; init; }
    public required string End { get; init; }
    public required string Difference { get; init; }

    /// <summary>Whose customers are shown, for who does not see all.</summary>
    public string? Units { get; init; }
    public IReadOnlyList<BridgeCustomerLine> Lines { get; init; } = [];
    public int Page { get; init; }
    public int Pages { get; init; }
    public required string Figure { get; init; }
    public required string FigureAddress { get; init; }
    public required BridgeCustomersQuery Query { get; init; }
}

public sealed record BridgeCustomerLine(
    string CustomerId,
    string Name,
    string Segment,
    string Unit,
    string Start,
    string End,
    string Difference
);

/// <summary>Puts the customers behind a bar into words.</summary>
public sealed class BridgeCustomersComposer(IStringLocalizer<KpiText> text, FigureWords figures)
{
    private FigureContext Context => figures.Context;

    public BridgeCustomersPage Compose(
        BridgeBar bar,
        IReadOnlyList<BridgeCustomer> all,
        IReadOnlyList<BridgeCustomer> shown,
        BridgeCustomersQuery query,
        IReadOnlyList<string>? units
    )
    {
        var period = Context.Period(bar.Period);
        var figure = KpiCatalogue.Get(
            bar.Measure == BridgeMeasure.Margin ? KpiCodes.ExistingMargin : KpiCodes.ExistingRevenue
        );
        var choice = new FigureChoice(bar.Period.Grain)
        {
            Dimension = bar.Dimension,
            Member = bar.Member,
            To = bar.Period,
        };
        var sum = all.Aggregate(Money.Zero, (sum, customer) => sum + customer.Amount);
        var amount = Context.Formats.MoneyExact(sum, Context.Currency);
        var member = bar.Member.Length > 0 ? $", {figures.NameOfMember(bar.Member)}" : "";
        return new(
            Title(bar, period) + member,
            all.Count == 0 ? text["CustomersNone"] : text.Count("CustomersLead", all.Count, amount)
        )
        {
            Start = Context.Period(bar.Period.Predecessor),
            End = period,
            Difference = text["ColDifference"],
            Units =
                units is null ? null
                : units.Count == 0 ? text["CustomersNoUnits"].Value
                : text["CustomersUnits", string.Join(", ", units)].Value,
            Lines = [.. shown.Select(Line)],
            Page = query.Page ?? 1,
            Pages = Math.Max(1, (all.Count + BridgeCustomersPage.PageSize - 1) / BridgeCustomersPage.PageSize),
            Figure = figures.Name(figure),
            FigureAddress = $"/figures/{figure.Code}{choice.ToQuery(Context.Calendar)}",
            Query = query,
        };
    }

    private string Title(BridgeBar bar, string period) =>
        bar.Part.Code switch
        {
            "start" => text["CustomersOf", Context.Period(bar.Period.Predecessor)],
            "end" => text["CustomersOf", period],
            var code => text["CustomersTitle", text[$"Customers.{code}"].Value, period],
        };

    private BridgeCustomerLine Line(BridgeCustomer customer)
    {
        var (start, end) = (new Money(customer.Entry.Start), new Money(customer.Entry.End));
        return new(
            customer.CustomerId,
            customer.Name,
            figures.NameOfMember(customer.Segment),
            figures.NameOfMember(customer.BusinessUnit),
            customer.Entry.PresentAtStart ? Context.Formats.MoneyNumber(start) : "",
            customer.Entry.PresentAtEnd ? Context.Formats.MoneyNumber(end) : "",
            Context.Formats.MoneyNumberChange(end - start)
        );
    }
}
