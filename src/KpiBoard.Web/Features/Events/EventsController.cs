using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Events;

/// <summary>What happened: all of it, and each with the charts that it marks.</summary>
[Route("events")]
public sealed class EventsController(EventQueries queries, EventStore store, PageFrame frame, TimeProvider clock)
    : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(long? removed, CancellationToken ct)
    {
        var gone = removed is { } id ? await queries.FindAsync(id, ct) : null;
        var rows = await queries.AllAsync(ct);
        return View(new EventList(rows, gone?.RemovedAt is null ? null : gone, await queries.BookAsync(ct)));
    }

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> File(CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        return new SheetResult(EventSheet.Of(await queries.AllAsync(ct), settings.TimeZone));
    }

    [HttpGet("{id:long}")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Show(long id, string? done, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { RemovedAt: null } row)
        {
            return NotFound();
        }
        var (book, settings) = (await queries.BookAsync(ct), await frame.SettingsAsync());
        var kpis = book.All.Where(kpi => row.Kpis.Count == 0 || row.Kpis.Contains(kpi.Code));
        return View(new EventPage(row, done, await TodayAsync(), settings.TimeZone) { Kpis = [.. kpis] });
    }

    [HttpGet("add")]
    [Authorize(AccessPolicy.WriteEvents)]
    public async Task<IActionResult> Add(string? kpi, string? member, CancellationToken ct) =>
        await FormAsync(
            null,
            new EventForm
            {
                FromDay = EventForm.Show(await TodayAsync()),
                Member = member ?? "",
                Kpis = kpi is null ? [] : [kpi],
            },
            ct
        );

    [HttpPost("add")]
    [Authorize(AccessPolicy.WriteEvents)]
    public async Task<IActionResult> Add(EventForm form, CancellationToken ct) =>
        ModelState.IsValid
            ? Done(await store.AddAsync(form.ToContent(), User.By(), ct), "added")
            : await FormAsync(null, form, ct);

    [HttpGet("{id:long}/edit")]
    [Authorize(AccessPolicy.WriteEvents)]
    public async Task<IActionResult> Edit(long id, CancellationToken ct) =>
        await queries.FindAsync(id, ct) is { RemovedAt: null } row
            ? await FormAsync(row, EventForm.Of(row), ct)
            : NotFound();

    [HttpPost("{id:long}/edit")]
    [Authorize(AccessPolicy.WriteEvents)]
    public async Task<IActionResult> Edit(long id, EventForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { RemovedAt: null } row)
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return await FormAsync(row, form, ct);
        }
        if (await store.ChangeAsync(id, form.Version, form.ToContent(), User.By(), ct))
        {
            return Done(id, "changed");
        }
        // What was typed stays in the form, beside what somebody else has written meanwhile.
        var stored = await queries.FindAsync(id, ct);
        if (stored is not { RemovedAt: null })
        {
            return NotFound();
        }
        ModelState.Clear();
        return await FormAsync(stored, form with { Version = stored.Version }, ct, isConflict: true);
    }

    [HttpPost("{id:long}/end")]
    [Authorize(AccessPolicy.WriteEvents)]
    public async Task<IActionResult> End(long id, string day, CancellationToken ct) =>
        EventForm.Parse(day) is { } last && await store.EndAsync(id, last, User.By(), ct)
            ? Done(id, "ended")
            : Done(id, "not-ended");

    [HttpPost("{id:long}/reopen")]
    [Authorize(AccessPolicy.WriteEvents)]
    public async Task<IActionResult> Reopen(long id, CancellationToken ct) =>
        await store.ReopenAsync(id, User.By(), ct) ? Done(id, "reopened") : NotFound();

    [HttpPost("{id:long}/remove")]
    [Authorize(AccessPolicy.WriteEvents)]
    public async Task<IActionResult> Remove(long id, CancellationToken ct) =>
        await store.RemoveAsync(id, User.By(), ct)
            ? RedirectToAction(nameof(Index), new { removed = id })
            : RedirectToAction(nameof(Index));

    [HttpPost("{id:long}/restore")]
    [Authorize(AccessPolicy.WriteEvents)]
    public async Task<IActionResult> Restore(long id, CancellationToken ct) =>
        await store.RestoreAsync(id, User.By(), ct) ? Done(id, "restored") : NotFound();

    private RedirectToActionResult Done(long id, string done) => RedirectToAction(nameof(Show), new { id, done });

    private async Task<DateOnly> TodayAsync() => (await frame.SettingsAsync()).DateOf(clock.GetUtcNow());

    private async Task<IActionResult> FormAsync(
        EventRow? row,
        EventForm form,
        CancellationToken ct,
        bool isConflict = false
    )
    {
        var settings = await frame.SettingsAsync();
        return View(
            "Form",
            new EventFormPage(row, form, await queries.MembersAsync(ct))
            {
                Book = await queries.BookAsync(ct),
                Conflict = isConflict ? row : null,
                Zone = settings.TimeZone,
            }
        );
    }
}
