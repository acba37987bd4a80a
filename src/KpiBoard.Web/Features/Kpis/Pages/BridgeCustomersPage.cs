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
        BridgeCustomers behind,
        IReadOnlyList<BridgeCustomer> shown,
        BridgeCustomersQuery query,
        IReadOnlyList<string>? units
    )
    {
        var (words, seen) = (new BridgeBarWords(text, figures, bar), behind.Seen);
        var amount = Context.Formats.MoneyExact(BridgeCustomers.Sum(seen), Context.Currency);
        return new(
            words.Title,
            seen.Count == 0 ? text["CustomersNone"] : text.Count("CustomersLead", seen.Count, amount)
        )
        {
            Start = words.Start,
            End = words.End,
            Difference = text["ColDifference"],
            Units = words.Units(units),
            Lines = [.. shown.Select(Line)],
            Page = query.Page ?? 1,
            Pages = Math.Max(1, (seen.Count + BridgeCustomersPage.PageSize - 1) / BridgeCustomersPage.PageSize),
            Figure = words.Figure,
            FigureAddress = words.FigureAddress,
            Query = query,
        };
    }

    private BridgeCustomerLine Line(BridgeCustomer customer) =>
        new(
            customer.CustomerId,
            customer.Name,
            figures.NameOfMember(customer.Segment),
            figures.NameOfMember(customer.BusinessUnit),
            customer.Entry.PresentAtStart ? Context.Formats.MoneyNumber(customer.Before) : "",
            customer.Entry.PresentAtEnd ? Context.Formats.MoneyNumber(customer.After) : "",
            Context.Formats.MoneyNumberChange(customer.After - customer.Before)
        );
}
