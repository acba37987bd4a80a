using KpiBoard.Web.Features.Customers.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Customers;

/// <summary>Customers as finance looks after them: found, merged, left out.</summary>
[Route("customers")]
[Authorize(AccessPolicy.ChangeImports)]
public sealed class CustomersController(
    CustomerSearch search,
    CustomerQueries queries,
    CustomerStore store,
    CustomerSuggestions suggestions,
    IStringLocalizer<CustomersText> text
) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string? q, int page, CancellationToken ct)
    {
        var wanted = (q ?? "").Trim();
        wanted = wanted.Length > CustomerSearch.LongestText ? wanted[..CustomerSearch.LongestText] : wanted;
        page = Math.Clamp(page, 1, 1_000_000);
        return View(
            "Customers",
            new CustomersPage(
                wanted,
                page,
                await search.FindAsync(wanted, page, ct),
                wanted.Length == 0 && page == 1 ? await suggestions.LatestAsync(ct) : [],
                [.. (await queries.MergesAsync(0, ct)).Where(merge => merge.UndoneAt is null)],
                [.. (await queries.ExclusionsAsync(0, ct)).Where(exclusion => exclusion.UndoneAt is null)]
            )
        );
    }

    [HttpGet("{id:long}")]
    [KeepsReading("Customer")]
    public Task<IActionResult> Show(long id, string? done, CancellationToken ct) =>
        ShowAsync(id, done, new CustomerForm(), ct);

    [HttpPost("{id:long}/merge")]
    [KeepsReading("Customer")]
    public async Task<IActionResult> Merge(long id, CustomerForm form, CancellationToken ct)
    {
        if (await queries.IdOfAsync(form.Number.Trim(), ct) is not { } other)
        {
            return await DoneAsync(id, "merged", new CountingRefusal(CountingProblem.Unknown, []), form, ct);
        }
        var refused = await store.MergeAsync(id, other, User.By(), ct);
        // What the register says of the number that both are counted under may be all that stands in the way.
        var isOtherWayFree =
            refused?.Problem == CountingProblem.Closed
            && await store.MergeAsync(other, id, User.By(), ct, isTrial: true) is null;
        return await DoneAsync(id, "merged", refused, form with { OtherWay = isOtherWayFree ? other : null }, ct);
    }

    [HttpPost("{id:long}/merges/{merge:long}/undo")]
    [KeepsReading("Customer")]
    public async Task<IActionResult> Unmerge(long id, long merge, CancellationToken ct) =>
        await DoneAsync(id, "parted", await store.UnmergeAsync(merge, User.By(), ct), new CustomerForm(), ct);

    [HttpPost("{id:long}/exclude")]
    [KeepsReading("Customer")]
    public async Task<IActionResult> Exclude(long id, CustomerForm form, CancellationToken ct)
    {
        if (form.Reason.Trim() is not { Length: > 0 and <= CustomerForm.LongestReason } reason)
        {
            ModelState.AddModelError(nameof(form.Reason), text["Invalid.Reason"]);
            return await ShowAsync(id, null, form, ct);
        }
        return await DoneAsync(id, "excluded", await store.ExcludeAsync(id, reason, User.By(), ct), form, ct);
    }

    [HttpPost("{id:long}/include")]
    [KeepsReading("Customer")]
    public async Task<IActionResult> Include(long id, CancellationToken ct) =>
        await DoneAsync(id, "included", await store.IncludeAsync(id, User.By(), ct), new CustomerForm(), ct);

    /// <summary>What is so already is as good as done: the page says so either way.</summary>
    private async Task<IActionResult> DoneAsync(
        long id,
        string done,
        CountingRefusal? refused,
        CustomerForm form,
        CancellationToken ct
    )
    {
        switch (refused?.Problem)
        {
            case null or CountingProblem.Nothing:
                return RedirectToAction(nameof(Show), new { id, done });
            case CountingProblem.Closed:
                return await ShowAsync(id, null, form with { ClosedMonths = refused.Months }, ct);
            default:
                ModelState.AddModelError(nameof(form.Number), text[$"Merge.{refused.Problem}"]);
                return await ShowAsync(id, null, form, ct);
        }
    }

    private async Task<IActionResult> ShowAsync(long id, string? done, CustomerForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } customer)
        {
            return NotFound();
        }
        return View(
            "Customer",
            new CustomerPage(
                customer,
                await queries.MonthsAsync(id, ct),
                await queries.HistoryAsync(id, ct),
                await queries.AnswersAsync(id, ct),
                await queries.SameNameAsync(id, ct),
                await suggestions.OfAsync(id, ct),
                await queries.MergesAsync(id, ct),
                await queries.ExclusionsAsync(id, ct),
                done is "merged" or "parted" or "excluded" or "included" ? done : null,
                form
            )
        );
    }
}

public sealed record CustomersPage(
    string Text,
    int Page,
    IReadOnlyList<FoundCustomer> Found,
    IReadOnlyList<CustomerSuggestion> Suggestions,
    IReadOnlyList<CustomerMergeLine> Merges,
    IReadOnlyList<CustomerExclusionLine> Exclusions
)
{
    public long Total => Found.Count == 0 ? 0 : Found[0].Total;

    public int Pages => (int)((Total + CustomerSearch.PageSize - 1) / CustomerSearch.PageSize);
}

/// <summary>One customer.</summary>
/// <param name="Done">What has been done a moment ago; null when nothing has.</param>
public sealed record CustomerPage(
    FoundCustomer Customer,
    IReadOnlyList<CustomerMonthLine> Months,
    IReadOnlyList<CustomerStep> History,
    IReadOnlyList<CustomerAnswer> Answers,
    IReadOnlyList<FoundCustomer> SameName,
    IReadOnlyList<CustomerSuggestion> Suggestions,
    IReadOnlyList<CustomerMergeLine> Merges,
    IReadOnlyList<CustomerExclusionLine> Exclusions,
    string? Done,
    CustomerForm Form
)
{
    public CustomerMergeLine? MergedInto =>
        Merges.FirstOrDefault(merge => merge.UndoneAt is null && merge.FromId == Customer.Id);

    public CustomerExclusionLine? Excluded => Exclusions.FirstOrDefault(exclusion => exclusion.UndoneAt is null);

    public string? Name => History.FirstOrDefault(step => step.Name is { Length: > 0 })?.Name;
}

public sealed record CustomerForm
{
    public const int LongestReason = 400;

    /// <summary>Of the customer that this one is to be counted as.</summary>
    public string Number { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>The customer who can be counted as this one, when this one cannot be counted as that.</summary>
    [BindNever]
    public long? OtherWay { get; init; }

    /// <summary>For which what was asked is refused, yyyymm.</summary>
    [BindNever]
    public IReadOnlyList<int> ClosedMonths { get; init; } = [];
}
