using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Periods.Resources;
using KpiBoard.Web.Infrastructure.Access;
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
    PageFrame frame,
    IStringLocalizer<PeriodsText> text,
    TimeProvider clock
) : Controller
{
    private const int LongestWhy = 400;

    [HttpGet("")]
    [Authorize(AccessPolicy.ReadImports)]
    public Task<IActionResult> Index(string? closed, string? reopened, int page, CancellationToken ct) =>
        ShowAsync(Math.Clamp(page, 1, 1000), closed, reopened, ct);

    [HttpPost("{month}/close")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Close(string month, string? why, CancellationToken ct)
    {
        if (!Month.TryParse(month, out var which) || which.LastDay >= await TodayAsync())
        {
            return NotFound();
        }
        if (Trimmed(why) is not { } said)
        {
            return await RefuseAsync("Invalid.TooLong", ct);
        }
        // Closed twice is closed: the page says so either way.
        await store.CloseAsync(which.Key, said, User.By(), ct);
        return RedirectToAction(nameof(Index), new { closed = which.ToString() });
    }

    [HttpPost("{month}/reopen")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Reopen(string month, string? why, CancellationToken ct)
    {
        if (!Month.TryParse(month, out var which))
        {
            return NotFound();
        }
        if (Trimmed(why) is not { Length: > 0 } said)
        {
            return await RefuseAsync(why?.Length > LongestWhy ? "Invalid.TooLong" : "Invalid.Why", ct);
        }
        await store.ReopenAsync(which.Key, said, User.By(), ct);
        return RedirectToAction(nameof(Index), new { reopened = which.ToString() });
    }

    private static string? Trimmed(string? why) => (why ?? "").Trim() is { Length: <= LongestWhy } said ? said : null;

    private Task<IActionResult> RefuseAsync(string key, CancellationToken ct)
    {
        ModelState.AddModelError("", text[key]);
        return ShowAsync(1, null, null, ct);
    }

    private async Task<IActionResult> ShowAsync(int page, string? closed, string? reopened, CancellationToken ct)
    {
        var months = await queries.MonthsAsync(await TodayAsync(), ct);
        return View("Periods", PeriodsPage.Of(months, await queries.EventsAsync(ct), page, closed, reopened));
    }

    private async Task<DateOnly> TodayAsync() => (await frame.SettingsAsync()).DateOf(clock.GetUtcNow());
}

/// <summary>Two years of months at a time.</summary>
/// <param name="JustClosed">A month that has been closed a moment ago, yyyy-MM; null when none has.</param>
public sealed record PeriodsPage(
    IReadOnlyList<PeriodLine> Months,
    IReadOnlyList<PeriodStep> Steps,
    int Page,
    int Pages,
    string? JustClosed,
    string? JustReopened
)
{
    private const int Size = 24;
    private const int StepsShown = 100;

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
            Known(closed),
            Known(reopened)
        );

    private static string? Known(string? month) => Month.TryParse(month, out var known) ? known.ToString() : null;
}
