using KpiBoard.Web.Features.Customers.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Audit;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Customers;

/// <summary>The tables about customers as files.</summary>
[Route("customers")]
[Authorize(AccessPolicy.ChangeImports)]
public sealed class CustomerFilesController(
    CustomerSearch search,
    CustomerQueries queries,
    SheetMaker sheets,
    IStringLocalizer<CustomersText> text
) : Controller
{
    [HttpGet("csv")]
    [HttpGet("xlsx")]
    [KeepsReading("Customer")]
    public async Task<IActionResult> Found(string? q, CancellationToken ct) =>
        await sheets.MakeAsync(
            text["Title"],
            "customers",
            ["customer_id", "name", "segment", "business_unit", "counted_as", "left_out"],
            search.AllAsync((q ?? "").Trim(), ct).Select(Row)
        );

    [HttpGet("{id:long}/csv")]
    [HttpGet("{id:long}/xlsx")]
    [KeepsReading("Customer")]
    public async Task<IActionResult> Months(long id, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } customer)
        {
            return NotFound();
        }
        var months = await queries.MonthsAsync(id, ct);
        return await sheets.MakeAsync(
            customer.CustomerId,
            $"customer-{id}",
            ["customer_id", "period", "currency", "rows", "amount", "counted"],
            months.Select(month =>
                (IReadOnlyList<object?>)
                    [customer.CustomerId, month.Period, month.Currency, month.Rows, month.Amount, month.Counted]
            )
        );
    }

    private static IReadOnlyList<object?> Row(FoundCustomer customer) =>
        [
            customer.CustomerId,
            customer.Described?.Name,
            customer.Described?.Segment,
            customer.Described?.BusinessUnit,
            customer.CountedAsNumber,
            customer.IsExcluded,
        ];
}
