using KpiBoard.Web.Features.Evidence.Attachments;
using KpiBoard.Web.Features.Evidence.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>What an initiative rests on: read by all, written by executives and by who is responsible.</summary>
[Route("strategy/initiatives/{id:long}/evidence")]
public sealed class EvidenceController(
    EvidenceQueries queries,
    EvidenceStore store,
    AttachmentDesk desk,
    EvidencePageComposer pages,
    SheetMaker sheets,
    IStringLocalizer<EvidenceText> text
) : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(long id, string? done, long? removed, CancellationToken ct) =>
        await queries.HeadAsync(id, ct) is { } head
            ? View("Ledger", await pages.LedgerAsync(head, done, removed, ct))
            : NotFound();

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Files(long id, CancellationToken ct) =>
        await queries.HeadAsync(id, ct) is null
            ? NotFound()
            : await sheets.MakeAsync(
                text["Title"],
                "evidence",
                EvidenceSheet.Header,
                (await queries.OfAsync(id, ct)).Select(EvidenceSheet.Row)
            );

    [HttpGet("add")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Add(long id, CancellationToken ct) =>
        await queries.HeadAsync(id, ct) is not { } head ? NotFound()
        : User.MayAssess(head.OwnerId) ? View("Form", await pages.FormAsync(head, null, new(), ct))
        : Forbid();

    [HttpPost("add")]
    [Authorize(AccessPolicy.EditInitiatives)]
    [RequestSizeLimit(AttachmentOptions.LargestForm)]
    [RequestFormLimits(MultipartBodyLengthLimit = AttachmentOptions.LargestForm)]
    [EnableRateLimiting(RateLimits.Imports)]
    public async Task<IActionResult> Add(long id, EvidenceForm form, CancellationToken ct)
    {
        if (await queries.HeadAsync(id, ct) is not { } head)
        {
            return NotFound();
        }
        if (!User.MayAssess(head.OwnerId))
        {
            return Forbid();
        }
        var file = await FileAsync(form, ct);
        if (ModelState.IsValid)
        {
            if (await store.AddAsync(id, form.ToContent(), file, User.ToAssessor(), ct) is not null)
            {
                return Back(id, "added");
            }
            ModelState.AddModelError(nameof(form.File), desk.NoRoom);
        }
        return View("Form", await pages.FormAsync(head, null, form, ct));
    }

    [HttpGet("{item:long}/edit")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Edit(long id, long item, CancellationToken ct) =>
        await queries.HeadAsync(id, ct) is not { } head ? NotFound()
        : !User.MayAssess(head.OwnerId) ? Forbid()
        : await queries.FindAsync(id, item, ct) is { RemovedAt: null } row
            ? View("Form", await pages.FormAsync(head, row, EvidenceForm.Of(row), ct))
        : NotFound();

    [HttpPost("{item:long}/edit")]
    [Authorize(AccessPolicy.EditInitiatives)]
    [RequestSizeLimit(AttachmentOptions.LargestForm)]
    [RequestFormLimits(MultipartBodyLengthLimit = AttachmentOptions.LargestForm)]
    [EnableRateLimiting(RateLimits.Imports)]
    public async Task<IActionResult> Edit(long id, long item, EvidenceForm form, CancellationToken ct)
    {
        if (await queries.HeadAsync(id, ct) is not { } head)
        {
            return NotFound();
        }
        if (!User.MayAssess(head.OwnerId))
        {
            return Forbid();
        }
        if (await queries.FindAsync(id, item, ct) is not { RemovedAt: null } row)
        {
            return NotFound();
        }
        var file = await FileAsync(form, ct);
        if (!ModelState.IsValid)
        {
            return View("Form", await pages.FormAsync(head, row, form, ct));
        }
        switch (await store.ChangeAsync(id, item, form.Version, form.ToContent(), file, User.ToAssessor(), ct))
        {
            case EvidenceChange.Done:
                return Back(id, "changed");
            case EvidenceChange.NoRoom:
                ModelState.AddModelError(nameof(form.File), desk.NoRoom);
                return View("Form", await pages.FormAsync(head, row, form, ct));
            default:
                return await ConflictAsync(head, item, form, ct);
        }
    }

    [HttpPost("{item:long}/remove")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Remove(long id, long item, CancellationToken ct) =>
        await queries.HeadAsync(id, ct) is not { } head ? NotFound()
        : !User.MayAssess(head.OwnerId) ? Forbid()
        : await store.RemoveAsync(id, item, User.By(), ct) ? RedirectToAction(nameof(Index), new { id, removed = item })
        : RedirectToAction(nameof(Index), new { id });

    [HttpPost("{item:long}/restore")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Restore(long id, long item, CancellationToken ct) =>
        await queries.HeadAsync(id, ct) is not { } head ? NotFound()
        : !User.MayAssess(head.OwnerId) ? Forbid()
        : await store.RestoreAsync(id, item, User.By(), ct) ? Back(id, "restored")
        : NotFound();

    /// <summary>What was typed stays in the form, beside what somebody else has written meanwhile.</summary>
    private async Task<IActionResult> ConflictAsync(
        InitiativeHead head,
        long item,
        EvidenceForm form,
        CancellationToken ct
    )
    {
        if (await queries.FindAsync(head.Id, item, ct) is not { RemovedAt: null } stored)
        {
            return NotFound();
        }
        ModelState.Clear();
        var page = await pages.FormAsync(head, stored, form with { Version = stored.Version }, ct);
        return View("Form", page with { Conflict = stored });
    }

    private async Task<NewAttachment?> FileAsync(EvidenceForm form, CancellationToken ct)
    {
        if (form.File is null)
        {
            return null;
        }
        var (file, wrong) = await desk.ReadAsync(form.File, ct);
        if (wrong is not null)
        {
            ModelState.AddModelError(nameof(form.File), wrong);
        }
        else if (!ModelState.IsValid)
        {
            // A browser does not fill this field again.
            ModelState.AddModelError(nameof(form.File), text["Invalid.FileAgain"]);
        }
        return file;
    }

    private RedirectToActionResult Back(long id, string done) => RedirectToAction(nameof(Index), new { id, done });
}
