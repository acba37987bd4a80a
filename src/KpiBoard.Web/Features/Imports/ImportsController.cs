using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The ledger of imports, and one import.</summary>
[Route("imports")]
public sealed class ImportsController(
    LedgerQueries ledger,
    ImportQueries queries,
    UploadStore uploads,
    ImportUndo undo,
    UndoPreviews previews,
    QuarantineDownload quarantine,
    InboxStore inbox,
    PageFrame frame,
    TimeProvider clock
) : Controller
{
    /// <summary>How long a file refused in the inbox is pointed at.</summary>
    private const int InboxDays = 7;

    [HttpGet("")]
    [Authorize(AccessPolicy.ReadImports)]
    public async Task<IActionResult> Index(LedgerSearch search, int page, CancellationToken ct)
    {
        var filter = search.ToFilter(Math.Clamp(page, 1, 1_000_000), (await frame.SettingsAsync()).TimeZone);
        return View(
            "Ledger",
            new ImportsPage(
                filter,
                await ledger.PageAsync(filter, ct),
                await ledger.SourcesAsync(ct),
                await ledger.PeopleAsync(ct),
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
                {
                    Closed = await ledger.ClosedAsync(ct),
                }
            )
            : NotFound();

    [HttpPost("{id:long}/undo")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Undo(long id, CancellationToken ct)
    {
        // Undone twice is undone: the page says so either way. What a closed month refuses, its preview says.
        var refused = await undo.UndoAsync(id, User.By(), ct);
        return refused?.Code switch
        {
            ImportUndo.Unknown => NotFound(),
            ImportUndo.Closed => RedirectToAction(nameof(Preview), new { id }),
            _ => RedirectToAction(nameof(Show), new { id }),
        };
    }

    /// <summary>What undoing would change.</summary>
    [HttpGet("{id:long}/undo")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Preview(long id, CancellationToken ct) =>
        await previews.FindAsync(id, ct) is { } preview ? View("Undo", preview)
        : await queries.FindAsync(id, ct) is null ? NotFound()
        : RedirectToAction(nameof(Show), new { id });

    /// <summary>The rows put aside: rows of customers, so for those who import.</summary>
    [HttpGet("{id:long}/quarantine")]
    [DisableRequestTimeout]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Quarantine(long id, CancellationToken ct) =>
        await quarantine.OpenAsync(id, ct) is { } file ? File(file.Content, file.ContentType, file.Name) : NotFound();
}

public sealed record ImportsPage(
    LedgerFilter Filter,
    LedgerPage Page,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> People,
    IReadOnlyList<ImportUpload> Unfinished,
    IReadOnlyList<ImportUpload> Drafts,
    long RefusedInInbox
);

/// <summary>One import.</summary>
/// <param name="ReplacedBy">The import that took this one's place.</param>
public sealed record ImportPage(ImportAnswer Answer, IReadOnlyList<ImportMessage> Warnings, long? ReplacedBy)
{
    /// <summary>The months that are closed now.</summary>
    public IReadOnlyList<string> Closed { get; init; } = [];
}
