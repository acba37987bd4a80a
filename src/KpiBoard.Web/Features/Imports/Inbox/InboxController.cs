using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Imports;

/// <summary>What lies in the inbox, and what has come through it.</summary>
[Route("imports/inbox")]
public sealed class InboxController(
    InboxFolder folder,
    InboxStore store,
    ProfileStore profiles,
    InboxOptions options,
    AlertOptions alerts
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
