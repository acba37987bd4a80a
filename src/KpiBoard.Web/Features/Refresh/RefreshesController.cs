using System.Runtime.CompilerServices;
using KpiBoard.Web.Features.Refresh.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Refresh;

/// <summary>The run ledger, and a refresh on demand.</summary>
[Route("refreshes")]
[Authorize(AccessPolicy.Administer)]
public sealed class RefreshesController(RunLedger ledger, SheetMaker sheets, IStringLocalizer<RefreshText> text)
    : Controller
{
    private const int PageSize = 25;
    private const int RunsAtATime = 1000;

    [HttpGet("")]
    public async Task<IActionResult> Index(long? before, CancellationToken ct) =>
        View("Refreshes", new RefreshesPage(await ledger.ListAsync(before, PageSize, ct), before));

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> File(CancellationToken ct) =>
        await sheets.MakeAsync(
            text["Title"],
            "refreshes",
            [
                "id",
                "status",
                "full",
                "requested_at",
                "requested_by",
                "trigger",
                "seconds",
                "files",
                "periods",
                "values",
                "error",
            ],
            AllAsync(ct)
                .Select(run =>
                    (IReadOnlyList<object?>)
                        [
                            run.Id,
                            run.Status,
                            run.IsFull,
                            run.RequestedAt,
                            run.RequestedBy,
                            run.Trigger,
                            run.Seconds,
                            run.BatchesTaken,
                            run.PeriodsTouched,
                            run.ValuesChanged,
                            run.Error,
                        ]
                )
        );

    [HttpPost("")]
    public async Task<IActionResult> Start(bool full, CancellationToken ct)
    {
        await ledger.QueueAsync(RunTrigger.Page, full, User.By(), ct);
        return RedirectToAction(nameof(Index));
    }

    private async IAsyncEnumerable<RefreshRun> AllAsync([EnumeratorCancellation] CancellationToken ct)
    {
        long? before = null;
        for (var runs = await ledger.ListAsync(before, RunsAtATime, ct); runs.Count > 0; )
        {
            foreach (var run in runs)
            {
                yield return run;
            }
            before = runs[^1].Id;
            runs = await ledger.ListAsync(before, RunsAtATime, ct);
        }
    }
}

/// <summary>Runs, newest first, from before a number when one is given.</summary>
public sealed record RefreshesPage(IReadOnlyList<RefreshRun> Runs, long? Before)
{
    /// <summary>While a run is under way the page shows how far it is.</summary>
    public bool IsUnderWay => Runs.Any(run => !run.IsOver);

    public bool HasOlder => Runs.Count > 0 && Runs[^1].Id > 1;
}
