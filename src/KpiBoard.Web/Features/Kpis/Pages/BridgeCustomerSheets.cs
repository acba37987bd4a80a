using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>The customers behind a bar to take away.</summary>
public sealed class BridgeCustomerSheets(IStringLocalizer<KpiText> text, FigureWords figures, string company)
{
    private static readonly string[] Header =
    [
        "customer_id",
        "name",
        "segment",
        "region",
        "business_unit",
        "start",
        "end",
        "difference",
        "currency",
        "start_period",
        "end_period",
    ];

    private FigureContext Context => figures.Context;

    public Sheet Of(BridgeBar bar, IAsyncEnumerable<BridgeCustomer> customers)
    {
        var (start, end) = (Context.Calendar.Text(bar.Period.Predecessor), Context.Calendar.Text(bar.Period));
        return new($"{bar.Measure}-{bar.Part.Code}-{end}", Header, customers.Select(Row))
        {
            Zone = Context.Zone,
            About =
            [
                (text["SheetCompany"], company),
                (text["SheetTable"], $"{bar.Measure}, {bar.Part.Code}"),
                (text["Periods"], $"{Context.Period(bar.Period.Predecessor)}, {Context.Period(bar.Period)}"),
                (text["Part"], bar.Member.Length == 0 ? text["Everybody"].Value : figures.NameOfMember(bar.Member)),
                (text["SheetCurrency"], Context.Currency),
            ],
        };

        IReadOnlyList<object?> Row(BridgeCustomer customer)
        {
            return
            [
                customer.CustomerId,
                customer.Name,
                customer.Segment,
                customer.Region,
                customer.BusinessUnit,
                customer.Entry.PresentAtStart ? customer.Before : null,
                customer.Entry.PresentAtEnd ? customer.After : null,
                customer.After - customer.Before,
                Context.Currency,
                start,
                end,
            ];
        }
    }
}
