using KpiBoard.Data.Audit;
using KpiBoard.Web.Features.Audit.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Audit;

/// <summary>What was changed, by whom, from where; and the check that nothing of it was changed since.</summary>
[Route("administration/audit")]
[Authorize(AccessPolicy.Administer)]
public sealed class AuditController(
    AuditQueries queries,
    AuditChain chain,
    PageFrame frame,
    SheetMaker sheets,
    IStringLocalizer<AuditText> text
) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(AuditFilter filter, CancellationToken ct) => ShowAsync(filter, null, ct);

    [HttpPost("verify")]
    public async Task<IActionResult> Verify(CancellationToken ct) =>
        await ShowAsync(new AuditFilter(), await chain.VerifyAsync(ct), ct);

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> File(AuditFilter filter, CancellationToken ct) =>
        await sheets.MakeAsync(
            text["Audit"],
            "audit",
            ["id", "at", "by", "address", "action", "subject", "key", "before", "after", "erased_at", "hash"],
            queries
                .ListAsync(Cleaned(filter), (await frame.SettingsAsync()).TimeZone, ct)
                .Select(entry =>
                    (IReadOnlyList<object?>)
                        [
                            entry.Id,
                            entry.At,
                            entry.By,
                            entry.Address,
                            entry.Action,
                            entry.Subject,
                            entry.SubjectKey,
                            entry.Before,
                            entry.After,
                            entry.ErasedAt,
                            entry.Hash,
                        ]
                )
        );

    private async Task<IActionResult> ShowAsync(AuditFilter filter, AuditVerdict? verdict, CancellationToken ct)
    {
        filter = Cleaned(filter);
        var entries = await queries
            .ListAsync(filter, (await frame.SettingsAsync()).TimeZone, ct)
            .Take(AuditPage.Shown + 1)
            .ToListAsync(ct);
        return View("Audit", new AuditPage(filter, entries, verdict));
    }

    /// <summary>A field that was sent empty asks for nothing.</summary>
    private static AuditFilter Cleaned(AuditFilter filter) =>
        filter with
        {
            By = Cleaned(filter.By),
            Subject = Cleaned(filter.Subject),
            Key = Cleaned(filter.Key),
            Change = Cleaned(filter.Change),
        };

    private static string? Cleaned(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
