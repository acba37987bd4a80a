using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The ledger of imports, and one import.</summary>
[Route("imports")]
public sealed class ImportsController(
    LedgerQueries ledger,
    ImportQueries queries,
    UploadStore uploads,
    ImportUndo undo,
    QuarantineDownload quarantine,
    InboxStore inbox,
    TimeProvider clock
) : Controller
{
    /// <summary>How long a file refused in the inbox is pointed at.</summary>
    private const int InboxDays = 7;

    [HttpGet("")]
    [Authorize(AccessPolicy.ReadImports)]
    public async Task<IActionResult> Index(string? kind, string? source, string? status, int page, CancellationToken ct)
    {
        var filter = new LedgerFilter(kind ?? "", source ?? "", status ?? "", Math.Clamp(page, 1, 1_000_000));
        return View(
            "Ledger",
            new ImportsPage(
                filter,
                await ledger.PageAsync(filter, ct),
                await ledger.SourcesAsync(ct),
                await uploads.UnfinishedAsync(ct),
                await uploads.DraftsAsync(ct),
                await inbox.RefusedSinceAsync(clock.GetUtcNow().AddDays(-InboxDays), ct)
            )
        );
    }

    [HttpGet("{id:long}")]
    [Authorize(AccessPolicy.ReadImports)]
    public async Task<IActionResult> Show(long id, CancellationToken ct) =>
        await queries.FindAsync(id, ct) is { } answer
            ? View(
                "Import",
                new ImportPage(answer, await ledger.WarningsAsync(id, ct), await ledger.ReplacedByAsync(id, ct))
            )
            : NotFound();

    [HttpPost("{id:long}/undo")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Undo(long id, CancellationToken ct)
    {
        // Undone twice is undone: the page says so either way.
        var refused = await undo.UndoAsync(id, User.By(), ct);
        return refused?.Code == ImportUndo.Unknown ? NotFound() : RedirectToAction(nameof(Show), new { id });
    }

    /// <summary>The rows put aside: rows of customers, so for those who import.</summary>
    [HttpGet("{id:long}/quarantine")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Quarantine(long id, CancellationToken ct) =>
        await quarantine.OpenAsync(id, ct) is { } content
            ? File(content, QuarantineDownload.ContentType, QuarantineDownload.NameOf(id))
            : NotFound();
}

public sealed record ImportsPage(
    LedgerFilter Filter,
    LedgerPage Page,
    IReadOnlyList<string> Sources,
    IReadOnlyList<ImportUpload> Unfinished,
    IReadOnlyList<ImportUpload> Drafts,
    long RefusedInInbox
);

/// <summary>One import.</summary>
/// <param name="ReplacedBy">The import that took this one's place.</param>
public sealed record ImportPage(ImportAnswer Answer, IReadOnlyList<ImportMessage> Warnings, long? ReplacedBy);
