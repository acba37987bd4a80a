using KpiBoard.Web.Features.Imports.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Imports;

/// <summary>What lies in the inbox, and what has come through it.</summary>
[Route("imports/inbox")]
public sealed class InboxController(
    InboxFolder folder,
    InboxStore store,
    ProfileStore profiles,
    InboxOptions options,
    AlertOptions alerts,
    SheetMaker sheets,
    IStringLocalizer<ImportsText> text
) : Controller
{
    private const int Shown = 100;

    [HttpGet("")]
    [Authorize(AccessPolicy.ReadImports)]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var known = await profiles.AllAsync(ct);
        return View(
            "Inbox",
            new InboxPage(
                folder.Root,
                options.IsOn,
                alerts.AreSet,
                known,
                folder.Look(known.Select(profile => profile.Name).ToHashSet(StringComparer.Ordinal)),
                await store.LatestAsync(Shown, ct)
            )
        );
    }

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    [Authorize(AccessPolicy.ReadImports)]
    public async Task<IActionResult> File(CancellationToken ct) =>
        await sheets.MakeAsync(
            text["Inbox"],
            "inbox",
            ["file", "profile", "bytes", "taken_at", "finished_at", "status", "import", "alerted_at"],
            (await store.LatestAsync(Shown, ct)).Select(file =>
                (IReadOnlyList<object?>)
                    [
                        file.FileName,
                        file.Profile,
                        file.SizeBytes,
                        file.TakenAt,
                        file.FinishedAt,
                        file.Status,
                        file.BatchId,
                        file.AlertedAt,
                    ]
            )
        );
}

/// <summary>The inbox as its page shows it.</summary>
public sealed record InboxPage(
    string Root,
    bool IsOn,
    bool HasAlerts,
    IReadOnlyList<StoredProfile> Profiles,
    IReadOnlyList<InboxEntry> Waiting,
    IReadOnlyList<InboxFile> Files
);
