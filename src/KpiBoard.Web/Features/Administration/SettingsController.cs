using System.Globalization;
using FluentValidation;
using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Administration;

[Route("administration/settings")]
[Authorize(AccessPolicy.Administer)]
public sealed class SettingsController(CompanySettingsStore store) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(bool saved, CancellationToken ct)
    {
        var settings = await store.GetAsync(ct);
        var values = SettingDefinition.All.ToDictionary(
            setting => setting.Key,
            setting => SettingsForm.Typed(setting, setting.Show(settings))
        );
        return View("Settings", new SettingsPage(values, await store.ChangesAsync(ct), saved));
    }

    [HttpPost("")]
    public async Task<IActionResult> Index(SettingsForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return View("Settings", new SettingsPage(form.Values, await store.ChangesAsync(ct), IsSaved: false));
        }
        var settings = await store.GetAsync(ct);
        var changed = form.Filled.Where(value => value.Value != SettingDefinition.Find(value.Key)!.Show(settings));
        await store.SetAsync(changed.ToDictionary(), User.By(), ct);
        return RedirectToAction(nameof(Index), new { saved = true });
    }
}

public sealed record SettingsPage(
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyDictionary<string, SettingChange> Changes,
    bool IsSaved
);

public sealed record SettingsForm
{
    public Dictionary<string, string> Values { get; init; } = [];

    /// <summary>An empty field leaves a setting as it is: there is no setting whose value is nothing.</summary>
    public IEnumerable<KeyValuePair<string, string>> Filled =>
        Values
            .Select(value => KeyValuePair.Create(value.Key, value.Value.Trim()))
            .Where(value => value.Value.Length > 0)
            .Select(value => KeyValuePair.Create(value.Key, Stored(value.Key, value.Value)));

    /// <summary>A stored value as the page shows it: a ratio in per cent, with the reader's decimal sign.</summary>
    public static string Typed(SettingDefinition setting, string stored) =>
        setting.IsRatio
            ? (100 * decimal.Parse(stored, CultureInfo.InvariantCulture)).ToString("0.####", CultureInfo.CurrentCulture)
            : stored;

    /// <summary>What is no number stays as it was typed, to be refused.</summary>
    private static string Stored(string key, string typed) =>
        SettingDefinition.Find(key) is { IsRatio: true }
        && decimal.TryParse(
            typed.Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var percent
        )
            ? (percent / 100).ToString(CultureInfo.InvariantCulture)
            : typed;
}

internal sealed class SettingsFormValidator : AbstractValidator<SettingsForm>
{
    public SettingsFormValidator(IStringLocalizer<AdministrationText> text) =>
        RuleFor(form => form)
            .Custom(
                (form, context) =>
                {
                    foreach (var (key, value) in form.Filled)
                    {
                        if (SettingDefinition.Find(key)?.Apply(new CompanySettings(), value) is null)
                        {
                            context.AddFailure($"Values[{key}]", text["Invalid.Setting"]);
                        }
                    }
                }
            );
}
