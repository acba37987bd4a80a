using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Periods.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Periods;

/// <summary>The months, closed and open.</summary>
[Route("periods")]
public sealed class PeriodsController(
    PeriodQueries queries,
    PeriodStore store,
    Budgets budgets,
    PageFrame frame,
    IStringLocalizer<PeriodsText> text,
    TimeProvider clock
) : Controller
{
    private const int LongestWhy = 400;

    [HttpGet("")]
    [Authorize(AccessPolicy.ReadImports)]
    public async Task<IActionResult> Index(
        string? month,
        string? closed,
        string? reopened,
        int page,
        CancellationToken ct
    )
    {
        var wanted = Month.TryParse(month, out var which) ? which : (Month?)null;
        return await ShowAsync(PeriodsPage.PageOf(wanted, await TodayAsync(), page), closed, reopened, ct, wanted);
    }

    [HttpPost("{month}/close")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Close(string month, string? why, bool andBefore, CancellationToken ct)
    {
        var today = await TodayAsync();
        if (!Month.TryParse(month, out var which) || which.LastDay >= today)
        {
            return NotFound();
        }
        if (Trimmed(why) is not { } said)
        {
            return await RefuseAsync("Invalid.TooLong", ct);
        }
        var months = andBefore
            ? (await queries.MonthsAsync(today, ct))
                .Where(line => line.IsOpenUpTo(which))
                .Select(line => line.Month.Key)
            : [which.Key];
        // Closed twice is closed: the page says so either way.
        await store.CloseAsync(months.Order(), said, User.By(), ct);
        return RedirectToAction(nameof(Index), new { closed = which.ToString() });
    }

    /// <summary>Why months are to be reopened, and the way back to what they stand in the way of.</summary>
    [HttpGet("reopen")]
    [Authorize(AccessPolicy.ChangeImports)]
    public Task<IActionResult> Reopen(string[] month, string? back, CancellationToken ct) =>
        ShowReopenAsync(month, back, "", ct);

    [HttpPost("reopen")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Reopen(string[] month, string? why, string? back, CancellationToken ct)
    {
        var months = month.Select(text => Month.TryParse(text, out var known) ? known : (Month?)null).ToList();
        if (months.Count == 0 || months.Contains(null))
        {
            return NotFound();
        }
        if (Trimmed(why) is not { Length: > 0 } said)
        {
            ModelState.AddModelError("why", text[why?.Length > LongestWhy ? "Invalid.TooLong" : "Invalid.Why"]);
            return await ShowReopenAsync(month, back, why ?? "", ct);
        }
        await store.ReopenAsync([.. months.Select(known => known!.Value.Key)], said, User.By(), ct);
        return Url.IsLocalUrl(back)
            ? LocalRedirect(back)
            : RedirectToAction(nameof(Index), new { reopened = months.Max()!.Value.ToString() });
    }

    private static string? Trimmed(string? why) => (why ?? "").Trim() is { Length: <= LongestWhy } said ? said : null;

    private Task<IActionResult> RefuseAsync(string key, CancellationToken ct)
    {
        ModelState.AddModelError("", text[key]);
        return ShowAsync(1, null, null, ct);
    }

    private async Task<IActionResult> ShowAsync(
        int page,
        string? closed,
        string? reopened,
        CancellationToken ct,
        Month? wanted = null
    )
    {
        var today = await TodayAsync();
        var months = await queries.MonthsAsync(today, ct);
        var shown = PeriodsPage.Of(months, await queries.EventsAsync(ct), page, closed, reopened);
        var lines =
            shown.Months.Count == 0 ? [] : await budgets.ReadAsync(shown.Months[^1].Month, shown.Months[0].Month, ct);
        return View(
            "Periods",
            shown with
            {
                Wanted = wanted,
                Budgets = lines
                    .Where(line => line.Month < Month.FromDate(today))
                    .ToDictionary(line => line.Month, line => line.Line),
            }
        );
    }

    private async Task<IActionResult> ShowReopenAsync(string[] month, string? back, string why, CancellationToken ct)
    {
        var closed = (await queries.EventsAsync(ct))
            .Where(step => step.ReopenedAt is null)
            .ToLookup(step => step.Month);
        var asked = month
            .Select(text => Month.TryParse(text, out var known) ? known.Key : 0)
            .Distinct()
            .Order()
            .SelectMany(key => closed[key])
            .ToList();
        return View("Reopen", new ReopenPage(asked, Url.IsLocalUrl(back) ? back! : "/periods", why));
    }

    private async Task<DateOnly> TodayAsync() => (await frame.SettingsAsync()).DateOf(clock.GetUtcNow());
}

/// <summary>Months that are to be reopened.</summary>
/// <param name="Back">A page of ours that led here.</param>
public sealed record ReopenPage(IReadOnlyList<PeriodStep> Closed, string Back, string Why);

/// <summary>Two years of months at a time.</summary>
/// <param name="Open">The open months that have ended.</param>
/// <param name="JustClosed">A month that has been closed a moment ago, yyyy-MM; null when none has.</param>
public sealed record PeriodsPage(
    IReadOnlyList<PeriodLine> Months,
    IReadOnlyList<PeriodStep> Steps,
    int Page,
    int Pages,
    IReadOnlyList<Month> Open,
    string? JustClosed,
    string? JustReopened
)
{
    private const int Size = 24;
    private const int StepsShown = 100;

    /// <summary>The month that a link led to.</summary>
    public Month? Wanted { get; init; }

    /// <summary>Budget and last year of the months that have ended.</summary>
    public IReadOnlyDictionary<Month, BudgetLine> Budgets { get; init; } = new Dictionary<Month, BudgetLine>();

    /// <summary>The page that a month is on, where one is wanted.</summary>
    public static int PageOf(Month? wanted, DateOnly today, int page) =>
        Math.Clamp(wanted is { } month ? ((Month.FromDate(today) - month) / Size) + 1 : page, 1, 1000);

    public static PeriodsPage Of(
        IReadOnlyList<PeriodLine> months,
        IReadOnlyList<PeriodStep> steps,
        int page,
        string? closed,
        string? reopened
    ) =>
        new(
            [.. months.Skip((page - 1) * Size).Take(Size)],
            [.. steps.Take(StepsShown)],
            page,
            (months.Count + Size - 1) / Size,
            [.. months.Where(line => line.Closed is null && line.HasEnded).Select(line => line.Month)],
            Known(closed),
            Known(reopened)
        );

    /// <summary>How many months before one have ended and are open.</summary>
    public int OpenBefore(PeriodLine line) => Open.Count(month => month < line.Month);

    private static string? Known(string? month) => Month.TryParse(month, out var known) ? known.ToString() : null;
}
