using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Quartz;

namespace KpiBoard.Web.Features.Administration;

/// <summary>What runs by itself: when next, how it went, and now if need be.</summary>
[Route("administration/jobs")]
[Authorize(AccessPolicy.Administer)]
public sealed class JobsController(
    ISchedulerFactory schedulers,
    JobLog log,
    IEnumerable<JobTitle> titles,
    IStringLocalizerFactory texts
) : Controller
{
    private const int Shown = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(string? started, CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        var jobs = new List<ScheduledJob>();
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), ct))
        {
            var next = (await scheduler.GetTriggersOfJob(key, ct)).Min(trigger => trigger.NextFireTimeUtc);
            jobs.Add(new(key.Name, Title(key.Name), next, log.IsRunning(key.Name)));
        }
        var runs = await log.NewestAsync(Shown, ct);
        return View(
            "Jobs",
            new JobsPage(
                [.. jobs.OrderBy(job => job.Title)],
                [.. runs.Select(run => (Title(run.Job), run))],
                started is null ? null : Title(started)
            )
        );
    }

    [HttpPost("{name}/run")]
    public async Task<IActionResult> Run(string name, CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        var keys = await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), ct);
        if (keys.FirstOrDefault(key => key.Name == name) is not { } found)
        {
            return NotFound();
        }
        await scheduler.TriggerJob(found, new JobDataMap { [JobTitle.AskedBy] = User.By() }, ct);
        return RedirectToAction(nameof(Index), new { started = name });
    }

    private string Title(string name) => titles.FirstOrDefault(title => title.Name == name)?.Title(texts) ?? name;
}

public sealed record JobsPage(
    IReadOnlyList<ScheduledJob> Jobs,
    IReadOnlyList<(string Title, JobRun Run)> Runs,
    string? Started
);

/// <summary>A job of the scheduler.</summary>
/// <param name="NextAt">Null for one that only runs when asked.</param>
public sealed record ScheduledJob(string Name, string Title, DateTimeOffset? NextAt, bool IsRunning);
