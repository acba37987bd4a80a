using KpiBoard.Web.Features.Initiatives.Reminders;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>
/// The page that a reminder leads to. It is preset with what was said last, so that three touches are enough when
/// little has changed.
/// </summary>
[Route("check-in/{id:long}")]
[Authorize(AccessPolicy.EditInitiatives)]
public sealed class CheckInController(
    InitiativeQueries queries,
    CheckInStore store,
    ReminderStore reminders,
    MovedWords moved,
    PageFrame frame
) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!User.MayCheckIn(row))
        {
            return Forbid();
        }
        var last = await queries.LastCheckInAsync(id, ct);
        return await ShowAsync(
            row,
            new CheckInForm
            {
                Progress = row.Progress,
                Status = last?.Status ?? "",
                Confidence = last?.Confidence ?? -1,
            },
            last
        );
    }

    [HttpPost("")]
    public async Task<IActionResult> Index(long id, CheckInForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!User.MayCheckIn(row))
        {
            return Forbid();
        }
        if (!ModelState.IsValid)
        {
            return await ShowAsync(row, form, await queries.LastCheckInAsync(id, ct));
        }
        await store.AddAsync(id, form.ToAnswer(), User.Id(), User.By(), ct);
        return RedirectToAction("Show", "Initiatives", new { id, done = "checked-in" });
    }

    [HttpPost("undo")]
    public async Task<IActionResult> Undo(long id, long checkIn, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!User.MayCheckIn(row))
        {
            return Forbid();
        }
        var undone = await store.UndoAsync(id, checkIn, User.By(), ct);
        return RedirectToAction("Show", "Initiatives", new { id, done = undone ? "undone" : "changed-meanwhile" });
    }

    private async Task<IActionResult> ShowAsync(InitiativeRow row, CheckInForm form, CheckInRow? last)
    {
        var settings = await frame.SettingsAsync();
        var reminder = await reminders.OpenAsync(row.Id, HttpContext.RequestAborted);
        return View(
            "CheckIn",
            new CheckInPage(row, form, last, settings)
            {
                Moved = reminder is null
                    ? null
                    : moved.Sentence(reminder, await frame.FiguresAsync(), settings, Formats.Current),
            }
        );
    }
}
