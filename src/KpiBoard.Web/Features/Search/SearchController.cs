using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Search;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Search;

[Route("search")]
public sealed class SearchController(SearchAll search, CustomerQueries customers, UserQueries users, SheetMaker sheets)
    : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(string? q, CancellationToken ct) =>
        View("Search", await search.FindAsync(new SearchTerm(q), User, ct));

    /// <summary>The same as a piece of a page, for the dialog.</summary>
    [HttpGet("results")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Results(string? q, CancellationToken ct) =>
        PartialView("_Options", await search.FindAsync(new SearchTerm(q), User, ct));

    /// <summary>Who a customer is, for whom it may concern.</summary>
    [HttpGet("customers/{id:long}")]
    [Authorize(AccessPolicy.ReadCustomers)]
    public async Task<IActionResult> Customer(long id, CancellationToken ct) =>
        await customers.FindAsync(id, await users.UnitsAsync(User, ct), ct) is { } customer
            ? View("Customer", customer)
            : NotFound();

    [HttpGet("customers/{id:long}/csv")]
    [HttpGet("customers/{id:long}/xlsx")]
    [Authorize(AccessPolicy.ReadCustomers)]
    public async Task<IActionResult> CustomerFile(long id, CancellationToken ct) =>
        await customers.FindAsync(id, await users.UnitsAsync(User, ct), ct) is { } found
            ? await sheets.MakeAsync(
                found.Customer.Title,
                $"customer-{id}",
                ["customer_id", "period", "currency", "amount", "lines"],
                found.Months.Select(month =>
                    (IReadOnlyList<object?>)
                        [found.Customer.Number, month.Period, month.Currency, month.Amount, month.Lines]
                )
            )
            : NotFound();
}
