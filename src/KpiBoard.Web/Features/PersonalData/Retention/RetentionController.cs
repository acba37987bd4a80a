using KpiBoard.Web.Features.PersonalData.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.PersonalData.Retention;

/// <summary>How long each kind is kept; what would go is shown before it is saved.</summary>
[Route("administration/retention")]
[Authorize(AccessPolicy.Administer)]
public sealed class RetentionController(
    RetentionStore store,
    RetentionRules rules,
    IStringLocalizer<PersonalDataText> text
) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(bool saved, CancellationToken ct)
    {
        var months = await store.GetAsync(ct);
        return View("Retention", new RetentionPage(months, await rules.CountAsync(months, ct)) { IsSaved = saved });
    }

    /// <summary>What it would come to.</summary>
    [HttpPost("")]
    public async Task<IActionResult> Index(RetentionForm form, CancellationToken ct)
    {
        var months = await ReadAsync(form, ct);
        return ModelState.IsValid
            ? View("Retention", new RetentionPage(months, await rules.CountAsync(months, ct)) { IsTrial = true })
            : View("Retention", new RetentionPage(months, new Dictionary<string, long>()));
    }

    [HttpPost("save")]
    public async Task<IActionResult> Save(RetentionForm form, CancellationToken ct)
    {
        var months = await ReadAsync(form, ct);
        if (!ModelState.IsValid)
        {
            return View("Retention", new RetentionPage(months, new Dictionary<string, long>()));
        }
        await store.SetAsync(months, User.By(), ct);
        return RedirectToAction(nameof(Index), new { saved = true });
    }

    private async Task<IReadOnlyDictionary<string, int>> ReadAsync(RetentionForm form, CancellationToken ct)
    {
        var months = new Dictionary<string, int>(await store.GetAsync(ct));
        foreach (var kind in RetentionKind.All)
        {
            if (form.Months.TryGetValue(kind.Name, out var value))
            {
                months[kind.Name] = value;
                if (!kind.IsValid(value))
                {
                    ModelState.AddModelError(
                        $"Months[{kind.Name}]",
                        kind.Most > 0
                            ? text["Retention.Most", kind.Most]
                            : text["Retention.Range", RetentionKind.Longest]
                    );
                }
            }
        }
        return months;
    }
}

public sealed record RetentionForm
{
    public Dictionary<string, int> Months { get; init; } = [];
}

/// <summary>The kinds with how long each is kept.</summary>
/// <param name="Counts">What would go, of those that have an end.</param>
public sealed record RetentionPage(IReadOnlyDictionary<string, int> Months, IReadOnlyDictionary<string, long> Counts)
{
    public bool IsSaved { get; init; }

    /// <summary>Nothing is saved yet.</summary>
    public bool IsTrial { get; init; }
}
