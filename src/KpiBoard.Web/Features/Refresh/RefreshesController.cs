using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Refresh;

/// <summary>The run ledger, and a refresh on demand.</summary>
[Route("refreshes")]
[Authorize(AccessPolicy.Administer)]
public sealed class RefreshesController(RunLedger ledger) : Controller
{
    private const int PageSize = 25;

    [HttpGet("")]
    public async Task<IActionResult> Index(long? before, CancellationToken ct) =>
        View("Refreshes", new RefreshesPage(await ledger.ListAsync(before, PageSize, ct), before));

    [HttpPost("")]
    public async Task<IActionResult> Start(bool full, CancellationToken ct)
    {
        await ledger.QueueAsync(RunTrigger.Page, full, User.By(), ct);
        return RedirectToAction(nameof(Index));
    }
}

/// <summary>Runs, newest first, from before a number when one is given.</summary>
public sealed record RefreshesPage(IReadOnlyList<RefreshRun> Runs, long? Before)
{
    /// <summary>While a run is under way the page shows how far it is.</summary>
    public bool IsUnderWay => Runs.Any(run => !run.IsOver);

    public bool HasOlder => Runs.Count > 0 && Runs[^1].Id > 1;
}
