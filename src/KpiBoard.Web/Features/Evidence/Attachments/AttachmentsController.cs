using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace KpiBoard.Web.Features.Evidence.Attachments;

/// <summary>
/// The files that people keep with an initiative. They are never shown, only handed out: what a stranger wrote does not run
/// under this address.
/// </summary>
[Route("strategy/initiatives/{id:long}/evidence/files")]
public sealed partial class AttachmentsController(
    EvidenceQueries queries,
    AttachmentStore store,
    AttachmentDesk desk,
    EvidencePageComposer pages,
    ILogger<AttachmentsController> logger
) : Controller
{
    [HttpGet("{file:long}")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Download(long id, long file, CancellationToken ct)
    {
        if (await store.FindAsync(id, file, ct) is not { RemovedAt: null } row)
        {
            return NotFound();
        }
        if (await store.ContentAsync(row, ct) is not { } content)
        {
            Damaged(file);
            return Back(id, "file-damaged");
        }
        Response.Headers.CacheControl = "private, no-store";
        return File(content, row.ContentType, row.FileName);
    }

    [HttpPost("")]
    [Authorize(AccessPolicy.EditInitiatives)]
    [RequestSizeLimit(AttachmentOptions.LargestForm)]
    [RequestFormLimits(MultipartBodyLengthLimit = AttachmentOptions.LargestForm)]
    [EnableRateLimiting(RateLimits.Imports)]
    public async Task<IActionResult> Add(long id, IFormFile? file, CancellationToken ct)
    {
        if (await queries.HeadAsync(id, ct) is not { } head)
        {
            return NotFound();
        }
        if (!User.MayAssess(head.OwnerId))
        {
            return Forbid();
        }
        if (file is null)
        {
            return Back(id, "file-missing");
        }
        var (kept, wrong) = await desk.ReadAsync(file, ct);
        if (kept is not null && await store.AddAsync(id, kept, User.By(), ct) is not null)
        {
            return Back(id, "file-added");
        }
        ModelState.AddModelError(nameof(file), wrong ?? desk.NoRoom);
        return View("Ledger", await pages.LedgerAsync(head, null, null, ct));
    }

    [HttpPost("{file:long}/remove")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Remove(long id, long file, CancellationToken ct) =>
        await queries.HeadAsync(id, ct) is not { } head ? NotFound()
        : !User.MayAssess(head.OwnerId) ? Forbid()
        : await store.RemoveAsync(id, file, User.By(), ct) ? Back(id, "file-removed", file)
        : Back(id, null);

    [HttpPost("{file:long}/restore")]
    [Authorize(AccessPolicy.EditInitiatives)]
    public async Task<IActionResult> Restore(long id, long file, CancellationToken ct) =>
        await queries.HeadAsync(id, ct) is not { } head ? NotFound()
        : !User.MayAssess(head.OwnerId) ? Forbid()
        : await store.RestoreAsync(id, file, User.By(), ct) ? Back(id, "file-restored")
        : NotFound();

    private RedirectToActionResult Back(long id, string? done, long? removed = null) =>
        RedirectToAction(
            nameof(EvidenceController.Index),
            "Evidence",
            new
            {
                id,
                done,
                removed,
            }
        );

    [LoggerMessage(LogLevel.Error, "The content of attachment {Id} is not what was stored; it is not handed out.")]
    private partial void Damaged(long id);
}
