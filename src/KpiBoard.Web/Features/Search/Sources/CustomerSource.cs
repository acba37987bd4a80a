using System.Security.Claims;
using KpiBoard.Web.Features.Search.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Search;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Search.Sources;

/// <summary>Customers by number or name: all for who sees every unit, those of own units for the others.</summary>
internal sealed class CustomerSource(
    CustomerQueries customers,
    UserQueries users,
    PageFrame frame,
    TimeProvider clock,
    IStringLocalizer<SearchText> text
) : ISearchSource
{
    /// <summary>A single letter fits nearly everybody.</summary>
    private const int ShortestText = 2;

    public int Order => 40;

    public string Policy => AccessPolicy.ReadCustomers;

    public string Title => text["Customers"];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchTerm term, ClaimsPrincipal person, CancellationToken ct)
    {
        if (term.Text.Length < ShortestText)
        {
            return [];
        }
        // Who looks after the register is led to where that is done, the others to what they may read.
        var units = await users.UnitsAsync(person, ct);
        var today = (await frame.SettingsAsync()).DateOf(clock.GetUtcNow());
        return
        [
            .. (await customers.FindAsync(term, units, today, ct)).Select(customer => new SearchHit(
                customer.Title,
                string.Join(
                    ", ",
                    new[] { customer.Number, customer.Segment, customer.BusinessUnit }.Where(part =>
                        !string.IsNullOrEmpty(part)
                    )
                ),
                $"{(person.May(AccessPolicy.ChangeImports) ? "" : "/search")}/customers/{customer.Id}"
            )),
        ];
    }
}
